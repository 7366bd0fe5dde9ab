"""An index in memory that answers trees as engines do, for tests of the plan."""

from collections.abc import Sequence

from search.language.folding import fold
from search.language.ranking import Folded
from search.language.tokens import index_tokens, sound_tokens
from search.language.tree import And, Phrase, Tree


class MemoryIndex:
    """Records given as (title, names, text); their keys count from 1."""

    def __init__(self, *records: tuple[str, Sequence[str], str], kind: str = "case") -> None:
        self.records: dict[int, Folded] = {}
        self._columns: dict[int, dict[str, list[list[str]]]] = {}
        for key, (title, names, text) in enumerate(records, start=1):
            self.add(key, kind, title, names, text)

    def add(self, key: int, kind: str, title: str, names: Sequence[str], text: str) -> None:
        """One more record."""
        folded = [fold(name) for name in names]
        self.records[key] = Folded(kind, fold(title), "\n".join(folded), fold(text))
        self._columns[key] = {
            "title": [index_tokens(fold(title)) + sound_tokens(fold(title))],
            "names": [index_tokens(name) + sound_tokens(name) for name in folded],
            "body": [index_tokens(fold(text))],
        }

    @property
    def size(self) -> int:
        return len(self.records)

    def ids(self, tree: Tree, limit: int, kind: str = "") -> list[int]:
        keys = (key for key in sorted(self.records, reverse=True) if self.matches(key, tree))
        return [key for key in keys if kind in ("", self.records[key].kind)][:limit]

    def frequencies(self, trees: Sequence[Tree]) -> list[int]:
        return [len(self.ids(tree, self.size)) for tree in trees]

    known = frequencies
    anywhere = ids

    def texts(self, keys: Sequence[int]) -> dict[int, Folded]:
        return {key: self.records[key] for key in keys}

    def matches(self, key: int, tree: Tree) -> bool:
        """Whether a record matches, worked out the plain way."""
        if isinstance(tree, Phrase):
            columns = self._columns[key]
            return any(_stands(tree, part) for name in tree.fields for part in columns[name])
        parts = [self.matches(key, part) for part in tree.parts]
        return all(parts) if isinstance(tree, And) else any(parts)


def _stands(phrase: Phrase, tokens: list[str]) -> bool:
    size = len(phrase.tokens)
    for at in range(len(tokens) - size + 1):
        *first, last = tokens[at : at + size]
        ends = last.startswith(phrase.tokens[-1]) if phrase.prefix else last == phrase.tokens[-1]
        if tuple(first) == phrase.tokens[:-1] and ends:
            return True
    return False
