"""The tokens of an entry, made from its folded words: the same for every engine."""

from functools import lru_cache

from search.backends.engine import Words
from search.language.ranking import NAME_ENDS
from search.language.tokens import index_tokens, sound_tokens
from search.models import EntryText


def words_of(text: EntryText) -> Words:
    """What every engine holds of an entry: titles and names also as they sound."""
    return tokens_of(text.entry_id, text.folded)


def tokens_of(entry_id: int, folded: str) -> Words:
    """The same from the folded words alone (search.index.drafts writes them)."""
    title, names, body = folded.split("\n")
    named = " ".join(_named(name) for name in names.split(NAME_ENDS))
    return Words(entry_id, _named(title), named, " ".join(index_tokens(body)))


@lru_cache(maxsize=32768)
def _named(folded: str) -> str:
    """Tokens and sounds of a name; the same names stand in many entries."""
    return " ".join((*index_tokens(folded), *sound_tokens(folded)))
