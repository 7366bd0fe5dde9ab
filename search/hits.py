"""Hits: entries as the page of results shows them, checked once more against their records."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString

from search.language.snippets import marked, snippet
from search.models import EntryText
from search.scope import Scope
from search.sources import KINDS

SNIPPET = 90  # characters
_LABELS = {kind.key: kind.label for kind in KINDS}


class Hit(NamedTuple):
    """A find as the page shows it; `related` ones have most of what was asked, not all."""

    entry_id: int
    kind: str
    label: str
    title: str
    url: str
    meta: str
    title_html: SafeString
    text_html: SafeString
    related: bool
    date: datetime.date | None


def hits_of(
    ids: Sequence[int], late: Sequence[int], scope: Scope, terms: Sequence[str]
) -> list[Hit]:
    """The finds with these keys, in this order, in two queries.

    What the records' own rule does not let the audience see any more is left out, however fresh
    or stale the index is.
    """
    keys = [*ids, *late]
    rows = EntryText.objects.filter(pk__in=keys).select_related("entry").defer("names", "folded")
    words = {row.pk: row for row in rows}
    seen = _still_seen(words, scope)
    related = set(late)
    return [_hit(words[key], key in related, terms) for key in keys if key in seen]


def _still_seen(words: dict[int, EntryText], scope: Scope) -> set[int]:
    rows = scope.entries().filter(pk__in=words).order_by()
    if scope.is_public:
        among: dict[str, list[int]] = defaultdict(list)
        for text in words.values():
            among[text.entry.kind].append(text.entry.object_id)
        rows = rows.filter(scope.seen(among))
    return set(rows.values_list("pk", flat=True))


def _hit(words: EntryText, related: bool, terms: Sequence[str]) -> Hit:
    entry = words.entry
    return Hit(
        entry_id=entry.pk,
        kind=entry.kind,
        label=_LABELS[entry.kind],
        title=words.title,
        url=words.url,
        meta=words.meta,
        title_html=marked(words.title, terms),
        text_html=snippet(words.text, terms, SNIPPET),
        related=related,
        date=entry.date,
    )
