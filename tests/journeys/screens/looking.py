"""What is wrong with a screen: for who cannot see it, for a small one, for who reads no English."""

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

PHONE, DESK = (375, 812), (1280, 800)
#: Without being loaded anew: sizes and schemes are styles. Each screen is looked at in one pair,
#: the next one in the other; colours do not depend on the width, nor widths on the colours.
LOOKS = (((PHONE, "light"), (DESK, "dark")), ((PHONE, "dark"), (DESK, "light")))
#: `SCREENS_TO=screens` looks in all four ways and keeps a picture of each, for own eyes.
PICTURES = os.environ.get("SCREENS_TO", "")

_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
_ASK_AXE = "options => axe.run(document, options).then(found => found.violations)"
#: Everything somebody could read or hear: texts, also folded ones, and what stands for pictures.
_WORDS = """() => {
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode())
    if (!walker.currentNode.parentElement.closest("script, style, noscript, .secret, code"))
      found.push(walker.currentNode.data)
  for (const name of ["placeholder", "aria-label", "title", "alt", "data-label"])
    for (const one of document.querySelectorAll(`[${name}]`)) found.push(one.getAttribute(name))
  return found.join("\\n")
}"""
_ENGLISH = re.compile(r"[A-Za-z]{2,}")
#: Numbers of records, formats of files, their sizes and the standard of authenticators are called
#: so in Chinese too; secrets are nobody's words.
_NO_ENGLISH = re.compile(
    r"\b[A-Z]{2}-\d{4}-\d{6}\b|\b(?:PDF|JPG|JPEG|PNG|HEIC|WEBP|DOCX?|XLSX?|Excel|CSV|MB|IP|TOTP)\b"
)


def faults_of(page: Page, name: str, turn: int, known: Collection[str] = ()) -> list[str]:
    """What is wrong with the screen a page shows, looked at in its turn.

    `known`: words of its data, which are no words of ours.
    """
    page.evaluate(AXE_SCRIPT)
    looks = [*LOOKS[0], *LOOKS[1]] if PICTURES else LOOKS[turn % 2]
    found = [fault for size, scheme in looks for fault in _at(page, size, scheme, name)]
    return list(dict.fromkeys([*found, *english_on(page, known)]))


def english_on(page: Page, known: Collection[str] = ()) -> list[str]:
    """Words of the screen that are not Chinese."""
    words = page.title() + "\n" + page.evaluate(_WORDS)
    for own in known:
        words = words.replace(own, "")
    return [f"English: {word}" for word in _ENGLISH.findall(_NO_ENGLISH.sub("", words))]


def _at(page: Page, size: tuple[int, int], scheme: str, name: str) -> Iterator[str]:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for one in page.evaluate(_ASK_AXE, _OPTIONS):
        yield f"{one['id']} ({size[0]}, {scheme}): {one['nodes'][0]['html'][:160]}"
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        yield f"wider than {size[0]}"
    if PICTURES:
        file = re.sub(r"[^\w]+", "-", name).strip("-")
        page.screenshot(path=Path(PICTURES) / f"{file}-{size[0]}-{scheme}.png", full_page=True)
