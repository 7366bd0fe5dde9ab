"""The search in a real browser: names offered while typing, facets and back, and no script."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from tests.browsing import turn
from tests.factories import (
    CommunityFactory,
    ProjectFactory,
    StreetFactory,
    UnitFactory,
)
from tests.factories.pages import notice, story

#: Milliseconds; two busy cores take their time.
expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def small_city() -> None:
    """A street with a community, a project and a story; what is not public has the same name."""
    cache.clear()
    street = StreetFactory(name="板桥街道")
    CommunityFactory(name="近华社区", parent=street)
    UnitFactory(name="板桥中心")
    ProjectFactory(public=True, name="板桥排水改造", division=street)
    ProjectFactory(name="板桥没有公开的项目", division=street)
    story("板桥积水有了办法", division=street)
    for number in range(3):
        notice(f"排水公告{number}")


@pytest.fixture
def faults(page: Page) -> Iterator[list[str]]:
    """What the browser complained about: nothing, at the end of every test."""
    heard: list[str] = []
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    yield heard
    assert heard == []


def box(page: Page, where: str = "main"):
    return page.locator(f"{where} form.search").get_by_label("搜索词")


def offers(page: Page, where: str = "main"):
    return page.locator(f"{where} form.search").get_by_role("option")


def test_a_name_is_typed_by_sound_chosen_by_arrow_and_opened(page: Page, live_server, faults):
    page.goto(live_server.url)
    field = box(page)
    expect(field).to_have_attribute("aria-expanded", "false")
    field.press_sequentially("banqiao")
    expect(offers(page).first).to_contain_text("板桥街道")
    expect(field).to_have_attribute("aria-expanded", "true")
    expect(page.locator("main form.search [role=status]")).to_contain_text("有 4 条建议")
    assert "没有公开" not in page.locator("main form.search").inner_text()
    field.press("ArrowDown")
    chosen = offers(page).first
    expect(chosen).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert Axe().run(page).violations_count == 0
    field.press("Enter")
    page.wait_for_url("**/places/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("板桥街道")


def test_escape_closes_and_enter_without_a_choice_searches(page: Page, live_server, faults):
    page.goto(live_server.url)
    field = box(page)
    field.press_sequentially("板桥")
    expect(offers(page)).to_have_count(4)
    field.press("ArrowUp")
    expect(offers(page).last).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator("main [aria-selected=true]")).to_have_count(0)
    field.press("Escape")
    expect(page.locator("main .suggest")).to_be_hidden()
    expect(field).to_have_value("板桥")
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")
    expect(page.get_by_role("heading", level=1)).to_have_text("搜索「板桥」")


def test_a_name_is_opened_by_mouse_also_from_the_head_of_a_page(page: Page, live_server, faults):
    page.goto(f"{live_server.url}/projects/")
    box(page, "header").press_sequentially("bqzx")
    offers(page, "header").filter(has_text="板桥中心").click()
    page.wait_for_url("**/organisations/**")


def test_while_a_word_is_composed_keys_belong_to_the_input_method(page: Page, live_server, faults):
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "/suggest/" in one.url else None)
    page.goto(live_server.url)
    field = box(page)
    field.focus()
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "ban", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(400)
    assert asked == []
    client.send("Input.insertText", {"text": "板桥"})
    expect(offers(page)).to_have_count(4)
    assert len(asked) == 1


def test_only_the_last_of_quick_keys_is_answered(page: Page, live_server, faults):
    page.goto(live_server.url)
    field = box(page)
    field.press_sequentially("板桥中心")
    expect(offers(page)).to_have_count(1)
    field.fill("")
    expect(page.locator("main .suggest")).to_be_hidden()
    field.fill("没有这样的名称")
    expect(page.locator("main form.search [role=status]")).to_contain_text("没有建议")


def test_the_box_stays_a_form_when_no_names_come(page: Page, live_server):
    page.route("**/search/suggest/**", lambda route: route.abort())
    page.goto(live_server.url)
    field = box(page)
    field.press_sequentially("板桥")
    page.wait_for_timeout(400)
    expect(page.locator("main .suggest")).to_be_hidden()
    field.press("Enter")
    page.wait_for_url("**/search/?q=*")


def test_a_facet_narrows_and_back_shows_everything_again(page: Page, live_server, faults):
    page.goto(f"{live_server.url}/search/?q=排水")
    everything = page.locator("ol.results > li").count()
    assert everything > 3
    turn(page.get_by_role("navigation", name="缩小范围").get_by_role("link", name="公告"))
    expect(page.locator("ol.results > li")).to_have_count(3)
    expect(page.get_by_role("link", name="取消筛选： 类别 公告")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    page.go_back()
    expect(page.locator("ol.results > li")).to_have_count(everything)


def test_on_a_phone_the_facets_are_folded(page: Page, live_server, faults):
    page.set_viewport_size({"width": 375, "height": 812})
    page.goto(f"{live_server.url}/search/?q=排水")
    link = page.get_by_role("navigation", name="缩小范围").get_by_role("link", name="公告")
    expect(link).to_be_hidden()
    page.get_by_text("缩小范围").first.click()
    expect(link).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert Axe().run(page).violations_count == 0


@pytest.mark.parametrize("address", ["/search/?q=板乔街道", "/search/?q=量子", "/search/"])
def test_nothing_is_wrong_for_who_cannot_see(page: Page, live_server, faults, address):
    page.goto(live_server.url + address)
    assert Axe().run(page).violations_count == 0


def test_without_script_everything_is_found_all_the_same(browser: Browser, live_server):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url)
    field = page.locator("main form.search input[name=q]")
    field.fill("banqiao")
    field.press("Enter")
    page.wait_for_url("**/search/?q=banqiao")
    expect(page.get_by_role("link", name="板桥街道").first).to_be_visible()
    turn(page.get_by_role("navigation", name="缩小范围").get_by_role("link", name="共建项目"))
    expect(page.locator("ol.results > li")).to_have_count(1)
    context.close()
