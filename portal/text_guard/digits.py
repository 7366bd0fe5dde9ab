"""Letters typed for digits: an O for the zero, an l or I for the one."""

import re

_FOR_DIGITS = str.maketrans("OoQlI|", "000111")
#: A piece of digits and such letters; one beside other letters is a word or a code.
_PIECE = re.compile(
    r"(?<![A-Za-z\d])(?=[\dOoQlI|]*\d)(?=\d*[OoQlI|])[\dOoQlI|]+(?=[Xx]?(?![A-Za-z\d]))"
)
_BESIDE_A_DIGIT = re.compile(r"\d[OoQlI|]|[OoQlI|]\d")


def with_plain_digits(text: str) -> str:
    """`text` with digits for such letters, sign by sign; only to look for numbers in."""
    if not _BESIDE_A_DIGIT.search(text):
        return text
    return _PIECE.sub(lambda piece: piece[0].translate(_FOR_DIGITS), text)
