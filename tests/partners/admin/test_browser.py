"""A pairing entered, signed and found again in a real browser, as an administrator would."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from partners.enums import NameKind
from partners.models import Pairing
from tests.admin import administrator
from tests.factories import (
    LevelOneFactory,
    OrganisationNameFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def faults(page: Page) -> list[str]:
    """What the browser complained about."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    return heard


def log_in(page: Page, address: str) -> None:
    user = administrator()
    user.set_password("a password of tests")
    user.save()
    page.goto(f"{address}{reverse('wagtailadmin_login')}")
    page.get_by_label("用户名").fill(user.username)
    page.get_by_label("密码").fill("a password of tests")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("heading", name="待办")).to_be_visible()


def choose(page: Page, field: str, text: str, name: str) -> None:
    """Open the chooser of a field, search, take the record."""
    page.locator(f"#id_{field}-chooser .unchosen button").click()
    window = page.locator(".modal-content")
    window.get_by_label("搜索").fill(text)
    window.get_by_role("link", name=name, exact=True).click()
    expect(page.locator(f"#id_{field}-title")).to_have_text(name)
    expect(page.locator(".modal-content")).to_have_count(0)


def test_a_pairing_is_entered_signed_and_found(page: Page, live_server, faults):
    level = LevelOneFactory()
    unit = UnitFactory(name="市水务集团")
    OrganisationNameFactory(organisation=unit, name="水务", kind=NameKind.SHORT)
    StreetOrganisationFactory(name="板桥街道")
    log_in(page, live_server.url)

    page.goto(f"{live_server.url}{reverse('pairing:add')}")
    page.get_by_label("行动年度").select_option(str(level.programme_year.pk))
    page.get_by_label("结对层级").select_option(str(level.pk))
    choose(page, "unit_side", "水务", "市水务集团")
    choose(page, "community_side", "板桥", "板桥街道")
    page.get_by_label("起始日期").fill("2024-01-01")
    page.get_by_label("截止日期").fill("2024-12-31")
    page.locator("h2#header-title").click()  # closes the calendar, which lies over what comes next
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    page.get_by_role("button", name="增加联系人").click()
    page.locator("#id_contacts-0-side").select_option("unit")
    page.locator("#id_contacts-0-name").fill("演示联络员01")
    page.get_by_role("button", name="保存").click()

    expect(page.get_by_text("已录入")).to_be_visible()
    pairing = Pairing.objects.get()
    assert pairing.contacts.get().name == "演示联络员01"

    page.get_by_role("link", name="签约", exact=True).click()
    page.get_by_role("button", name="确认签约").click()
    expect(page.get_by_text("已办理：签约")).to_be_visible()
    pairing.refresh_from_db()
    assert pairing.status == "signed"

    page.goto(f"{live_server.url}{reverse('pairing:index')}")
    page.get_by_placeholder("任一方的名称或编号").fill("水务")
    expect(page.get_by_role("link", name=pairing.number)).to_be_visible()
    expect(page).to_have_url(re.compile("q="))
    assert faults == []
