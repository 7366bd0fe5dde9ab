"""Every change of a row reaches the index: gathered in its transaction, done once after it.

What goes wrong here is logged and never reaches who saves; `manage.py check_index` finds it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django_tasks import task
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_slug_changed, post_page_move

from portal.changes import is_untold, rows_changed, rows_changing
from search.dependencies import Dependency, dependencies
from search.indexing import CHUNK, chunks, refresh_kind
from search.kinds import Kind
from search.sources import KINDS, kind_of

#: So many records are done before the person who saved goes on; more are done in the background.
AT_ONCE = 50


class Batch:
    """What changed in a transaction: rows, and records that are known to need a new entry.

    `work` lies among the transaction's own callbacks, so that what is rolled back is forgotten
    with it.
    """

    def __init__(self) -> None:
        self.rows: dict[type[Model], set[int]] = defaultdict(set)
        self.created: dict[type[Model], set[int]] = defaultdict(set)
        self.records: dict[Kind, set[int]] = defaultdict(set)

    def work(self) -> None:
        """Make the entries anew: few now, many in the background, the rows' own first.

        All at the first call: the batch may lie among the callbacks several times.
        """
        own, others = self._own(), self._dependants()
        self.__init__()  # type: ignore[misc]
        for kind, pks in own.items():
            others[kind] -= pks
        if _size(own) + _size(others) <= AT_ONCE:
            _refresh(own)
            _refresh(others)
            return
        (_refresh if _size(own) <= AT_ONCE else _refresh_later)(own)
        _refresh_later(others)

    def _own(self) -> dict[Kind, set[int]]:
        found: dict[Kind, set[int]] = defaultdict(set)
        for rows in (self.rows, self.created):
            for model, pks in rows.items():
                if (kind := kind_of(model)) is not None and kind.key:
                    found[kind] |= pks
        return found

    def _dependants(self) -> dict[Kind, set[int]]:
        found: dict[Kind, set[int]] = defaultdict(set)
        for kind, known in self.records.items():
            found[kind] |= known
        for model, pks in self.rows.items():
            for dependency in dependencies().get(model, ()):
                found[dependency.kind] |= dependency.keys(pks)
        for model, pks in self.created.items():
            # Nothing made from other rows can have been waiting for a row that is new.
            for dependency in _inward(model):
                found[dependency.kind] |= dependency.keys(pks)
        return found


@task()
def refresh_in_background(kind: str, pks: list[int]) -> None:
    """Make the entries of these records of the kind with that key anew."""
    found = next(known for known in KINDS if known.key == kind)
    for chunk in chunks(pks):
        refresh_kind(found, chunk)


def settle() -> None:
    """Do at once what waits for the end of the transaction: for who reads what it just wrote."""
    callbacks: list[Any] = connection.run_on_commit
    connection.run_on_commit = [entry for entry in callbacks if not _batch(entry[1])]
    for _, callback, *_ in callbacks:
        if batch := _batch(callback):
            batch.work()


def watch() -> None:
    """Connect to every change of every row that an entry is made from."""
    for model in {*(kind.model for kind in KINDS), *dependencies()}:
        _connect(post_save, _saved, model)
        _connect(pre_delete, _about_to_go, model)
        _connect(post_delete, _gone, model)
        _connect(rows_changed, _rows_changed, model)
        if _inward(model):
            _connect(pre_save, _about_to_save, model)
            _connect(rows_changing, _rows_changing, model)
    _connect(post_save, _page_saved, Page)
    for signal in (page_slug_changed, post_page_move):
        _connect(signal, _branch_changed, None)
    for signal in (post_save, pre_delete):
        _connect(signal, _restricted, PageViewRestriction)
        _connect(signal, _site_changed, Site)


def _connect(signal: Any, receiver: Any, sender: Any) -> None:
    signal.connect(receiver, sender=sender, dispatch_uid=f"search {receiver.__name__} {sender}")


def _inward(model: type[Model]) -> list[Dependency]:
    return [dependency for dependency in dependencies().get(model, ()) if dependency.inward]


def _saved(sender: type[Model], instance: Any, created: bool, **kwargs: Any) -> None:
    _note(created={sender: [instance.pk]}) if created else _note(rows={sender: [instance.pk]})


def _rows_changed(sender: type[Model], pks: Collection[int], **kwargs: Any) -> None:
    _note(rows={sender: pks})


def _gone(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    _note(created={sender: [instance.pk]})


def _about_to_save(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    """Where the row belongs until now, as it may come to belong elsewhere."""
    if instance.pk and not instance._state.adding:
        _note(records=_keys(_inward(sender), [instance.pk]))


def _rows_changing(sender: type[Model], pks: Collection[int], **kwargs: Any) -> None:
    _note(records=_keys(_inward(sender), pks))


def _about_to_go(sender: type[Model], instance: Any, **kwargs: Any) -> None:
    _note(records=_keys(dependencies().get(sender, ()), [instance.pk]))


def _page_saved(sender: type[Model], instance: Page, **kwargs: Any) -> None:
    """A page saved as a mere page, as Wagtail does now and then."""
    if instance.specific_class:
        _note(rows={instance.specific_class: [instance.pk]})


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
            _note(records={kind: list(of_kind.values_list("pk", flat=True))})


def _keys(those: Iterable[Dependency], pks: Collection[int]) -> dict[Kind, set[int]]:
    found: dict[Kind, set[int]] = defaultdict(set)
    for dependency in those:
        found[dependency.kind] |= dependency.keys(pks)
    return found


def _note(**noted: Mapping[Any, Collection[int]]) -> None:
    if is_untold():
        return
    batch, is_kept = _current_batch()
    for name, by_key in noted.items():
        for key, pks in by_key.items():
            getattr(batch, name)[key].update(pks)
    if not is_kept:
        transaction.on_commit(batch.work, robust=True)


def _current_batch() -> tuple[Batch, bool]:
    """The batch of this transaction, and whether a rollback to a savepoint may not take it away.

    What was noted within a savepoint that is rolled back stays in it: it is made for nothing.
    """
    open_now = set(connection.savepoint_ids)
    callbacks: list[Any] = connection.run_on_commit
    found = [(_batch(callback), savepoints) for savepoints, callback, *_ in callbacks]
    batches = [(batch, savepoints <= open_now) for batch, savepoints in found if batch]
    kept = any(is_kept for _, is_kept in batches)
    return (batches[-1][0], kept) if batches else (Batch(), False)


def _batch(callback: Any) -> Batch | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, Batch) else None


def _size(records: dict[Kind, set[int]]) -> int:
    return sum(map(len, records.values()))


def _refresh(records: dict[Kind, set[int]]) -> None:
    for kind, pks in records.items():
        if pks:
            refresh_kind(kind, pks)


def _refresh_later(records: dict[Kind, set[int]]) -> None:
    for kind, pks in records.items():
        for chunk in chunks(sorted(pks), CHUNK):
            refresh_in_background.enqueue(kind.key, chunk)
