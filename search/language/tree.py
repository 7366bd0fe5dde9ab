"""What is asked of an engine: phrases, joined by And and Or. Every engine answers these alike."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Field: TypeAlias = Literal["title", "names", "body"]
EVERYWHERE: frozenset[Field] = frozenset({"title", "names", "body"})
TITLE: frozenset[Field] = frozenset({"title"})
NAMED: frozenset[Field] = frozenset({"title", "names"})


@dataclass(frozen=True)
class Phrase:
    """Tokens that follow one another in one of `fields`; with `prefix` the last may go on."""

    tokens: tuple[str, ...]
    prefix: bool = False
    fields: frozenset[Field] = field(default=EVERYWHERE)


@dataclass(frozen=True)
class And:
    """All of `parts` (never empty)."""

    parts: tuple["Tree", ...]


@dataclass(frozen=True)
class Or:
    """Any of `parts`; none at all matches nothing."""

    parts: tuple["Tree", ...]


Tree: TypeAlias = Phrase | And | Or
NOTHING = Or(())


def every(parts: Iterable[Tree]) -> Tree:
    """All of `parts`: the part itself where there is one, nothing where there is none."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else And(found) if found else NOTHING


def any_of(parts: Iterable[Tree]) -> Tree:
    """Any of `parts`."""
    found = tuple(dict.fromkeys(parts))
    return found[0] if len(found) == 1 else Or(found)


def within(tree: Tree, fields: frozenset[Field]) -> Tree:
    """`tree` with every phrase looked for in `fields` only."""
    if isinstance(tree, Phrase):
        return Phrase(tree.tokens, tree.prefix, tree.fields & fields or fields)
    return type(tree)(tuple(within(part, fields) for part in tree.parts))
