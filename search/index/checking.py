"""Where the index is not what the records make it: compared, and told by record."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import TextChoices

from search.index.drafts import Draft, drafts_of
from search.index.kinds import Kind
from search.index.names import NameBook
from search.index.refreshing import chunks, content_type_of, left_over
from search.index.store import suggestions, suggestions_of
from search.index.tokens_held import tokens_held, tokens_unlike
from search.index.words import tokens_of
from search.models import Entry

_FACETS = ("pk", "public", "kind", "place", "year", "field", "date", "fingerprint")
_WORDS = ("title", "names", "text", "meta", "url", "folded")


class Flaw(TextChoices):
    """What can be wrong with an entry."""

    MISSING = "missing", "缺少条目"
    LEFT_OVER = "left_over", "记录已不存在"
    PUBLICITY = "publicity", "公开标记不符"
    STALE = "stale", "内容过期"
    NO_TOKENS = "no_tokens", "缺少检索词"
    TOKENS = "tokens", "检索词不符"
    NO_SUGGESTIONS = "no_suggestions", "输入提示不符"


class Difference(NamedTuple):
    """A flaw, and the key of the record it was found at."""

    flaw: Flaw
    record: int


def differences(kind: Kind) -> Iterator[Difference]:
    """Every flaw of the entries of a kind, records in the order of their keys."""
    for chunk in chunks(list(kind.all_rows().values_list("pk", flat=True))):
        yield from _of_chunk(kind, chunk)
    gone = Entry.objects.filter(pk__in=left_over(kind)).values_list("object_id", flat=True)
    yield from (Difference(Flaw.LEFT_OVER, record) for record in gone)


def _of_chunk(kind: Kind, records: list[int]) -> Iterator[Difference]:
    drafts = drafts_of(kind, records, NameBook())
    rows = Entry.objects.filter(content_type=content_type_of(kind), object_id__in=records)
    columns = (*_FACETS, *(f"words__{name}" for name in _WORDS))
    stored = {row[0]: row[1:] for row in rows.values_list("object_id", *columns)}
    entries = {record: entry for record, (entry, *_) in stored.items()}
    made = {record: _said(draft) for record, draft in drafts.items()}
    # Tokens are compared with words that are true themselves; with others they are made anew.
    true = [record for record in stored if stored[record][2:] == made.get(record)]
    held = tokens_held(entries.values())
    unlike = tokens_unlike(tokens_of(entries[pk], stored[pk][-1]) for pk in true)
    offered = suggestions(list(entries.values()))
    for record, draft in sorted(drafts.items()):
        if record not in stored:
            yield Difference(Flaw.MISSING, record)
            continue
        entry, public, *said = stored[record]
        if public != draft.public:
            yield Difference(Flaw.PUBLICITY, record)
        elif tuple(said) != made[record]:
            yield Difference(Flaw.STALE, record)
        if entry not in held:
            yield Difference(Flaw.NO_TOKENS, record)
        elif entry in unlike:
            yield Difference(Flaw.TOKENS, record)
        if offered.get(entry, set()) != set(suggestions_of(draft)):
            yield Difference(Flaw.NO_SUGGESTIONS, record)


def _said(draft: Draft) -> tuple[Any, ...]:
    facets = (draft.kind, draft.place, draft.year, draft.field, draft.date, draft.fingerprint)
    names = "\n".join(draft.names)
    return (*facets, draft.title, names, draft.text, draft.meta, draft.url, draft.folded)
