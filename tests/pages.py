"""One address of each kind of public page, read from the sitemap of a running portal."""

import re
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

LOCATION = re.compile(r"<loc>\s*([^<]+?)\s*</loc>")
# Lists are in no sitemap of details, and the showcase is looked at by its switches too.
ALWAYS = ("/",)


def kind(path: str) -> str:
    """Return what addresses of one kind share: the first part and the depth."""
    parts = path.strip("/").split("/")
    return f"{parts[0]}/{len(parts)}"


def one_of_each(paths: Iterable[str]) -> list[str]:
    """Return the first address of each kind, in the order met."""
    first: dict[str, str] = {}
    for path in paths:
        first.setdefault(kind(path), path)
    return list(first.values())


def public_pages(read: Callable[[str], str], start: str = "/sitemap.xml") -> list[str]:
    """Return one address of each kind; `read` hands out the text behind an address.

    A sitemap that lists sitemaps is followed once.
    """
    text = read(start)
    locations = [urlsplit(found).path for found in LOCATION.findall(text)]
    if "<sitemapindex" in text:
        locations = [
            urlsplit(found).path
            for part in LOCATION.findall(text)
            for found in LOCATION.findall(read(_local(part)))
        ]
    return one_of_each([*ALWAYS, *locations])


def _local(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
