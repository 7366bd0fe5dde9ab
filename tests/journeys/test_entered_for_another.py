"""「上级代办」: a department enters what a unit did; the unit meets it first thing and says so."""

import pytest
from playwright.sync_api import Browser, expect

from partners.enums import MembershipRole
from partners.models import ProxyEntry
from projects.models import Activity
from tests.factories import CityFactory

from . import costs
from .conftest import department_of, member
from .hands import DESK, hands_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_a_department_entered_for_a_unit_is_confirmed_by_it(
    browser: Browser, live_server, pairing
):
    department = department_of(CityFactory(), "市级组织部门")
    unit = member(pairing.unit_side, MembershipRole.UNIT_LIAISON)
    with hands_of(department, browser, live_server.url, size=DESK) as hands:
        hands.go(f"/workspace/pairings/{pairing.number}/")
        hands.follow("登记活动")
        expect(hands.page.get_by_label("市水务集团")).to_be_checked()
        hands.is_sound()
        hands.fill("参加人数", "12")
        hands.fill("活动内容", "雨后巡查排水口。")
        hands.press("提交，等待对方确认")
        hands.is_told("等待板桥街道确认")
        assert hands.cost == costs.ENTER_FOR_UNIT
    activity = Activity.objects.get()
    assert (activity.on_behalf_of, activity.entered_by) == (pairing.unit_side, department)
    with hands_of(unit, browser, live_server.url) as hands:
        hands.go("/workspace/")
        expect(hands.page.get_by_role("heading", name="待确认的代办")).to_be_visible()
        hands.tap(hands.page.get_by_role("link", name="雨后巡查排水口").first)
        expect(hands.page.locator("main")).to_contain_text("12")
        hands.is_sound()
        hands.press("确认属实")
        hands.is_told("已办理：确认属实")
        assert hands.cost == costs.CONFIRM_ENTRY
        hands.go(f"/workspace/activities/{activity.number}/")
        said, entered = (
            hands.page.get_by_role("region", name="办理记录").get_by_role("listitem").all()
        )
        expect(said).to_contain_text("确认代办")
        expect(said).to_contain_text(str(unit))
        expect(said).not_to_contain_text("代 市水务集团")
        expect(entered).to_contain_text(f"{department}（代 市水务集团 办理）")
        hands.is_sound()
    assert ProxyEntry.objects.get().answer == ProxyEntry.Answer.CONFIRMED
