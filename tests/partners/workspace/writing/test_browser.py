"""What is typed on a device is lost to nobody: neither to who typed it nor to a colleague."""

import pytest
from playwright.sync_api import Browser, Route, expect

from partners.enums import MembershipRole
from projects.models import Activity
from tests.browsing import turn
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    PairingFactory,
    UserFactory,
)
from tests.journeys.hands import Hands, hands_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT, RESTORED = "草稿已存在本机。", "已恢复上次没有提交的内容。"
NEW = "/workspace/activities/new/"


@pytest.fixture
def pairing():
    return PairingFactory(signed=True)


def liaison(organisation):
    return MembershipFactory(
        organisation=organisation, user=UserFactory(), role=MembershipRole.UNIT_LIAISON
    ).user


def send_into_the_void(hands: Hands, button: str) -> None:
    """Press a button while there is no network."""
    hands.page.context.set_offline(True)
    hands.page.get_by_role("button", name=button).click()
    hands.page.wait_for_timeout(500)
    hands.page.context.set_offline(False)


def let_go_unanswered(route: Route) -> None:
    """Let the server have it, and lose what it says."""
    route.fetch(max_redirects=0)
    route.abort()


def type_text(hands: Hands, text: str) -> None:
    hands.fill("活动内容", text)
    expect(hands.page.get_by_text(KEPT)).to_be_visible()


def test_a_form_that_never_arrived_is_there_again_after_the_first_screen(
    browser: Browser, live_server, pairing
):
    with hands_of(liaison(pairing.unit_side), browser, live_server.url) as hands:
        hands.go(NEW)
        type_text(hands, "雨后巡查排水口。")
        send_into_the_void(hands, "提交，等待对方确认")
        hands.go("/workspace/")
        hands.go("/workspace/activities/")
        hands.go(NEW)
        expect(hands.page.get_by_label("活动内容")).to_have_value("雨后巡查排水口。")
        expect(hands.page.get_by_text(RESTORED)).to_be_visible()
        hands.is_sound()
        hands.fill("参加人数", "5")
        hands.press("提交，等待对方确认")
        hands.is_told("等待")
        hands.go(NEW)
        expect(hands.page.get_by_label("活动内容")).to_have_value("")
        expect(hands.page.get_by_text(RESTORED)).to_be_hidden()
    assert Activity.objects.get().text == "雨后巡查排水口。"


def test_an_answer_lost_on_its_way_is_said_by_the_next_page(browser: Browser, live_server, pairing):
    with hands_of(liaison(pairing.unit_side), browser, live_server.url) as hands:
        hands.go(NEW)
        type_text(hands, "雨后巡查排水口。")
        hands.fill("参加人数", "5")
        # What was sent arrives; what comes back does not.
        hands.page.route(f"**{NEW}", let_go_unanswered)
        with hands.page.expect_event("requestfailed"):
            hands.page.get_by_role("button", name="提交，等待对方确认").click()
        hands.page.unroute(f"**{NEW}")
        hands.go(NEW)
        expect(hands.page.get_by_label("活动内容")).to_have_value("")
    assert Activity.objects.count() == 1


def test_an_old_draft_does_not_silently_undo_what_a_colleague_saved_since(
    browser: Browser, live_server, pairing
):
    activity = ActivityFactory(
        pairing=pairing, organisation=pairing.unit_side, attendance=5, volunteers=0,
        text="商定分工。", place_text="社区会议室",
    )  # fmt: skip
    path = f"/workspace/activities/{activity.number}/edit/"
    with hands_of(liaison(pairing.unit_side), browser, live_server.url) as hands:
        hands.go(path)
        type_text(hands, "商定分工和时间。")
        activity.refresh_from_db()
        activity.place_text = "街道二楼会议室"
        activity.save()
        hands.go(path)
        expect(hands.page.get_by_text(RESTORED)).to_be_visible()
        expect(hands.page.get_by_label("活动内容")).to_have_value("商定分工和时间。")
        hands.press("保存修改")
        expect(hands.page.get_by_text("有人在您之前保存了，请核对")).to_be_visible()
        expect(hands.page.get_by_text("街道二楼会议室")).to_be_visible()
        hands.press("按所选保存")
        hands.is_told("已保存")
        hands.go(path)
        expect(hands.page.get_by_text(RESTORED)).to_be_hidden()
    activity.refresh_from_db()
    assert (activity.text, activity.place_text) == ("商定分工和时间。", "街道二楼会议室")


def test_a_draft_can_be_thrown_away_and_the_record_is_saved_as_it_stands(
    browser: Browser, live_server, pairing
):
    activity = ActivityFactory(
        pairing=pairing, organisation=pairing.unit_side, attendance=5, volunteers=0,
        text="商定分工。",
    )  # fmt: skip
    path = f"/workspace/activities/{activity.number}/edit/"
    with hands_of(liaison(pairing.unit_side), browser, live_server.url) as hands:
        hands.go(path)
        type_text(hands, "改错了。")
        activity.refresh_from_db()
        activity.place_text = "街道二楼会议室"
        activity.save()
        hands.go(path)
        notice = hands.page.get_by_role("status").filter(has_text=RESTORED)
        first_field = hands.page.get_by_label("活动内容")
        assert notice.bounding_box()["y"] < first_field.bounding_box()["y"]
        hands.page.get_by_role("button", name="不用草稿，恢复原样").click()
        expect(first_field).to_have_value("商定分工。")
        expect(notice).to_be_hidden()
        hands.fill("参加人数", "6")
        hands.press("保存修改")
        hands.is_told("已保存")
    activity.refresh_from_db()
    assert (activity.text, activity.attendance) == ("商定分工。", 6)
    assert activity.place_text == "街道二楼会议室"


def test_forms_work_where_the_device_keeps_nothing(browser: Browser, live_server, pairing):
    with hands_of(liaison(pairing.unit_side), browser, live_server.url) as hands:
        hands.page.add_init_script(
            "Object.defineProperty(window, 'localStorage',"
            " { get() { throw new DOMException('no', 'SecurityError'); } });"
        )
        hands.go(NEW)
        hands.fill("活动内容", "雨后巡查排水口。")
        expect(hands.page.get_by_text("本机空间不足，草稿没有保存。")).to_be_visible()
        hands.fill("参加人数", "5")
        turn(hands.page.get_by_role("button", name="提交，等待对方确认"))
        hands.is_told("等待")
    assert Activity.objects.count() == 1
