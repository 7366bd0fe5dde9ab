"""Find: the one function behind the public search, the workspace's, and the yardstick."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

from django.core.cache import cache

from search import meaning, promotions
from search.backends.engine import Choices, Engine, choices
from search.backends.fallback import answering
from search.hits import Hit, hits_of
from search.language import planner
from search.language.correction import Correction
from search.language.ranking import Folded
from search.language.tree import NOTHING, Tree
from search.models import Entry, EntryText
from search.scope import Scope
from search.vocabulary import vocabulary

#: Engines page no further than this, and nobody reads so far.
FURTHEST = 10_000
_SIZE, _SIZE_KEPT = "search:size", 60


class Facets(NamedTuple):
    """How many finds there are by what could be chosen, each under all other choices."""

    kinds: Counter[str]
    places: Counter[str]
    years: Counter[int]
    fields: Counter[int]


class ScopedIndex:
    """What the plan asks of an engine within a scope (see search.language.planner.Index)."""

    def __init__(self, engine: Engine, scope: Scope) -> None:
        self.engine, self.scope = engine, scope
        self._texts: dict[int, Folded] = {}
        self._choices: dict[int, Choices] = {}
        self._counted: dict[Tree, int] = {}

    def ids(self, tree: Tree, limit: int, kind: str = "") -> list[int]:
        """Keys of entries that match, of one kind where it is named, last entered first."""
        if tree == NOTHING or (kind and self.scope.kind not in ("", kind)):
            return []
        scope = replace(self.scope, kind=kind) if kind else self.scope
        return self.engine.ids(tree, scope, limit=limit)

    def frequencies(self, trees: Sequence[Tree]) -> list[int]:
        """How many entries match each; each is counted once."""
        missing = [tree for tree in dict.fromkeys(trees) if tree not in self._counted]
        if missing:
            counts = self.engine.frequencies(missing, self.scope)
            self._counted |= zip(missing, counts, strict=True)
        return [self._counted[tree] for tree in trees]

    def known(self, trees: Sequence[Tree]) -> list[int]:
        """The same for everything the audience may see."""
        return self.engine.frequencies(trees, self._everything) if trees else []

    def anywhere(self, tree: Tree, limit: int) -> list[int]:
        """Keys of matches among everything the audience may see, last entered first."""
        return [] if tree == NOTHING else self.engine.ids(tree, self._everything, limit=limit)

    @property
    def _everything(self) -> Scope:
        return Scope(self.scope.audience)

    def texts(self, keys: Sequence[int]) -> dict[int, Folded]:
        """The folded words of entries; each is read once."""
        missing = [key for key in keys if key not in self._texts]
        if missing:
            rows = EntryText.objects.filter(pk__in=missing).order_by()
            for key, facet, folded in rows.values_list("pk", "entry__facet", "folded"):
                self._choices[key] = choices(facet)
                self._texts[key] = Folded.of(self._choices[key][0], folded)
        return {key: self._texts[key] for key in keys if key in self._texts}

    def facets(self, found: planner.Answer) -> Counter[Choices]:
        """How many finds there are of each choice: all, whatever the scope chooses.

        Of finds that were all read for their texts, the engine need not count them once more.
        """
        if found.is_whole and not self.scope.is_narrowed:
            return Counter(self._choices[key] for key in found.head if key in self._choices)
        return self.engine.facets(found.tree, self.scope)

    @cached_property
    def size(self) -> int:
        """How many entries everybody may find; a minute old at most."""
        return cache.get_or_set(_SIZE, Entry.objects.public().count, _SIZE_KEPT) or 1


@dataclass
class Found(Sequence[Hit]):
    """What was found: results proper, then related ones, read a slice at a time.

    `total` counts the results proper, `related_total` those that have most of what was asked, or
    mean it. `tier` is the plan's last step that found something (0: nothing).
    """

    scope: Scope
    newest: bool
    answer: planner.Answer
    total: int
    counts: Counter[Choices] = field(default_factory=Counter)
    fallback: bool = False
    promoted: list[promotions.Promoted] = field(default_factory=list)

    @property
    def related_total(self) -> int:
        """How many related finds follow."""
        return len(self.answer.late)

    @property
    def tier(self) -> int:
        """The last step of the plan that found something."""
        return self.answer.tier

    @property
    def correction(self) -> Correction | None:
        """What was looked for instead of what was typed."""
        return self.answer.correction

    @property
    def terms(self) -> list[str]:
        """Folded spellings to mark in a find."""
        words = (*self.answer.words, *self.answer.question.content)
        spelled = [s for word in words for s in (*word.spellings, *word.halves)]
        return list(dict.fromkeys(spelled))

    @cached_property
    def facets(self) -> Facets:
        """What could be chosen, with how much would be found."""
        return facets_of(self.counts, self.scope)

    def __len__(self) -> int:
        return min(self.total, FURTHEST) + self.related_total

    def __getitem__(self, wanted: Any) -> Any:
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        start, stop, _ = wanted.indices(len(self))
        proper = min(self.total, FURTHEST)
        ids = self._results(start, min(stop, proper)) if start < proper else []
        late = self.answer.late[max(start - proper, 0) : max(stop - proper, 0)]
        return hits_of(ids, late, self.scope, self.terms)

    def _results(self, start: int, stop: int) -> list[int]:
        """Keys of results proper: the ranked head, then the others, last entered first."""
        head = [] if self.newest else self.answer.head
        ids = head[start:stop]
        wanted = stop - start - len(ids)
        if wanted <= 0 or self.total <= len(head):
            return ids
        skip = max(start - len(head), 0)
        more, _ = answering(
            lambda engine: engine.ids(
                self.answer.tree,
                self.scope,
                limit=wanted,
                newest=self.newest,
                skip=skip,
                without=head,
            ),
            public=self.scope.is_public,
        )
        return [*ids, *more]


def find(
    question: str, scope: Scope | None = None, *, newest: bool = False, literal: bool = False
) -> Found:
    """Everything found for `question` within `scope` (default: what everybody may see).

    `newest` orders by date instead of relevance; `literal` takes the words as typed: nothing is
    corrected, nothing that means the same is looked for. Never raises for any text.
    """
    scope = scope or Scope()
    (answer, total, counts), fallback = answering(
        lambda engine: _ask(engine, question, scope, literal), public=scope.is_public
    )
    shown = promotions.promoted(question) if scope.is_public else []
    return Found(scope, newest, answer, total, counts, fallback, shown)


def _ask(
    engine: Engine, question: str, scope: Scope, literal: bool
) -> tuple[planner.Answer, int, Counter[Choices]]:
    index = ScopedIndex(engine, scope)
    answer = planner.answer(
        question,
        vocabulary(),
        index,
        literal=literal,
        meant=lambda asked, strong: meaning.late(asked, scope, strong),
    )
    if answer.tree == NOTHING:
        return answer, 0, Counter()
    counts = index.facets(answer)
    chosen = sum(count for choice, count in counts.items() if _fits(choice, scope))
    return answer, chosen, counts


def facets_of(counts: Counter[Choices], scope: Scope) -> Facets:
    """The counts of each facet, under the choices made in the others."""
    found = Facets(Counter(), Counter(), Counter(), Counter())
    any_kind, any_year = replace(scope, kind=""), replace(scope, year=None)
    any_field = replace(scope, field=None)
    for choice, count in counts.items():
        kind, place, year, chosen_field = choice
        if _fits(choice, any_kind):
            found.kinds[kind] += count
        if place and place != scope.place and _fits(choice, scope):
            found.places[place] += count
        if year is not None and _fits(choice, any_year):
            found.years[year] += count
        if chosen_field is not None and _fits(choice, any_field):
            found.fields[chosen_field] += count
    return found


def _fits(choice: Choices, scope: Scope) -> bool:
    kind, place, year, chosen_field = choice
    return (
        scope.kind in ("", kind)
        and place.startswith(scope.place)
        and scope.year in (None, year)
        and scope.field in (None, chosen_field)
    )
