"""Colours that meet on a page keep their distance, in light, dark, more contrast and 关怀版."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "portal" / "static" / "portal" / "css"
BLOCK = re.compile(r"(?P<media>@media[^{]+\{\s*)?(?:html\.care|:root) \{(?P<body>[^}]*)\}")
COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{6})")

GROUNDS = ("paper", "sheet", "wash")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-2", "unit", "place", "gold") for ground in GROUNDS),
    ("unit", "unit-wash"),
    ("place", "place-wash"),
    ("gold", "gold-wash"),
    ("ink", "gold-wash"),
    ("paper", "ink"),
    ("deep-ink", "deep"),
    ("deep-ink-2", "deep"),
    *(("ink", f"tint-{n}") for n in range(1, 6)),
]
LINE_PAIRS = [
    *((line, ground) for line in ("rule", "unit", "place", "focus") for ground in GROUNDS),
    ("deep-unit", "deep"),
    ("deep-place", "deep"),
]
THEMES = {
    "light": [""],
    "dark": ["", "dark"],
    "more contrast": ["", "more"],
    "more contrast, dark": ["", "dark", "more", "more dark"],
    "care": ["", "care"],
    "care, dark": ["", "dark", "care", "care dark"],
}


def kind(media: str, care: bool) -> str | None:
    """Name of a block by the media it is for; None for blocks about width."""
    words = ["care"] if care else (["more"] if "contrast: more" in media else [])
    if "dark" in media:
        words.append("dark")
    return None if "width" in media else " ".join(words)


def blocks() -> dict[str, dict[str, str]]:
    """The colours of every block of tokens.css and care.css, by what the block is for."""
    found: dict[str, dict[str, str]] = {}
    for name in ("tokens.css", "care.css"):
        for match in BLOCK.finditer((CSS / name).read_text(encoding="utf-8")):
            key = kind(match["media"] or "", name == "care.css")
            if key is not None:
                found.setdefault(key, {}).update(COLOUR.findall(match["body"]))
    return found


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def theme(name: str) -> dict[str, str]:
    """The colours in force in a theme."""
    found = blocks()
    return {key: value for block in THEMES[name] for key, value in found[block].items()}


def test_the_measure_is_the_known_one():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
def test_text_can_be_read_on_every_ground(name):
    colours = theme(name)
    weak = [pair for pair in TEXT_PAIRS if contrast(*(colours[c] for c in pair)) < 4.5]
    assert weak == []


@pytest.mark.parametrize("name", THEMES)
def test_lines_that_mean_something_can_be_seen(name):
    colours = theme(name)
    weak = [pair for pair in LINE_PAIRS if contrast(*(colours[c] for c in pair)) < 3]
    assert weak == []


@pytest.mark.parametrize("name", ["more contrast", "care", "care, dark"])
def test_strong_themes_reach_seven_to_one(name):
    colours = theme(name)
    pairs = [(ink, ground) for ink in ("ink", "ink-2", "unit", "place") for ground in GROUNDS]
    assert [pair for pair in pairs if contrast(*(colours[c] for c in pair)) < 7] == []


def test_old_browsers_find_nothing_they_cannot_read():
    newer = ("@layer", "@import", "@container", "light-dark(", "color-mix(", ":has(", "oklch(")
    for sheet in CSS.glob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert [word for word in newer if word in text] == [], sheet.name
        assert "url(" not in text, sheet.name
