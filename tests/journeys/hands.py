"""Hands on a phone: every tap and every field filled is counted, typing goes at human speed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Locator, Page

from portal.models import User

PHONE = {"width": 375, "height": 812}
DESK = {"width": 1280, "height": 800}
#: Milliseconds a sign, about 400 signs a minute.
_TYPING = 150


@dataclass
class Hands:
    """One person at one screen."""

    page: Page
    address: str
    taps: int = 0
    fields: list[str] = field(default_factory=list)
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

    def tap(self, on: Locator) -> None:
        """Press once."""
        self.taps += 1
        on.click()

    def fill(self, label: str, text: str) -> None:
        """Tap into a field and type; what stood in it is replaced."""
        self.taps += 1
        self.fields.append(label)
        box = self.page.get_by_label(label, exact=True)
        box.fill("")
        box.press_sequentially(text, delay=_TYPING)

    def choose(self, label: str, words: str) -> None:
        """Take an entry of a list."""
        self.taps += 2
        self.fields.append(label)
        self.page.get_by_label(label, exact=True).select_option(label=words)

    def press(self, name: str) -> None:
        """Press the button of that name."""
        self.tap(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow the link of that name."""
        self.tap(self.page.get_by_role("link", name=name, exact=True).first)

    def is_sound(self) -> None:
        """The screen fits its width, and hides nothing from who cannot see it."""
        assert self.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        report = Axe().run(self.page)
        assert report.violations_count == 0, report.generate_report()


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
    context.close()
    assert hands.heard == []
