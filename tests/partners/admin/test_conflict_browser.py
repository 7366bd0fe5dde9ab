"""The page of two versions in a real browser: readable everywhere, and it works without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.admin import administrator, client_of, filled_in
from tests.factories import PairingContactFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def quiet(browser: Browser, live_server) -> Page:
    """A wide browser without scripts (on a narrow one Wagtail's own menu waits for its script)."""
    session = client_of(administrator()).cookies["sessionid"].value
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 1280, "height": 900}
    )
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    yield context.new_page()
    context.close()


def test_two_versions_are_decided_about_without_scripts(quiet: Page, live_server):
    contact = PairingContactFactory()
    pairing, other = contact.pairing, client_of(administrator())
    url = reverse("pairing:edit", args=[pairing.pk])
    quiet.goto(f"{live_server.url}{url}")
    theirs = {"end_on": "2024-10-31", "contacts__0__post": "党支部书记"}
    other.post(url, filled_in(other, url, **theirs))
    quiet.get_by_label("截止日期").fill("2024-09-30")
    quiet.locator("#id_no_parent_reason").fill("街道没有参加，区委组织部已同意。")
    quiet.get_by_role("button", name="保存").click()
    expect(quiet.get_by_role("heading", name="有人在您之前保存了，请核对")).to_be_visible()
    quiet.get_by_role("group", name="截止日期").get_by_label("用我的").check()
    quiet.get_by_role("button", name="按所选保存").click()
    expect(quiet.get_by_text("已保存")).to_be_visible()
    pairing.refresh_from_db()
    contact.refresh_from_db()
    assert str(pairing.end_on) == "2024-09-30"
    assert pairing.no_parent_reason == "街道没有参加，区委组织部已同意。"
    assert contact.post == "党支部书记"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_fault_for_readers_of_any_kind(page: Page, live_server, scheme):
    contact = PairingContactFactory()
    me, other = client_of(administrator()), client_of(administrator())
    session = me.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    url = reverse("pairing:edit", args=[contact.pairing.pk])
    page.goto(f"{live_server.url}{url}")
    other.post(url, filled_in(other, url, end_on="2024-10-31", no_parent_reason="长" * 150))
    page.fill("#id_end_on", "2024-09-30")
    with page.expect_navigation():
        page.evaluate("document.querySelector('#w-editor-form').submit()")
    expect(page.locator("#conflict")).to_be_visible()
    page.emulate_media(color_scheme=scheme)
    for width in (375, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        found = Axe().run(page, context="#conflict")
        assert found.violations_count == 0, found.generate_report()
