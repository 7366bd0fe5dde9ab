"""Photograph one page of each kind of a running demo: phone and desktop, light and dark.

`make screenshots` takes the kinds from the sitemap; `make screenshots ARGS="/showcase/ /cases/"`
takes these pages. Pictures are written to .screenshots/.
"""

import os
import re
import shutil
import sys
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from .pages import public_pages

ADDRESS = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
FOLDER = Path(__file__).resolve().parents[1] / ".screenshots"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")


def read(path: str) -> str:
    """Return the text the portal answers with at this path."""
    with urllib.request.urlopen(ADDRESS + path, timeout=60) as answer:  # noqa: S310
        return answer.read().decode()


def photograph(browser: Browser, paths: list[str], size: str, scheme: str) -> None:
    """Write one picture of the whole page for each path, in one size and colour scheme."""
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme, locale="zh-CN")
    page = context.new_page()
    for path in paths:
        name = re.sub(r"[^\w-]+", "-", path.strip("/")) or "home"
        page.goto(ADDRESS + path)
        page.screenshot(path=FOLDER / f"{name}-{size}-{scheme}.png", full_page=True)
    context.close()


def main(paths: list[str]) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("needs chromium (Debian: apt-get install chromium)")
    paths = paths or public_pages(read)
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for size in SIZES:
            for scheme in SCHEMES:
                photograph(browser, paths, size, scheme)
        browser.close()
    print(f"{len(paths)} pages photographed in {FOLDER.name}/")


if __name__ == "__main__":
    main(sys.argv[1:])
