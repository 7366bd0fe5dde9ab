"""What each role does in the workspace, from the first screen to the figure the public reads."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from partners.enums import MembershipRole
from projects.models import Activity
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    CommunityOrganisationFactory,
    LevelOneFactory,
    MembershipFactory,
    PairingFactory,
    ProgrammeYearFactory,
    StreetOrganisationFactory,
    UnitFactory,
    UpdateFactory,
    UserFactory,
)

from .hands import DESK, hands_of

expect.set_options(timeout=20_000)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def year():
    today = timezone.localdate()
    return ProgrammeYearFactory(
        year=today.year,
        key=str(today.year),
        starts_on=today.replace(month=1, day=1),
        ends_on=today.replace(month=12, day=31),
        is_public=True,
        is_featured=True,
    )


@pytest.fixture
def pairing(year):
    level = LevelOneFactory(programme_year=year)
    street = StreetOrganisationFactory(name="板桥街道")
    made = PairingFactory(
        programme_year=year,
        level=level,
        unit_side=UnitFactory(name="市水务集团"),
        community_side=street,
        division=street.division,
        signed=True,
    )
    ChecklistItemFactory(
        programme_year=year, level=level, division=street.division, title="共开一次联席会议"
    )
    return made


def liaison(organisation, role):
    user = UserFactory()
    MembershipFactory(user=user, organisation=organisation, role=role)
    return user


def test_an_activity_is_logged_confirmed_and_counted(browser: Browser, live_server, pairing):
    unit = liaison(pairing.unit_side, MembershipRole.UNIT_LIAISON)
    street = liaison(pairing.community_side, MembershipRole.COMMUNITY_LIAISON)
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
        assert hands.taps <= 8
        assert len(hands.fields) <= 6
    with hands_of(street, browser, live_server.url) as hands:
        hands.go("/workspace/")
        hands.is_sound()
        hands.tap(hands.page.get_by_role("link", name="商定排水改造"))
        hands.is_sound()
        hands.press("确认")
        expect(hands.page.get_by_role("status")).to_contain_text("已办理：确认")
        assert hands.taps <= 2
    activity = Activity.objects.get()
    assert (activity.state, activity.checklist_item.title) == ("confirmed", "共开一次联席会议")
    visitor = browser.new_page()
    visitor.goto(f"{live_server.url}{activity.get_absolute_url()}")
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("商定排水改造")
    visitor.goto(f"{live_server.url}{pairing.get_absolute_url()}")
    expect(visitor.locator("main")).to_contain_text("已确认 1 / 1 项")
    visitor.goto(f"{live_server.url}/showcase/")
    expect(visitor.locator("main")).to_contain_text("志愿服务人次")
    visitor.close()


def test_what_was_typed_is_there_again_after_the_network_or_the_session_went(
    browser: Browser, live_server, pairing
):
    unit = liaison(pairing.unit_side, MembershipRole.UNIT_LIAISON)
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
    street = liaison(pairing.community_side, MembershipRole.COMMUNITY_LIAISON)
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
    unit = liaison(pairing.unit_side, MembershipRole.UNIT_LIAISON)
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
        hands.tap(hands.page.locator("summary", has_text="退回修改"))
        hands.is_sound()
        hands.fill("理由", "请补充日期。")
        hands.press("退回修改")
        expect(hands.page.get_by_role("status")).to_contain_text("已办理：退回修改")
    update.refresh_from_db()
    assert (update.review_state, update.review_reason) == ("returned", "请补充日期。")
