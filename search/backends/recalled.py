"""Records by their entries: for screens that put the words of a box to a queryset of their own."""

from collections.abc import Iterable
from dataclasses import replace

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from search.language.folding import fold
from search.language.lexicon import Lexicon
from search.language.question import LONGEST_QUESTION, MOST_WORDS, word_of
from search.language.tokens import query_phrase
from search.language.tree import NOTHING, Phrase, Tree, any_of
from search.models import Entry

from .matches import Matches

#: Entries hold all names of their parties and places: no lexicon is needed to find by them.
_NO_LEXICON = Lexicon()


def words_of(text: str, *, begun: bool = False) -> list[Tree]:
    """What each word typed is looked for as: its characters, in either script, or its sound.

    With `begun` the last one may go on. What is beyond the longest question is not read.
    """
    words = fold(text[: 4 * LONGEST_QUESTION])[:LONGEST_QUESTION].split()[:MOST_WORDS]
    trees = [word_of(word, _NO_LEXICON).tree for word in words]
    if begun and words and (last := query_phrase(words[-1])):
        trees[-1] = any_of([replace(last, prefix=last.prefix or _may_go_on(last)), trees[-1]])
    return [tree for tree in trees if tree != NOTHING]


def phrase_of(text: str) -> Tree:
    """The words of `text` exactly in this order."""
    return query_phrase(fold(text[: 4 * LONGEST_QUESTION])[:LONGEST_QUESTION]) or NOTHING


def keys_matching(tree: Tree, types: Iterable[ContentType]) -> QuerySet:
    """Keys of the records of `types` whose entries match, as a subquery."""
    found = Entry.objects.filter(Matches(tree), content_type__in=types)
    return found.order_by().values("object_id")


def _may_go_on(phrase: Phrase) -> bool:
    # Of Han characters only a lone one is a token that others begin with.
    return phrase.tokens[-1].isascii()
