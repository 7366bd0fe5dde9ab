"""Every screen of the workspace, by who meets it: axe finds nothing, it fits, in Chinese."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Error, Page, expect

from partners.moves.deed import Deed
from partners.moves.move import Move
from partners.workspace.registers import registers
from portal.models import User
from tests.matrix.addresses import addresses

from .screens.ground import Ground, build_ground
from .screens.looking import faults_of
from .screens.table import ACTS, Screen, screens

expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ground() -> Ground:
    return build_ground()


def test_no_screen_has_a_fault(ground, browser: Browser, live_server):
    known = list(User.objects.values_list("username", flat=True))
    wrong = []
    for role, met in _by_role(ground).items():
        page = _page_of(ground.people[role], browser, live_server.url)
        for turn, screen in enumerate(met):
            wrong += [f"{screen}: {fault}" for fault in _look(page, screen, turn, known)]
        page.context.close()
    assert not wrong, "\n" + "\n".join(wrong)


def _by_role(ground: Ground) -> dict[str, list[Screen]]:
    found: dict[str, list[Screen]] = {}
    for screen in screens(ground):
        found.setdefault(screen.role, []).append(screen)
    return found


def _look(page: Page, screen: Screen, turn: int, known: list[str]) -> list[str]:
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(screen.path)
    try:
        if screen.then:
            screen.then(page)
    except Error as error:
        return [f"could not be reached: {error}"]
    return faults_of(page, str(screen), turn, known)


def _page_of(person: User | None, browser: Browser, address: str) -> Page:
    context = browser.new_context(base_url=address, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(10_000)
    if person is not None:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": address}
        context.add_cookies([cookie])
    return context.new_page()


def test_every_address_of_the_workspace_is_looked_at(ground):
    known = {a.name for a in addresses() if a.name.startswith(("workspace:", "access:"))}
    assert known - {screen.name for screen in screens(ground)} == set()


def test_acts_of_every_shape_of_form_are_looked_at():
    def shape(act) -> tuple:
        own = type(act).fields_for not in (Move.fields_for, Deed.fields_for)
        return (tuple(act.asks), act.takes_reason, act.needs_reason, own and act.name)

    looked_at = {shape(_acts()[slug, name]) for slug, name, _, _ in ACTS}
    assert {shape(act) for act in _acts().values()} - looked_at == set()


def _acts() -> dict:
    return {
        (slug, name): act
        for slug, register in registers().items()
        for name, act in register.possible_acts.items()
    }
