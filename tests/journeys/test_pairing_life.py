"""A pairing from the department's desk to the public and back: made, signed, renewed, ended."""

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from partners.models import Pairing
from tests.factories import (
    CityFactory,
    LevelOneFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

from . import costs
from .conftest import department_of, year_of
from .hands import DESK, Hands, hands_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def visitor(browser: Browser, live_server):
    """A browser of somebody who is not logged in."""
    page = browser.new_page(base_url=live_server.url)
    yield page
    page.close()


@pytest.fixture
def years():
    """Last year and this one, each with its level."""
    now = timezone.localdate().year
    found = {"last": year_of(now - 1), "this": year_of(now, is_featured=True)}
    for year in found.values():
        LevelOneFactory(programme_year=year)
    return found


def status_for(visitor: Page, path: str) -> int:
    """What the public is answered there."""
    answer = visitor.goto(path)
    assert answer is not None
    return answer.status


def do(hands: Hands, act: str) -> None:
    """One act at the page of a pairing, with what its form holds already."""
    hands.follow(act)
    hands.press(act)
    hands.is_told(f"已办理：{act}")


def test_a_pairing_is_made_signed_renewed_and_ended(browser: Browser, live_server, years, visitor):
    street = StreetOrganisationFactory(name="板桥街道")
    UnitFactory(name="市水务集团")
    department = department_of(CityFactory(), "市级组织部门")
    with hands_of(department, browser, live_server.url, size=DESK) as hands:
        _is_made_and_expires(hands, visitor, years["last"])
        _is_renewed(hands, visitor)
        _is_ended(hands, visitor, street)


def _is_made_and_expires(hands: Hands, visitor: Page, last) -> None:
    hands.go("/workspace/")
    hands.begin()
    hands.follow("登记结对")
    hands.choose("年度和层级", f"{last.year} 年，一级结对")
    hands.fill("社区（街镇）一方", "板桥街道")
    hands.fill("单位一方", "市水务集团")
    hands.set_day("起始日期", last.starts_on)
    hands.set_day("截止日期", last.ends_on)
    hands.press("登记为拟结对")
    hands.is_told("已登记为拟结对")
    hands.is_sound()
    assert hands.cost == costs.PAIR
    made = Pairing.objects.get()
    assert status_for(visitor, made.get_absolute_url()) == 404
    for act, cost in (("签约", costs.SIGN), ("启动", costs.START), ("到期", costs.EXPIRE)):
        hands.begin()
        do(hands, act)
        assert hands.cost == cost
        assert status_for(visitor, made.get_absolute_url()) == 200
        expect(visitor.locator("main")).to_contain_text(made_state(made))
    hands.is_sound()


def made_state(pairing: Pairing) -> str:
    """The state as the screen is to say it."""
    pairing.refresh_from_db()
    return pairing.get_status_display()


def _is_renewed(hands: Hands, visitor: Page) -> None:
    old = Pairing.objects.get()
    hands.begin()
    hands.follow("重新结对")
    expect(hands.page.locator("main")).to_contain_text("前一次结对")
    hands.is_sound()
    hands.press("登记为拟结对")
    hands.is_told("已登记为拟结对")
    assert hands.cost == costs.RENEW
    renewed = Pairing.objects.get(predecessor=old)
    expect(hands.page.locator("main")).to_contain_text("前一次结对")
    do(hands, "签约")
    assert status_for(visitor, renewed.get_absolute_url()) == 200
    expect(visitor.get_by_role("heading", name="结对沿革")).to_be_visible()
    visitor.get_by_role("link", name=str(old)).click()
    expect(visitor.locator("main")).to_contain_text("重新结对")
    expect(visitor.locator("main")).to_contain_text("到期")


def _is_ended(hands: Hands, visitor: Page, street) -> None:
    renewed = Pairing.objects.exclude(predecessor=None).get()
    visitor.goto("/pairings/")
    expect(visitor.locator("main")).to_contain_text(renewed.number)
    hands.begin()
    hands.follow("终止")
    hands.fill("理由", "单位撤并。")
    hands.is_sound()
    hands.press("终止")
    hands.is_told("已办理：终止")
    assert hands.cost == costs.TERMINATE
    expect(hands.page.locator("main")).to_contain_text("单位撤并。")
    assert status_for(visitor, renewed.get_absolute_url()) == 404
    for path in ("/pairings/", street.get_absolute_url(), renewed.predecessor.get_absolute_url()):
        assert status_for(visitor, path) == 200
        assert renewed.number not in visitor.content()
