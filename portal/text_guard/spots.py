"""The texts of a subject, each with its place, and what is found in them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from .finding import Finding, findings, pieces

_BLANKS = re.compile(r"\s+")
#: Signs shown before and after a finding.
_AROUND = 12
#: A text nobody reads to its end; it is refused instead of being looked through.
LONGEST = 200_000
#: More findings than a department would go through one by one; such a text is refused for good.
MOST_FOUND = 100


class Marked(SafeString):
    """Markup that stays so when words are put before it, as Wagtail does with errors of forms."""

    def __radd__(self, words: str) -> "Marked":
        return Marked(str.__add__(conditional_escape(words), self))


@dataclass(frozen=True)
class Spot:
    """One text of a subject: `field` is its place for machines, `label` for people."""

    field: str
    label: str
    text: str


@dataclass(frozen=True)
class Found:
    """A finding at a spot, with some words around it in which others are masked too."""

    spot: Spot
    finding: Finding
    before: str
    after: str

    @property
    def marked(self) -> SafeString:
        """The words with the finding marked, for a page."""
        return format_html("{}<mark>{}</mark>{}", self.before, self.finding.masked, self.after)

    @property
    def message(self) -> Marked:
        """「项目内容」中有手机号码：…联系138******00咨询…"""
        kind = self.finding.kind.label
        return Marked(format_html("「{}」中有{}：{}", self.spot.label, kind, self.marked))


def look(spots: Iterable[Spot]) -> list[Found]:
    """Everything found at the spots, in their order.

    Raises ValidationError for an overlong text, and for so many findings that none can be released.
    """
    found: list[Found] = []
    for spot in spots:
        if len(spot.text) > LONGEST:
            raise ValidationError(
                f"「{spot.label}」超过 {LONGEST:,} 字，无法核查，请分成几篇。", code="overlong"
            )
        found += _in_context(spot, findings(spot.text))
        if len(found) >= MOST_FOUND:
            raise ValidationError(
                f"「{found[0].spot.label}」等处的号码、收款方式或募捐内容超过 {MOST_FOUND} 处，"
                "请全部删去后再试。",
                code="too_many",
            )
    return found


def _in_context(spot: Spot, found: list[Finding]) -> list[Found]:
    shown = list(pieces(spot.text, found))
    return [
        Found(
            spot,
            one,
            _tail("".join(text for text, _ in shown[:place])),
            _head("".join(text for text, _ in shown[place + 1 : place + 4])),
        )
        for place, (_, one) in enumerate(shown)
        if one is not None
    ]


def _tail(text: str) -> str:
    words = _BLANKS.sub(" ", _readable(text[-2 * _AROUND :]))
    return ("…" if len(words) > _AROUND else "") + words[-_AROUND:]


def _head(text: str) -> str:
    words = _BLANKS.sub(" ", _readable(text[: 2 * _AROUND]))
    return words[:_AROUND] + ("…" if len(words) > _AROUND else "")


def _readable(text: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in text)
