"""Keeping entries true to their records."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model

from search import vocabulary
from search.index import store
from search.index.drafts import FACE, drafts_of
from search.index.kinds import Kind
from search.index.names import NameBook
from search.models import Entry
from search.sources import KINDS, kind_of, others

#: Records made into entries in one transaction: others wait no longer than for these.
CHUNK = 1000


class Outcome(NamedTuple):
    """How many entries were written and removed; the records that others read otherwise now."""

    written: int = 0
    removed: int = 0
    turned: frozenset[int] = frozenset()
    #: Those of them that had no entry before.
    new: frozenset[int] = frozenset()


def refresh(model: type[Model], pks: Iterable[int]) -> Outcome:
    """Make the entries of these records of `model` anew; those of records that are gone go.

    Models that nobody searches are passed over. Costs the same few queries for any number.
    """
    kind = kind_of(model)
    return refresh_kind(kind, set(pks)) if kind else Outcome()


def refresh_kind(
    kind: Kind, pks: Collection[int], *, anew: bool = False, tell: bool = True
) -> Outcome:
    """As `refresh`. With `anew` entries are written even where nothing changed.

    Without `tell` the search server hears of removals only.
    """
    content_type = content_type_of(kind)
    with transaction.atomic():
        # Locked before the records are read, and names not kept from before: who comes second reads
        # all of it again.
        there = store.locked(content_type, pks)
        drafts = drafts_of(kind, pks, NameBook())
        before = {record: entry.fingerprint for record, entry in there.items()}
        changed = {
            record: draft
            for record, draft in drafts.items()
            if anew or before[record] != draft.fingerprint
        }
        gone = [entry for record, entry in there.items() if record not in drafts]
        store.put(content_type, changed.values(), there, tell=tell)
        store.drop([entry.entry for entry in gone])
        if kind.is_party and (changed or gone):
            transaction.on_commit(vocabulary.changed)
    turned = frozenset(pk for pk, draft in changed.items() if before[pk][:FACE] != draft.face)
    new = frozenset(pk for pk in turned if not before[pk])
    removed = sum(1 for entry in gone if entry.fingerprint)
    return Outcome(len(changed), removed, turned, new)


def withdraw(kind: Kind, pks: Collection[int]) -> None:
    """Hide the entries of these records from the public now, where it may not see them any more.

    What else changed in them may take its time: what was withdrawn is not found meanwhile.
    """
    for chunk in chunks(pks):
        shown = kind.rows().order_by().filter(pk__in=chunk).values("pk")
        hidden = Entry.objects.filter(kind=kind.key, object_id__in=chunk, public=True)
        hidden.exclude(object_id__in=shown).update(public=False, fingerprint="")


def remove_left_over(kind: Kind) -> int:
    """Remove the entries of a kind whose record is gone; returns how many there were."""
    left = left_over(kind)
    for chunk in chunks(left):
        with transaction.atomic():
            store.drop(chunk)
    return len(left)


def left_over(kind: Kind) -> list[int]:
    """Keys of the entries of a kind whose record is gone."""
    rows = Entry.objects.filter(content_type=content_type_of(kind))
    there = kind.all_rows().order_by().values("pk")
    return list(rows.exclude(object_id__in=there).values_list("pk", flat=True))


def strangers() -> list[int]:
    """Keys of the entries of models that are no longer searched."""
    ours = [content_type_of(kind) for kind in (*KINDS, *others())]
    return list(Entry.objects.exclude(content_type__in=ours).values_list("pk", flat=True))


def content_type_of(kind: Kind) -> int:
    """Key of the content type of a kind's records."""
    return ContentType.objects.get_for_model(kind.model).pk


def chunks(keys: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """The keys, `size` at a time."""
    waiting = iter(keys)
    while chunk := list(islice(waiting, size)):
        yield chunk
