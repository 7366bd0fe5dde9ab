"""Computing vectors: which entries need one, and how far away is too far."""

import secrets
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Length

from search.models import Entry, EntryText, Vector, VectorSet
from search.sources import KINDS

from . import encoder, matrix

#: Entries between two commits, 5 to 10 seconds apart: what a run that is broken off may lose.
BATCH = 40
#: Texts shorter than this, in characters, say no more than a title does.
LEAST_TEXT = 12
#: Added to the highest cosine that a question about something else has with any entry.
MARGIN = 0.001
#: Among a few entries everything is far away, and the gate would open to anything.
LEAST_GATE = 0.86
#: Share of the vectors that must have come or gone before the gate is calibrated anew.
MOVED = 0.1

_PROBES = Path(__file__).with_name("off_topic.txt")


def due(entries: Collection[int] | None = None) -> QuerySet[EntryText]:
    """The words of entries, all or these, that need a vector: newest entry first."""
    words = EntryText.objects.filter(
        entry__public=True, entry__kind__in=[kind.key for kind in KINDS if kind.meaning]
    )
    if entries is not None:
        words = words.filter(entry__in=entries)
    known = Vector.objects.filter(model=encoder.model_name(), fingerprint=F("entry__fingerprint"))
    long_enough = words.alias(length=Length("text")).filter(length__gte=LEAST_TEXT)
    return long_enough.exclude(entry__in=known.values("entry")).order_by("-entry_id")


def compute(entries: Collection[int] | None = None) -> Iterator[int]:
    """Compute what is due, all or of these entries; yields how many are done after each batch.

    Can be broken off and started again, also twice at once. Raises encoder.Unreadable.
    """
    keys = list(due(entries).values_list("entry_id", flat=True)[: matrix.CAPACITY])
    done, left = 0, iter(keys)
    while batch := list(islice(left, BATCH)):
        _compute_batch(batch)
        done += len(batch)
        yield done
    if keys:
        settle()


def settle() -> float | None:
    """The gate, calibrated anew where it is missing or the vectors have changed much since."""
    found = matrix.current()
    if found is None:
        return None
    vectors, state = found
    moved = abs(len(vectors.keys) - state.calibrated_for)
    if state.gate is None or moved > MOVED * state.calibrated_for:
        return calibrate()
    return state.gate


def calibrate() -> float | None:
    """Set the gate above everything that has nothing to do with us; None without vectors.

    Questions about the sky, the kitchen or the stadium are asked (off_topic.txt): the nearest
    entry to any of them is too far.
    """
    found = matrix.current()
    if found is None or not len(found[0].keys):
        return None
    vectors, state = found
    probes = _PROBES.read_text(encoding="utf-8").splitlines()
    highest = max(float(vectors.cosines(encoder.question_vector(probe)).max()) for probe in probes)
    gate = max(highest + MARGIN, LEAST_GATE)
    VectorSet.objects.filter(pk=state.pk).update(gate=gate, calibrated_for=len(vectors.keys))
    return gate


def forget() -> int:
    """Delete vectors that no longer serve: of other models, of entries not public any more."""
    gone = Vector.objects.exclude(model=encoder.model_name(), entry__public=True)
    deleted, _ = Vector.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).delete()
    VectorSet.objects.exclude(pk=encoder.model_name()).delete()
    if deleted:
        _changed()
    return deleted


def _compute_batch(keys: Collection[int]) -> None:
    made = []
    for words in due(keys).select_related("entry"):
        text = encoder.passage(words.title, words.text, words.names)
        values = encoder.passage_vector(text).tobytes()
        made.append(
            Vector(
                entry=words.entry,
                model=encoder.model_name(),
                fingerprint=words.entry.fingerprint,
                values=values,
            )
        )
    with transaction.atomic():
        # An entry deleted meanwhile takes no vector; one changed meanwhile is due again.
        there = Entry.objects.select_for_update().filter(pk__in=[x.entry_id for x in made])
        left = set(there.values_list("pk", flat=True))
        Vector.objects.bulk_create(
            [vector for vector in made if vector.entry_id in left],
            update_conflicts=True,
            unique_fields=["entry"],
            update_fields=["model", "fingerprint", "values"],
        )
        _changed()


def _changed() -> None:
    """Have every process read the vectors again."""
    VectorSet.objects.update_or_create(
        pk=encoder.model_name(), defaults={"version": secrets.token_hex(8)}
    )
