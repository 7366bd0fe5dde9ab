"""What an engine is: it says which entries match a tree, and knows nothing of relevance.

All engines hold the same tokens and answer alike; what is asked and how the finds are ranked is
decided outside.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

from search.language.tree import NOTHING, And, Phrase, Tree

if TYPE_CHECKING:
    from search.scope import Scope

#: What a facet counts: kind, path of the place (cut), year, key of the field.
Choices: TypeAlias = tuple[str, str, int | None, int | None]
#: Characters of the path of a district, and what stands between the parts of `Entry.facet`.
DISTRICT, PART = 8, "\x1f"
#: Counting a tree for its weight stops here: more is simply common.
COMMON = 5_000
#: More tokens of a phrase than these say nothing more; the last one loses its `prefix` with them.
LONGEST_PHRASE = 200
#: A token as search.language.tokens makes it; no other is in any index.
_TOKEN = re.compile(r"(?:[a-z0-9]|[^\x00-\x7f\s\ud800-\udfff])+")


class EngineDown(Exception):
    """The engine cannot answer, or not in time."""


class Words(NamedTuple):
    """The tokens of an entry, each column a string of tokens parted by blanks."""

    entry_id: int
    title: str
    names: str
    body: str


class Engine(Protocol):
    """Answers about the entries that match a tree within a scope. Raises EngineDown."""

    def ids(
        self,
        tree: Tree,
        scope: "Scope",
        *,
        limit: int,
        newest: bool = False,
        skip: int = 0,
        without: Collection[int] = (),
    ) -> list[int]:
        """Ids of entries, last entered first or, with `newest`, latest date first.

        `skip` are passed over; those in `without` are left out.
        """

    def count(self, tree: Tree, scope: "Scope") -> int:
        """How many entries match."""

    def facets(self, tree: Tree, scope: "Scope") -> Counter[Choices]:
        """Entries by kind, place, year and field, whichever of them `scope` chooses.

        Places are cut to the level below the one chosen (to the districts where none is).
        """

    def frequencies(self, trees: Sequence[Tree], scope: "Scope") -> list[int]:
        """How many entries match each of `trees`, at most COMMON."""

    def write(self, rows: Iterable[Words]) -> None:
        """Put the tokens of entries in, in place of those known before."""

    def erase(self, ids: Collection[int]) -> None:
        """Forget the tokens of entries."""


def pruned(tree: Tree) -> Tree:
    """`tree` without what can match nothing; NOTHING when that is all of it."""
    if isinstance(tree, Phrase):
        return _cut(tree)
    parts = [pruned(part) for part in tree.parts]
    if isinstance(tree, And) and (NOTHING in parts or not parts):
        return NOTHING
    kept = tuple(dict.fromkeys(part for part in parts if part != NOTHING))
    return kept[0] if len(kept) == 1 else type(tree)(kept)


def _cut(phrase: Phrase) -> Tree:
    if not phrase.tokens or not all(_TOKEN.fullmatch(token) for token in phrase.tokens):
        return NOTHING
    if len(phrase.tokens) <= LONGEST_PHRASE:
        return phrase
    return Phrase(phrase.tokens[:LONGEST_PHRASE], fields=phrase.fields)


def place_length(scope: "Scope") -> int:
    """How much of the path of a place tells the facets apart: one level below the place chosen."""
    return max(len(scope.place) + 4, DISTRICT)


def choices(facet: str) -> Choices:
    """What `Entry.facet` says, taken apart."""
    kind, place, year, field = facet.split(PART)
    return kind, place, int(year) if year else None, int(field) if field else None
