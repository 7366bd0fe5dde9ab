"""What each role does in the workspace, from the first screen to the figure the public reads."""

import re
import time

import pytest
from playwright.sync_api import Browser, expect

from partners.enums import MembershipRole
from projects.models import Activity
from tests.factories import (
    ActivityFactory,
    CommunityOrganisationFactory,
    MembershipFactory,
    UnitFactory,
    UpdateFactory,
    UserFactory,
)

from . import costs
from .conftest import member
from .hands import DESK, hands_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_activity_is_logged_confirmed_and_counted(browser: Browser, live_server, pairing):
    unit = member(pairing.unit_side, MembershipRole.UNIT_LIAISON)
    street = member(pairing.community_side, MembershipRole.COMMUNITY_LIAISON)
    with hands_of(unit, browser, live_server.url) as hands:
        hands.go("/workspace/")
        hands.is_sound()
        hands.tap(hands.page.get_by_role("link", name=re.compile("登记.*共开一次联席会议")))
        expect(hands.page.get_by_label("清单事项")).to_have_value(
            str(pairing.level.checklist.get().pk)
        )
        hands.is_sound()
        hands.fill("参加人数", "18")
        hands.fill("志愿服务人次", "6")
        hands.fill("活动内容", "在板桥街道商定排水改造的分工和时间。")
        hands.press("提交，等待对方确认")
        expect(hands.page.get_by_role("status")).to_contain_text("等待板桥街道确认")
        hands.is_sound()
        assert hands.cost == costs.LOG_ACTIVITY
    with hands_of(street, browser, live_server.url) as hands:
        hands.go("/workspace/")
        hands.is_sound()
        hands.tap(hands.page.get_by_role("button", name=re.compile("确认.*商定排水改造")))
        expect(hands.page.get_by_role("status")).to_contain_text("已办理：确认")
        assert hands.page.url.endswith("/workspace/")
        hands.is_sound()
        assert hands.cost == costs.CONFIRM_ACTIVITY
    activity = Activity.objects.get()
    assert (activity.state, activity.checklist_item.title) == ("confirmed", "共开一次联席会议")
    visitor = browser.new_page()
    visitor.goto(f"{live_server.url}{activity.get_absolute_url()}")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("商定排水改造")
    visitor.goto(f"{live_server.url}{pairing.get_absolute_url()}")
    expect(visitor.locator("main")).to_contain_text("已确认 1 / 1 项")
    visitor.goto(f"{live_server.url}/showcase/")
    shown = visitor.locator("main").inner_text()
    assert "1场\n结对活动\n" in shown
    assert "6人次\n志愿服务\n" in shown
    visitor.close()


def test_an_activity_is_logged_within_a_minute_at_human_pace(
    browser: Browser, live_server, pairing
):
    """By the clock, from the first screen to its being told: looking, tapping, typing, waiting."""
    unit = member(pairing.unit_side, MembershipRole.UNIT_LIAISON)
    with hands_of(unit, browser, live_server.url) as hands:
        hands.go("/workspace/")
        hands.at_human_pace = True
        begun = time.monotonic()
        hands.tap(hands.page.get_by_role("link", name=re.compile("登记.*共开一次联席会议")))
        hands.fill("参加人数", "18")
        hands.fill("志愿服务人次", "6")
        hands.fill("活动内容", "和街道、物业、居民代表一起商定排水改造的分工和时间，下周开始施工。")
        hands.press("提交，等待对方确认")
        hands.is_told("等待板桥街道确认")
        took = time.monotonic() - begun
    # The clock was not fooled: it ran at least as long as the hands say they took.
    assert hands.cost.seconds - 1 <= took <= costs.MOST.seconds
    assert hands.taps <= costs.MOST.taps
    assert len(hands.fields) <= costs.MOST.fields


def test_what_was_typed_is_there_again_after_the_network_or_the_session_went(
    browser: Browser, live_server, pairing
):
    unit = member(pairing.unit_side, MembershipRole.UNIT_LIAISON)
    with hands_of(unit, browser, live_server.url) as hands:
        hands.go("/workspace/activities/new/")
        hands.fill("活动内容", "雨后巡查排水口。")
        expect(hands.page.get_by_text("草稿已存在本机。")).to_be_visible()
        hands.page.context.set_offline(True)
        hands.page.get_by_role("button", name="提交，等待对方确认").click()
        hands.page.wait_for_timeout(500)
        hands.page.context.set_offline(False)
        hands.page.context.clear_cookies()
        hands.go("/workspace/activities/new/")
        assert "/login/" in hands.page.url
        hands.log_in(unit)
        hands.go("/workspace/activities/new/")
        expect(hands.page.get_by_label("活动内容")).to_have_value("雨后巡查排水口。")
        expect(hands.page.get_by_text("已恢复上次没有提交的内容。")).to_be_visible()
        hands.fill("参加人数", "5")
        hands.press("提交，等待对方确认")
        expect(hands.page.get_by_role("status")).to_contain_text("等待板桥街道确认")
        hands.go("/workspace/activities/new/")
        expect(hands.page.get_by_label("活动内容")).to_have_value("")
    assert Activity.objects.get().text == "雨后巡查排水口。"


def test_ten_are_reviewed_without_a_way_back(browser: Browser, live_server, pairing):
    street = member(pairing.community_side, MembershipRole.COMMUNITY_LIAISON)
    for n in range(10):
        ActivityFactory(pairing=pairing, title=f"第 {n + 1} 场")
    with hands_of(street, browser, live_server.url, size=DESK, color_scheme="dark") as hands:
        hands.go("/workspace/review/")
        hands.is_sound()
        hands.tap(hands.page.get_by_role("link", name="第 1 场"))
        for _ in range(9):
            hands.press("确认，看下一项")
        hands.press("确认")
        expect(hands.page.get_by_role("heading", name="待办事项")).to_be_visible()
        expect(hands.page.get_by_text("待确认的活动")).to_have_count(0)
        assert hands.taps == 11
    assert Activity.objects.filter(state="confirmed").count() == 10


def test_it_all_works_without_scripts(browser: Browser, live_server, pairing):
    unit = member(pairing.unit_side, MembershipRole.UNIT_LIAISON)
    with hands_of(unit, browser, live_server.url, java_script_enabled=False) as hands:
        hands.go("/workspace/activities/new/")
        hands.fill("参加人数", "5")
        hands.fill("活动内容", "走访困难家庭。")
        hands.press("提交，等待对方确认")
        expect(hands.page.get_by_role("status")).to_contain_text("等待板桥街道确认")


def test_a_department_returns_what_is_not_clear_and_says_why(browser: Browser, live_server, year):
    community = CommunityOrganisationFactory(name="古雄社区")
    department = UserFactory()
    office = UnitFactory(name="古雄组织部门", division=community.division)
    MembershipFactory(user=department, organisation=office, role=MembershipRole.DEPARTMENT)
    update = UpdateFactory(submitted=True, division=community.division, title="管网开挖")
    with hands_of(department, browser, live_server.url, size=DESK) as hands:
        hands.go("/workspace/")
        hands.is_sound()
        hands.tap(hands.page.get_by_role("link", name="管网开挖"))
        hands.unfold("退回修改")
        hands.is_sound()
        hands.fill("理由", "请补充日期。")
        hands.press("退回修改")
        expect(hands.page.get_by_role("status")).to_contain_text("已办理：退回修改")
    update.refresh_from_db()
    assert (update.review_state, update.review_reason) == ("returned", "请补充日期。")
