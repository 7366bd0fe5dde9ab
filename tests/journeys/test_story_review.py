"""The editor's part: a proposed case is found, mended, approved; the own one waits for others."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from portal.models import User
from projects.models import CaseStoryPage
from projects.story_proposals import propose
from tests.admin import editor
from tests.factories import ProjectFactory, UserFactory
from tests.factories.pages import story

from .hands import DESK, hands_of

expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_SECRET = "example-only"


@pytest.fixture
def person() -> User:
    """An editor with a password."""
    made: User = editor()
    made.set_password(_SECRET)
    made.save()
    return made


def log_in(screen: Page, person: User) -> None:
    screen.get_by_label("用户名").fill(person.username)
    screen.get_by_label("密码", exact=True).fill(_SECRET)
    screen.get_by_role("button", name="登录").click()


def choose(screen: Page, action: str) -> None:
    """Press a button of a page's form, as a rule behind the arrow beside the first one."""
    screen.locator("footer").get_by_role("button", name="更多动作").click()
    screen.get_by_role("button", name=action, exact=True).click()


def test_a_proposed_case_is_mended_and_approved(browser: Browser, live_server, person):
    project = ProjectFactory(public=True, name="楼道照明改造", summary="更换楼道灯具。")
    proposed = propose(project, by=UserFactory(display_name="联络员甲"))
    screen = browser.new_page(viewport=DESK, locale="zh-CN")
    screen.goto(f"{live_server.url}/admin/")
    log_in(screen, person)

    review = screen.get_by_role("region", name="等待您审核")
    expect(review).to_contain_text("联络员甲")
    review.get_by_role("link", name="楼道照明改造").click()
    screen.get_by_role("textbox", name="摘要").fill("更换楼道灯具，居民夜间出行更安全。")
    choose(screen, "审核通过并发布")
    expect(screen.get_by_text(re.compile("楼道照明改造.*已被更新"))).to_be_visible()

    visitor = browser.new_page(locale="zh-CN")
    visitor.goto(f"{live_server.url}{CaseStoryPage.objects.get(pk=proposed.pk).url}")
    expect(visitor.locator("main")).to_contain_text("居民夜间出行更安全")
    screen.goto(f"{live_server.url}/admin/")
    expect(screen.get_by_role("region", name="等待您审核")).to_have_count(0)
    screen.goto("about:blank")  # the editor lets go of the page before the end
    screen.close()
    visitor.close()


def test_the_own_case_is_handed_in_and_waits(browser: Browser, live_server, person):
    page = story("自己写的案例", live=False, owner=person)
    page.save_revision(user=person)
    with hands_of(person, browser, live_server.url, size=DESK) as hands:
        hands.go(f"/admin/pages/{page.pk}/edit/")
        expect(hands.page.get_by_role("button", name="发布", exact=True)).to_have_count(0)
        choose(hands.page, "提交页面审核")
        hands.go(f"/admin/pages/{page.pk}/edit/")
        expect(hands.page.get_by_role("button", name=re.compile("通过"))).to_have_count(0)
        expect(hands.page.get_by_text("您已提交审核")).to_be_visible()
    assert page.current_workflow_state.requested_by == person
    assert not CaseStoryPage.objects.live().filter(pk=page.pk).exists()
