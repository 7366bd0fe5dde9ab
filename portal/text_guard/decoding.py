"""Bytes of plain text as text, in the encodings office programs save it in."""

import re

#: What a text of this country is made of, read in the right encoding.
_USUAL = re.compile(r"[\t\r\n\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’—…·]")
_MOST_PART = 0.8
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_LOOKED_AT = 8192  # bytes


def decoded(raw: bytes) -> str:
    """`raw` as text; what fits no encoding is read as UTF-16, signs that are none replaced."""
    if raw.startswith(_MARKS):
        return raw.decode("utf-16", errors="replace")
    encodings = ["utf-8-sig", *_wide(raw), "gb18030"]
    if b"\x00" in raw[:_LOOKED_AT]:
        encodings = [*encodings[1:-1], encodings[0]]
    for encoding in encodings:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-16", errors="replace")


def _wide(raw: bytes) -> list[str]:
    """Encodings of two bytes a sign in which the beginning reads as a text does.

    Chinese in GB 18030 read so is Korean or nothing at all.
    """
    beginning = raw[:_LOOKED_AT]
    if len(raw) % 2 or not raw:
        return []
    return [
        encoding
        for encoding in ("utf-16-le", "utf-16-be")
        if len(_USUAL.findall(beginning.decode(encoding, errors="replace")))
        > _MOST_PART * len(beginning) / 2
    ]
