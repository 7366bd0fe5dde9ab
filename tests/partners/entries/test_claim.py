"""Claiming a need in the workspace: one field, alone or beside others, and the need moves on."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.enums import ClaimState, NeedStage
from partners.models import Claim, Event, ProxyEntry
from tests.admin import client_of, shown_in, told, words
from tests.factories import (
    ClaimFactory,
    ListItemFactory,
    MembershipFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.cast import SHOWN
from tests.factories.held import MOBILE

pytestmark = pytest.mark.django_db

NEW = "/workspace/claims/new/"
TODAY = timezone.localdate()


@pytest.fixture
def need(cast):
    SHOWN["pairing"](cast.parties["own"])
    return ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED,
        priority_until=TODAY, title="楼道照明",
    )  # fmt: skip


def typed(need, **changes):
    return {"item": need.pk, "promise": "三月底前安装三盏灯。"} | changes


def another_unit():
    user = UserFactory()
    MembershipFactory(user=user, organisation=UnitFactory())
    return client_of(user)


def test_the_page_of_a_need_leads_to_one_field(at_desk, need):
    client = at_desk("unit")
    page = words(client.get(f"/workspace/list-items/{need.number}/"))
    assert f'href="{NEW}?item={need.number}">认领</a>' in page
    form = client.get(NEW, {"item": need.number}).context["form"]
    assert [field.name for field in form.visible_fields()] == ["promise"]
    assert "楼道照明" in words(client.get(NEW, {"item": need.number}))


def test_the_first_claim_moves_the_need_on_in_the_same_breath(cast, at_desk, need):
    answer = at_desk("unit").post(NEW, typed(need))
    claim = Claim.objects.get()
    assert (claim.organisation, claim.claimed_on) == (cast.parties["own"].unit, TODAY)
    assert claim.division == need.division
    need.refresh_from_db()
    assert need.stage == NeedStage.CLAIMED
    assert Event.objects.of(need).get(action="assign_need").actor == cast.people["unit"]
    assert "已认领" in told(answer)


def test_others_join_each_with_a_claim_of_its_own(cast, at_desk, need):
    ClaimFactory(item=need, organisation=cast.parties["own"].unit, promise="安装。")
    type(need).objects.filter(pk=need.pk).update(
        stage=NeedStage.CLAIMED, priority_until=TODAY - timedelta(days=1)
    )
    other = another_unit()
    page = words(other.get(NEW, {"item": need.number}))
    assert f"已有认领：{cast.parties['own'].unit}" in page
    other.post(NEW, typed(need))
    assert Claim.objects.filter(item=need, state=ClaimState.ACTIVE).count() == 2


def test_in_the_partners_time_nobody_else_claims_or_is_shown_it(need):
    other = another_unit()
    assert need.title not in words(other.get(NEW))
    assert need.title not in words(other.get(NEW, {"item": need.number}))
    assert "目前不能认领" in words(other.post(NEW, typed(need)))
    assert other.get(f"/workspace/list-items/{need.number}/").status_code == 403
    assert not Claim.objects.exists()


def test_without_a_need_those_that_can_be_claimed_are_listed(cast, at_desk, need):
    mine = ListItemFactory(
        organisation=cast.parties["near"].community, approved=True, stage=NeedStage.ACCEPTED,
        title="已经认领的需求",
    )  # fmt: skip
    ClaimFactory(item=mine, organisation=cast.parties["own"].unit)
    page = words(at_desk("unit").get(NEW))
    assert f"?item={need.number}" in page
    assert mine.title not in page
    assert 'name="promise"' not in page


def test_a_need_is_claimed_once_by_an_organisation(at_desk, need):
    client = at_desk("unit")
    client.post(NEW, typed(need))
    assert "目前不能认领" in words(client.post(NEW, typed(need)))
    assert Claim.objects.count() == 1
    assert NEW not in words(client.get(f"/workspace/list-items/{need.number}/"))


@pytest.mark.parametrize("promise", ["", "  ", "灯" * 201])
def test_the_promise_is_said_and_not_too_long(at_desk, need, promise):
    assert at_desk("unit").post(NEW, typed(need, promise=promise)).status_code == 200
    assert not Claim.objects.exists()
    need.refresh_from_db()
    assert need.stage == NeedStage.ACCEPTED


def test_words_that_may_not_be_public_stop_the_claim_and_the_move(at_desk, need):
    answer = at_desk("unit").post(NEW, typed(need, promise=MOBILE))
    assert answer.status_code == 200
    assert not Claim.objects.exists()
    need.refresh_from_db()
    assert need.stage == NeedStage.ACCEPTED


@pytest.mark.parametrize("item", ["", "x", "0", "99999999999999999999"])
def test_what_is_no_need_is_refused(at_desk, need, item):
    assert at_desk("unit").post(NEW, typed(need, item=item)).status_code == 200
    assert not Claim.objects.exists()


def test_the_promise_is_corrected_while_the_claim_stands(at_desk, need):
    client = at_desk("unit")
    client.post(NEW, typed(need))
    claim = Claim.objects.get()
    url = f"/workspace/claims/{claim.number}/edit/"
    client.post(url, {"promise": "四月底前安装。"} | shown_in(client, url))
    claim.refresh_from_db()
    assert claim.promise == "四月底前安装。"
    withdraw = f"/workspace/claims/{claim.number}/withdraw_claim/"
    assert "请填写理由" in words(client.post(withdraw, {"reason": ""}))
    client.post(withdraw, {"reason": "设备没有到位"})
    claim.refresh_from_db()
    need.refresh_from_db()
    assert (claim.state, need.stage) == (ClaimState.WITHDRAWN, NeedStage.ACCEPTED)
    assert client.get(url).status_code == 403
    client.post(NEW, typed(need))  # it may commit itself again
    assert Claim.objects.filter(state=ClaimState.ACTIVE).count() == 1


def test_a_department_assigns_it_to_the_paired_unit_who_may_answer(cast, at_desk, need):
    unit = cast.parties["own"].unit
    page = words(at_desk("street").get(f"/workspace/list-items/{need.number}/"))
    assert ">派单</a>" in page
    at_desk("street").post(NEW, typed(need, assignee=unit.name))
    claim = Claim.objects.get()
    assert (claim.organisation, claim.on_behalf_of) == (unit, unit)
    assert ProxyEntry.objects.get().record == claim
    need.refresh_from_db()
    assert need.stage == NeedStage.CLAIMED


def test_a_department_assigns_to_nobody_else_in_the_partners_time(cast, at_desk, need):
    other = UnitFactory(division=cast.world.plum)
    answer = at_desk("street").post(NEW, typed(need, assignee=other.name))
    assert "优先认领" in words(answer)
    far = UnitFactory(division=cast.world.village)
    assert "您的范围内没有这个组织" in words(
        at_desk("street").post(NEW, typed(need, assignee=far.name))
    )
    assert not Claim.objects.exists()


@pytest.mark.parametrize("role", ["community", "auditor", "administrator"])
def test_communities_and_readers_claim_nothing(at_desk, need, role):
    assert at_desk(role).get(NEW).status_code == 403
    assert at_desk(role).post(NEW, typed(need)).status_code == 403
    assert not Claim.objects.exists()


def test_the_first_screen_of_a_unit_leads_here(at_desk, need):
    assert f'href="{NEW}"' in words(at_desk("unit").get("/workspace/"))
    assert f'href="{NEW}"' not in words(at_desk("community").get("/workspace/"))
