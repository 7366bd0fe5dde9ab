"""Hands on a phone: every tap and every field filled is counted, and the time a person takes.

What each journey may take stands in costs.py. Hands work at once, but for `at_human_pace`: then
they look before every tap and type as people do, and the browser's clock tells the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from mimetypes import guess_type
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, expect

from portal.models import User
from tests.browsing import turn

#: Milliseconds; two busy cores take their time.
expect.set_options(timeout=20_000)

PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 800}
#: Seconds: to see where to tap next; to strike a key of the phone.
_LOOKING, _KEY = 1.0, 0.18
#: Keys a Chinese sign takes: two of its pinyin and the choice among what is offered.
_KEYS_OF_A_SIGN = 3


def keys_of(text: str) -> int:
    """How many keys are struck to write it."""
    return sum(1 if sign.isascii() else _KEYS_OF_A_SIGN for sign in text)


@dataclass(frozen=True)
class Cost:
    """What a journey takes of a person."""

    taps: int
    fields: int
    seconds: int


@dataclass
class Hands:
    """One person at one screen."""

    page: Page
    address: str
    taps: int = 0
    keys: int = 0
    fields: list[str] = field(default_factory=list)
    at_human_pace: bool = False
    heard: list[str] = field(default_factory=list)

    def log_in(self, user: User) -> None:
        """Carry the session of somebody who logged in."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": self.address}
        self.page.context.add_cookies([cookie])

    def go(self, path: str) -> None:
        """Open an address, as from a bookmark."""
        self.page.goto(self.address + path)

    @property
    def cost(self) -> Cost:
        """What it took so far, the seconds as a person needs them."""
        seconds = self.taps * _LOOKING + self.keys * _KEY
        return Cost(self.taps, len(self.fields), round(seconds))

    def begin(self) -> None:
        """Count from here."""
        self.taps, self.keys, self.fields = 0, 0, []

    def tap(self, on: Locator) -> None:
        """Press once what leads to another screen, and wait for that."""
        self._look()
        turn(on)

    def unfold(self, words: str) -> None:
        """Press once what opens on this screen."""
        self._look()
        self.page.locator("summary", has_text=words).click()

    def fill(self, label: str, text: str) -> None:
        """Tap into a field and type; what stood in it is replaced."""
        box = self._enter(label)
        box.fill("")
        delay = _KEY * 1000 * keys_of(text) / len(text) if self.at_human_pace else 0
        box.press_sequentially(text, delay=delay)
        self.keys += keys_of(text)

    def set_day(self, label: str, day: date) -> None:
        """Tap into the field of a day and strike its eight figures."""
        self._enter(label).fill(day.isoformat())
        self.keys += 8

    def choose(self, label: str, words: str) -> None:
        """Take an entry of a list."""
        box = self._enter(label)
        self._look()
        box.select_option(label=words)

    def hand_over(self, label: str, name: str, content: bytes) -> None:
        """Put a file into a field: tap it, and the file among those of the phone."""
        kind = guess_type(name)[0] or ""
        box = self._enter(label)
        self._look()
        box.set_input_files({"name": name, "mimeType": kind, "buffer": content})

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow the link of that name."""
        self.tap(self.page.get_by_role("link", name=name, exact=True).first)

    def is_told(self, words: str) -> None:
        """The screen says what came of it."""
        expect(self.page.get_by_role("status").first).to_contain_text(words)

    def is_sound(self) -> None:
        """The screen fits its width, and hides nothing from who cannot see it."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        report = Axe().run(self.page)
        assert report.violations_count == 0, report.generate_report()

    def _enter(self, label: str) -> Locator:
        self._look()
        self.fields.append(label)
        return self.page.get_by_label(label, exact=True)

    def _look(self) -> None:
        self.taps += 1
        if self.at_human_pace:
            self.page.wait_for_timeout(_LOOKING * 1000)


@contextmanager
def hands_of(
    user: User, browser: Browser, address: str, *, size: dict[str, int] = PHONE, **options: Any
) -> Iterator[Hands]:
    """Somebody logged in at a screen of that size; complaints of the browser fail at the end."""
    context = browser.new_context(viewport=size, locale="zh-CN", **options)
    hands = Hands(context.new_page(), address)
    hands.log_in(user)
    hands.page.on("pageerror", lambda error: hands.heard.append(str(error)))
    yield hands
    hands.page.goto("about:blank")  # what a page says when it is left is said before the end
    context.close()
    assert hands.heard == []
