"""Telling of rows that are written in bulk, where Django sends no signal row by row.

`rows_changing` is sent before and `rows_changed` after an update, `rows_changed` after rows were
created in bulk; both with `sender` (the model) and `pks`. Deleting sends Django's own signals.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Self

from django.db import models
from django.dispatch import Signal

rows_changing = Signal()
rows_changed = Signal()

_untold = ContextVar("untold", default=False)


@contextmanager
def untold() -> Iterator[None]:
    """Write without a word, for who fills a whole database and has everything made anew after."""
    before = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(before)


def is_untold() -> bool:
    """Whether followers of changes, those of single rows too, are to pass over what they hear."""
    return _untold.get()


class TellingQuerySet(models.QuerySet):
    """A queryset that tells of what it writes in bulk. It asks for the keys only if one listens."""

    def update(self, **kwargs: Any) -> int:
        """Update, telling before and after of every row that is meant."""
        if not (rows_changing.has_listeners(self.model) or rows_changed.has_listeners(self.model)):
            return super().update(**kwargs)
        pks = list(self._plain().values_list("pk", flat=True))
        rows_changing.send(self.model, pks=pks)
        written = super().update(**kwargs)
        rows_changed.send(self.model, pks=pks)
        return written

    update.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        """Create, then tell. Rows whose keys the database does not give back are left out."""
        made = super().bulk_create(objs, *args, **kwargs)
        rows_changed.send(self.model, pks=[row.pk for row in made if row.pk is not None])
        return made

    def _plain(self) -> Self:
        """The same rows, in no order; a slice or a union has its own."""
        return self.order_by() if self.query.can_filter() else self.all()
