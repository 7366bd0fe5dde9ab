"""The first screen: what waits for whom, with whom it is what was sent, how the own work stands."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.enums import ClaimState, NeedStage, ReviewSubject
from partners.events import record_event
from partners.models import ListItem
from projects.enums import ParticipantRole, ProjectStage
from projects.models import Activity
from tests.admin import words
from tests.factories import (
    ActivityFactory,
    ClaimFactory,
    FundEntryFactory,
    ListItemFactory,
    MilestoneFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    ReviewLevelFactory,
    UnitFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db

HOME = "/workspace/"
TODAY = timezone.localdate()
LAST_WEEK = TODAY - timedelta(days=7)


@pytest.fixture
def pairing(own):
    return PairingFactory(
        unit_side=own.unit, community_side=own.community, division=own.place, signed=True
    )


def a_need(own, **fields: Any) -> ListItem:
    state = {"approved": True} | fields
    return ListItemFactory(organisation=own.community, division=own.place, **state)


def a_claimed_need(own, stage: str, **claim: Any) -> ListItem:
    closed = {"closed_on": TODAY} if stage == NeedStage.CLOSED else {}
    need = a_need(own, stage=stage, title="楼道照明", **closed)
    ClaimFactory(item=need, organisation=own.unit, **claim)
    return need


def a_project(own, **fields: Any) -> Any:
    project = ProjectFactory(division=own.place, **fields)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectParticipantFactory(
        project=project, organisation=own.community, role=ParticipantRole.BENEFICIARY
    )
    return project


def a_late_milestone(own, **fields: Any) -> None:
    project = a_project(own, approved=True, **{"stage": ProjectStage.IMPLEMENTING} | fields)
    MilestoneFactory(project=project, title="管道进场", due_on=LAST_WEEK)


def past_its_term(own) -> None:
    PairingFactory(
        unit_side=own.unit, community_side=own.community, division=own.place, signed=True,
        start_on=TODAY - timedelta(days=400), end_on=LAST_WEEK,
    )  # fmt: skip


#: Heading → what makes it wait, and for whom.
WAITS = {
    "待开始办理的需求": (lambda own: a_claimed_need(own, NeedStage.CLAIMED), {"unit"}),
    "待反馈的需求": (lambda own: a_claimed_need(own, NeedStage.HANDLING), {"unit"}),
    "到期未完成的节点": (a_late_milestone, {"unit"}),
    "尚未提交的需求和资源": (lambda own: a_need(own, approved=False), {"community"}),
    "尚未提交的项目": (a_project, {"unit"}),
    "尚未提交的进展": (
        lambda own: UpdateFactory(project=a_project(own, public=True), organisation=own.unit),
        {"unit"},
    ),
    "待确认兑现的认领": (lambda own: a_claimed_need(own, NeedStage.CLOSED), {"community"}),
    "待签约的结对": (
        lambda own: PairingFactory(
            unit_side=own.unit, community_side=own.community, division=own.place
        ),
        {"street", "city"},
    ),
    "期限已满的结对": (past_its_term, {"street", "city"}),
}


@pytest.mark.parametrize("heading", WAITS)
def test_what_is_due_waits_for_whom_it_is_up_to(own, at_desk, heading):
    make, who = WAITS[heading]
    make(own)
    roles = ("unit", "community", "street", "city", "west", "auditor")
    assert {role for role in roles if heading in words(at_desk(role).get(HOME))} == who


@pytest.mark.parametrize(
    "make",
    [
        lambda own: a_project(
            own, approved=True, stage=ProjectStage.ESTABLISHED,
            need=a_claimed_need(own, NeedStage.CLAIMED),
        ),
        lambda own: a_claimed_need(own, NeedStage.CLAIMED, state=ClaimState.WITHDRAWN),
        lambda own: a_claimed_need(own, NeedStage.CLOSED, state=ClaimState.FULFILLED),
        lambda own: a_late_milestone(own, stage=ProjectStage.ACCEPTING),
    ],
    ids=["a project moves it on", "withdrawn", "kept", "built already"],
)  # fmt: skip
def test_what_nobody_has_to_do_waits_for_nobody(own, at_desk, make):
    make(own)
    for role in ("unit", "community"):
        page = words(at_desk(role).get(HOME))
        for heading in ("待开始办理", "待反馈", "待确认兑现", "到期未完成"):
            assert heading not in page


def test_the_late_comes_first_and_says_by_how_much(own, at_desk):
    a_claimed_need(own, NeedStage.CLAIMED)
    a_late_milestone(own)
    a_project(own, name="口袋公园")
    page = words(at_desk("unit").get(HOME))
    places = [page.index(h) for h in ("到期未完成的节点", "待开始办理的需求", "尚未提交的项目")]
    assert places == sorted(places)
    assert "已超 7 天" in page


def test_an_auditor_finds_doors_to_what_is_read(at_desk):
    page = at_desk("auditor").get(HOME).content.decode()
    for address in ("pairings/?progress=late", "audit/", "funds/", "projects/"):
        assert f'class="door" href="/workspace/{address}"' in page
    assert "没有等待您办理的事项" not in page


def sent(page: str) -> str:
    """The part of the screen that says what was sent."""
    return page.partition("我提交的")[2].partition("我方的结对")[0]


def test_who_sent_something_reads_with_whom_it_waits(cast, own, at_desk, pairing):
    unit = cast.people["unit"]
    ActivityFactory(pairing=pairing, title="楼道清洁", organisation=own.unit)
    ReviewLevelFactory(subject=ReviewSubject.UPDATE, division=cast.world.city, rank=1)
    UpdateFactory(project=a_project(own, public=True), organisation=own.unit, submitted=True)
    FundEntryFactory(project=a_project(own, public=True), provider=own.unit, entered_by=unit)
    a_project(own, approved=True, stage=ProjectStage.ACCEPTING, entered_by=unit)
    told = sent(words(at_desk("unit").get(HOME)))
    assert f"等待{own.community}确认" in told
    assert "等待区级组织部门审核通过" in told
    assert "等待所在地组织部门核验" in told
    assert f"等待{own.community}验收通过" in told
    assert "楼道清洁" not in sent(words(at_desk("community").get(HOME)))


def test_more_than_a_handful_sent_is_folded_away(own, at_desk, pairing):
    for n in range(6):
        ActivityFactory(pairing=pairing, title=f"第 {n} 场", organisation=own.unit)
    assert "其余 2 项" in sent(words(at_desk("unit").get(HOME)))


def test_a_community_sees_how_far_its_needs_are(own, at_desk):
    for n, stage in enumerate((NeedStage.HANDLING, NeedStage.CLOSED)):
        a_need(own, title=f"需求{n}", stage=stage, closed_on=TODAY if n else None)
    page = at_desk("community").get(HOME).content.decode()
    road = re.search(r"需求0.*?</a>", page, re.DOTALL)
    assert road is not None
    assert [road[0].count(f"is-{how}") for how in ("done", "now", "todo")] == [3, 1, 2]
    assert "办理" in road[0]
    assert "需求1" not in page
    assert "我方的需求" not in words(at_desk("unit").get(HOME))


def test_one_tap_confirms_and_stays_on_the_first_screen(own, at_desk, pairing):
    activity = ActivityFactory(pairing=pairing, organisation=own.unit, title="楼道清洁")
    community, url = at_desk("community"), f"/workspace/activities/{activity.number}/confirm/"
    page = community.get(HOME).content.decode()
    form = re.search(rf'<form[^>]+action="{url}">.*?</form>', page, re.DOTALL)
    assert form is not None
    assert "csrfmiddlewaretoken" in form[0]
    answer = community.post(url, {"next": HOME}, follow=True)
    assert answer.redirect_chain == [(HOME, 302)]
    assert "已办理：确认“楼道清洁”" in words(answer)
    assert url not in answer.content.decode()
    again = community.post(url, {"next": HOME})  # pressed twice
    assert again.url == HOME
    assert Activity.objects.get().state == "confirmed"


def test_a_decision_is_told_once_with_title_reason_day_and_by_whom(cast, own, at_desk):
    unit, street = cast.people["unit"], cast.people["street"]
    project = a_project(own, submitted=True, name="口袋公园", entered_by=unit)
    record_event(project, "create", "录入", by=unit)
    at_desk("street").post(
        f"/workspace/projects/{project.number}/return_/", {"reason": "请补充预算。"}
    )
    told = words(at_desk("unit").get(HOME)).partition("最近的办理结果")[2]
    assert told.count("退回修改") == 1
    assert "口袋公园" in told
    assert "请补充预算。" in told
    assert f"{TODAY:%m-%d}" in told
    assert str(street.memberships.get().organisation) in told


@pytest.mark.parametrize("role", ["unit", "community", "street", "auditor"])
def test_it_asks_the_same_at_one_row_and_at_three(cast, at_desk, pairing, items, role):
    own, unit, client, counts = cast.parties["own"], cast.people["unit"], at_desk(role), []
    for more in (1, 2):
        for _ in range(more):
            a_claimed_need(own, NeedStage.CLAIMED)
            a_late_milestone(own)
            a_need(own, approved=False)
            a_project(own, submitted=True, entered_by=cast.people[role])
            other = PairingFactory(
                unit_side=own.unit, community_side=UnitFactory(), division=own.place, signed=True
            )
            ActivityFactory(
                pairing=pairing, organisation=own.unit, checklist_item=items["联席会议"]
            )
            for person in (unit, cast.people[role]):
                decided = ActivityFactory(pairing=other, organisation=own.unit, entered_by=person)
                record_event(decided, "create", "录入", by=person)
                record_event(
                    decided, "confirm", "确认", by=cast.people["city"],
                    field="state", from_state="pending", to_state="confirmed",
                )  # fmt: skip
        client.get(HOME)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(HOME).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
