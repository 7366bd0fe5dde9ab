"""How words are looked for: with slips between their signs, within a clause."""

import re

#: Between the signs of a word people put blanks, dots and pictures, to get it past a filter.
_SLIP = r"(?:[^\w\n,;:!?。、]|_){0,3}"
#: What a clause holds between two words that belong together. Full-width stops were made plain.
NEAR = r"[^,。;!?\n]"
#: The same across commas, to the end of the sentence.
NEAR_IN_SENTENCE = r"[^。;!?\n]"


def any_of(words: str) -> str:
    """Any of the words, apart by blanks; each may be written with slips between its signs."""
    return "(?:" + "|".join(_SLIP.join(map(re.escape, word)) for word in words.split()) + ")"
