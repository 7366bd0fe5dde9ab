"""Numbers: 23 is also written 二十三, and 200万 is 2000000."""

import re

_DIGITS = "零一二三四五六七八九"
_UNITS = ((1000, "千"), (100, "百"), (10, "十"))
_WRITTEN = re.compile(r"[零一二两三四五六七八九十百千]+")
_NUMBER = re.compile(r"[0-9]+")
#: 57.6%, 1+8: no number that is written in another way.
_SIGNS = re.compile(r"[.+%]")


def in_words(number: int) -> str:
    """A number below 10,000 in Chinese characters: 23 is 二十三. Raises ValueError beyond."""
    if not 0 <= number < 10_000:
        raise ValueError(number)
    if number == 0:
        return "零"
    words, skipped = "", False
    for size, unit in _UNITS:
        digit, number = divmod(number, size)
        if digit:
            words += ("零" if skipped else "") + _DIGITS[digit] + unit
            skipped = False
        else:
            skipped = bool(words)
    if number:
        words += ("零" if skipped else "") + _DIGITS[number]
    return words[1:] if words.startswith("一十") else words


def in_digits(words: str) -> int | None:
    """What a number in Chinese characters says, or None when it says no number below 10,000."""
    total, digit = 0, None
    sizes = {unit: size for size, unit in _UNITS}
    for character in words.replace("两", "二"):
        if character in sizes:
            total += (1 if digit is None else digit) * sizes[character]
            digit = None
        elif digit not in (None, 0):
            return None
        else:
            digit = _DIGITS.index(character)
    return total + (digit or 0)


def spelled_otherwise(text: str) -> list[str]:
    """`text` with its first number as others write it: 二十三个小区 and 23余个小区 for 23个小区."""
    if match := _NUMBER.search(text):
        return _around_digits(text, match)
    match = _WRITTEN.search(text)
    if match and len(match.group()) > 1 and (number := in_digits(match.group())) is not None:
        return [text.replace(match.group(), str(number), 1)]
    return []


def _around_digits(text: str, match: re.Match[str]) -> list[str]:
    """In characters; and rounded, as reports are: 200余万, 200多万."""
    digits, measure = match.group(), text[match.end() :]
    if _SIGNS.search(text) or not measure or measure[0].isascii():
        return []
    others = [f"{text[: match.end()]}{more}{measure}" for more in ("余", "多")]
    if len(digits) < 5:
        others.insert(0, text.replace(digits, in_words(int(digits)), 1))
    return others
