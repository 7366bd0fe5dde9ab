"""Every change of a row reaches the index: gathered in its transaction, done once after it.

What goes wrong here is logged and never reaches who saves; `manage.py check_index` finds it.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from functools import wraps
from types import MappingProxyType
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from portal.changes import is_untold, rows_changed, rows_changing
from search.index.dependencies import Records, dependencies, readers
from search.index.kinds import Kind
from search.index.renewing import joined, renew
from search.sources import KINDS, kind_of

logger = logging.getLogger(__name__)

#: What was noted outside of a transaction ahead of a change. Where that fails it stays for the next
#: one: something is made for nothing.
_ahead: ContextVar["Batch | None"] = ContextVar("ahead", default=None)


class Batch:
    """What changed in a transaction: rows, and records that are known to need a new entry.

    `work` lies among the transaction's own callbacks, so that what is rolled back is forgotten
    with it.
    """

    def __init__(self) -> None:
        self.rows: dict[type[Model], set[int]] = defaultdict(set)
        self.records: Records = {}
        self.former: dict[tuple[Kind, int], Records] = {}

    def work(self) -> None:
        """`make`, whatever goes wrong. Logged here, as Django fails at logging some callables."""
        try:
            self.make()
        except Exception:
            logger.exception("the index was not told of what has been saved")

    def make(self) -> None:
        """Make the entries anew: few now, many in the background.

        All at the first call: the batch may lie among the callbacks several times.
        """
        records, former = self._all(), self.former
        self.__init__()  # type: ignore[misc]
        if records:
            renew(records, former)

    def _all(self) -> Records:
        """The records that were written, and those that read a row that has no entry itself."""
        found = [self.records]
        for model, pks in self.rows.items():
            kind = kind_of(model)
            found.append({kind: pks} if kind and kind.key else readers(model, pks))
        return joined(*found)


def settle() -> None:
    """Do at once what waits for the end of the transaction: for who reads what it just wrote."""
    callbacks: list[Any] = connection.run_on_commit
    connection.run_on_commit = [entry for entry in callbacks if not _batch(entry[1])]
    for _, callback, *_ in callbacks:
        if batch := _batch(callback):
            batch.make()


def watch() -> None:
    """Connect to every change of every row that an entry is made from."""
    for model in {*(kind.model for kind in KINDS), *dependencies()}:
        _connect(post_save, _saved, model)
        _connect(pre_delete, _about_to_go, model)
        _connect(post_delete, _gone, model)
        _connect(rows_changed, _rows_changed, model)
        if any(dependency.inward for dependency in dependencies().get(model, ())):
            _connect(pre_save, _about_to_save, model)
            _connect(rows_changing, _rows_changing, model)
    _connect(post_save, _page_saved, Page)
    for signal in (page_slug_changed, post_page_move):
        _connect(signal, _branch_changed, None)
    for signal in (post_save, pre_delete):
        _connect(signal, _restricted, PageViewRestriction)
        _connect(signal, _site_changed, Site)


def _connect(signal: Any, receiver: Any, sender: Any) -> None:
    name = f"search {receiver.__name__} {sender}"
    signal.connect(_harmless(receiver), sender=sender, dispatch_uid=name, weak=False)


def _harmless(receiver: Callable[..., None]) -> Callable[..., None]:
    """The receiver, whose failure does not fail who saves."""

    @wraps(receiver)
    def received(*args: Any, **kwargs: Any) -> None:
        try:
            receiver(*args, **kwargs)
        except Exception:
            logger.exception("the index did not hear of a change")

    return received


def _saved(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    _note(rows={sender: {instance.pk}})


def _rows_changed(sender: type[Model], pks: Collection[int], **kwargs: Any) -> None:
    _note(rows={sender: set(pks)})


def _gone(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    if kind_of(sender):
        _note(rows={sender: {instance.pk}})


def _about_to_save(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Where the row belongs until now, as it may come to belong elsewhere."""
    if instance.pk and not instance._state.adding:
        _rows_changing(sender, [instance.pk])


def _rows_changing(sender: type[Model], pks: Collection[int], **kwargs: Any) -> None:
    if (kind := kind_of(sender)) is None:
        _note(records=readers(sender, pks, inward=True), ahead=True)
        return
    # Only where the record then turns out to be another to its readers.
    former = {(kind, pk): readers(sender, [pk], inward=True) for pk in pks}
    _note(former=former, ahead=True)


def _about_to_go(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    _note(records=readers(sender, [instance.pk]))


def _page_saved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """A page saved as a mere page, as Wagtail does now and then."""
    if instance.specific_class:
        _note(rows={instance.specific_class: {instance.pk}})


def _branch_changed(sender: Any, instance: Page, **kwargs: Any) -> None:
    _note_branch(Page.objects.filter(path__startswith=instance.path))


def _restricted(sender: Any, instance: PageViewRestriction, **kwargs: Any) -> None:
    here = Page.objects.filter(path__startswith=instance.page.path)
    _note_branch(here)
    _note_branch(Page.objects.filter(alias_of__in=here))


def _site_changed(sender: Any, **kwargs: Any) -> None:
    _note_branch(Page.objects.all())


def _note_branch(pages: Any) -> None:
    for kind in KINDS:
        if issubclass(kind.model, Page):
            of_kind = kind.model.objects.filter(pk__in=pages.order_by().values("pk"))
            _note(records={kind: set(of_kind.values_list("pk", flat=True))})


def _note(
    rows: Mapping[type[Model], set[int]] = MappingProxyType({}),
    records: Records | None = None,
    former: Mapping[tuple[Kind, int], Records] = MappingProxyType({}),
    ahead: bool = False,
) -> None:
    """Note for the end of the transaction; outside of one at once.

    With `ahead` the change is still to come: outside of a transaction this waits for it.
    """
    if is_untold():
        return
    batch, is_kept = _current_batch()
    for model, pks in rows.items():
        batch.rows[model] |= pks
    batch.records = joined(batch.records, records or {})
    for record, those in former.items():
        batch.former[record] = joined(batch.former.get(record, {}), those)
    if ahead and not connection.in_atomic_block:
        _ahead.set(batch)
    elif not is_kept:
        transaction.on_commit(batch.work, robust=True)


def _current_batch() -> tuple[Batch, bool]:
    """The batch of this transaction, and whether a rollback to a savepoint may not take it away.

    What was noted within a savepoint that is rolled back stays in it: it is made for nothing.
    """
    open_now = set(connection.savepoint_ids)
    callbacks: list[Any] = connection.run_on_commit
    found = [(_batch(callback), savepoints) for savepoints, callback, *_ in callbacks]
    batches = [(batch, savepoints <= open_now) for batch, savepoints in found if batch]
    if batches:
        return batches[-1][0], any(is_kept for _, is_kept in batches)
    batch = _ahead.get() or Batch()
    _ahead.set(None)
    return batch, False


def _batch(callback: Any) -> Batch | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, Batch) else None
