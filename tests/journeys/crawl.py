"""Follow the links of the public site, as a patient visitor would: a few of every shape."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.test import Client

LINK = re.compile(r'href="([^"]+)"')
#: Addresses that are no pages of the site's content.
SKIPPED = ("/static/", "/media/", "/admin/", "/care/", "/documents/")
#: Addresses alike but for numbers and values are asked for this often.
OF_EACH_SHAPE = 4
LONGEST_WALK = 400


@dataclass(frozen=True)
class Visited:
    """A page that was asked for, and what came back."""

    url: str
    status: int
    text: str
    linked_from: str


def crawl(client: Client, start: str = "/") -> Iterator[Visited]:
    """Yield the pages reached from `start`, a few of each shape of address, redirects followed.

    Raises AssertionError when the walk does not end: some link breeds ever new shapes.
    """
    waiting, seen = deque([(start, "")]), {start}
    shapes: Counter[str] = Counter()
    while waiting:
        url, origin = waiting.popleft()
        shapes[shape(url)] += 1
        if shapes[shape(url)] > OF_EACH_SHAPE:
            continue
        assert shapes.total() < LONGEST_WALK * OF_EACH_SHAPE, f"the site has no end: {shapes}"
        response = client.get(url, follow=True)
        is_text = response.headers.get("Content-Type", "").startswith(("text/", "application/xml"))
        text = response.content.decode() if is_text else ""
        yield Visited(url, response.status_code, text, origin)
        for link in _links(url, text):
            if link not in seen:
                seen.add(link)
                waiting.append((link, url))


def shape(url: str) -> str:
    """What addresses of one kind share: the path without its numbers, the names of the query."""
    parts = urlsplit(url)
    names = sorted(parse_qs(parts.query))
    return f"{re.sub(r'[0-9]+', '0', parts.path)}?{'&'.join(names)}"


def _links(url: str, text: str) -> Iterator[str]:
    for found in LINK.findall(text):
        address = urldefrag(urljoin(f"http://testserver{url}", unescape(found))).url
        parts = urlsplit(address)
        if parts.netloc == "testserver" and not parts.path.startswith(SKIPPED):
            yield parts.path + (f"?{parts.query}" if parts.query else "")
