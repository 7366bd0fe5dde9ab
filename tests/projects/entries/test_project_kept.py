"""What is typed into a project, its milestones, and keeping it until it is handed in."""

from datetime import timedelta

import pytest

from partners.enums import ReviewState
from partners.models import Event
from partners.moves.review import return_
from projects.enums import ParticipantRole
from projects.models import Project
from tests.admin import shown_in, words
from tests.factories import (
    AllianceFactory,
    MilestoneFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UnitFactory,
)
from tests.factories.cast import SHOWN
from tests.factories.held import MOBILE

from .plans import NEW, TODAY, a_need, errors, refs, signed, steps, typed

pytestmark = pytest.mark.django_db

LEAD, PARTNER, BENEFICIARY = (
    ParticipantRole.LEAD, ParticipantRole.PARTNER, ParticipantRole.BENEFICIARY,
)  # fmt: skip


@pytest.fixture
def need(cast):
    return a_need(cast.parties["own"], deadline=TODAY + timedelta(days=60))


# --- What is typed ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "长" * 81}, "name"),
        ({"field": ""}, "field"),
        ({"field": "99999"}, "field"),
        ({"summary": " "}, "summary"),
        ({"planned_start": "明天"}, "planned_start"),
        ({"planned_end": "2025-02-01"}, "__all__"),
        ({"name": f"联系{MOBILE}"}, "name"),
    ],
)
def test_mistakes_are_said_at_their_field_and_nothing_is_kept(
    at_desk, pairing, need, changes, field
):
    response = at_desk("unit").post(NEW, typed(need=need.pk, **changes))
    assert field in errors(response)
    assert not Project.objects.exists()
    assert "三单元" in words(response)


def test_milestones_come_with_it(at_desk, pairing, need):
    rows = ({"title": "灯具进场", "due_on": "2025-03-10"}, {}, {"title": "", "due_on": ""})
    at_desk("unit").post(NEW, typed(need=need.pk) | steps(*rows))
    assert [str(step) for step in Project.objects.get().milestones.all()] == ["灯具进场"]
    made = Event.objects.of(Project.objects.get()).get(action="create")
    assert made.changes["milestones"][1][0]["title"] == "灯具进场"


@pytest.mark.parametrize("row", [{"title": "进场"}, {"title": "进场", "due_on": "某天"}])
def test_a_milestone_needs_its_day(at_desk, pairing, need, row):
    response = at_desk("unit").post(NEW, typed(need=need.pk) | steps(row))
    assert "请填写日期" in words(response)
    assert "还不能保存" in words(response)
    assert not Project.objects.exists()


def test_a_form_without_its_rows_is_said_to_be_incomplete(at_desk, pairing, need):
    data = {k: v for k, v in typed(need=need.pk).items() if not k.startswith("milestones")}
    response = at_desk("unit").post(NEW, data)
    assert "页面内容不完整" in words(response)
    assert not Project.objects.exists()


def test_words_that_may_not_be_public_stop_the_handing_in_but_not_a_draft(at_desk, pairing, need):
    client = at_desk("unit")
    rows = steps({"title": MOBILE, "due_on": "2025-03-10"})
    answer = client.post(NEW, typed(need=need.pk) | rows)
    assert answer.status_code == 200
    assert not Project.objects.exists()
    client.post(NEW, typed(need=need.pk, summary=MOBILE, keep="1"))
    assert Project.objects.get().review_state == ReviewState.DRAFT


def test_sent_twice_it_is_entered_once(at_desk, pairing):
    unit = at_desk("unit")
    page = words(unit.get(NEW, {"pairing": pairing.number}))
    token = page.split('name="form_token" value="')[1].split('"')[0]
    data = typed(origin=refs(pairing), form_token=token)
    first, second = unit.post(NEW, data), unit.post(NEW, data)
    assert first.url == second.url
    assert Project.objects.count() == 1


# --- Keeping it ---------------------------------------------------------------------------------


@pytest.fixture
def draft(cast):
    own = cast.parties["own"]
    project = ProjectFactory(division=own.place, name="排水改造")
    ProjectParticipantFactory(project=project, organisation=own.unit)
    ProjectParticipantFactory(project=project, organisation=own.community, role=BENEFICIARY)
    return project


def edit(project):
    return f"/workspace/projects/{project.number}/edit/"


def test_its_author_changes_a_draft_and_hands_it_in(at_desk, draft):
    client = at_desk("unit")
    page = words(client.get(f"/workspace/projects/{draft.number}/"))
    assert f'href="{edit(draft)}"' in page
    client.post(edit(draft), typed(keep="1") | shown_in(client, edit(draft)))
    draft.refresh_from_db()
    assert (draft.name, draft.review_state) == ("楼道照明改造", ReviewState.DRAFT)
    client.post(edit(draft), typed() | shown_in(client, edit(draft)))
    draft.refresh_from_db()
    assert draft.review_state == ReviewState.SUBMITTED
    assert client.get(edit(draft)).status_code == 403
    assert "按记录现在的状态" in words(client.get(edit(draft)))


def test_what_was_returned_waits_and_goes_back_in(cast, at_desk, draft):
    client = at_desk("unit")
    client.post(edit(draft), typed() | shown_in(client, edit(draft)))
    draft.refresh_from_db()
    return_(draft, by=cast.people["street"], reason="请补充数量")
    home = words(client.get("/workspace/"))
    assert "被退回的项目" in home
    assert edit(draft) in home
    assert "退回理由：请补充数量" in words(client.get(edit(draft)))
    client.post(edit(draft), typed() | shown_in(client, edit(draft)))
    draft.refresh_from_db()
    assert draft.review_state == ReviewState.SUBMITTED


@pytest.mark.parametrize(
    ("role", "status"),
    [("community", 403), ("street", 200), ("west", 404), ("auditor", 403), ("visitor", 302)],
)
def test_who_else_changes_it(at_desk, draft, role, status):
    assert at_desk(role).get(edit(draft)).status_code == status
    assert at_desk(role).post(edit(draft), typed()).status_code in (status, 409)
    draft.refresh_from_db()
    assert draft.name == "排水改造"


def test_participants_and_origin_are_not_changed_here(cast, at_desk, draft, pairing):
    client = at_desk("unit")
    data = typed(need=a_need(cast.parties["own"]).pk, origin=refs(pairing), keep="1")
    client.post(edit(draft), data | shown_in(client, edit(draft)))
    draft.refresh_from_db()
    assert (draft.name, draft.need) == ("楼道照明改造", None)
    assert not draft.origins.exists()
    assert draft.participants.count() == 2


def test_milestones_to_come_are_changed_and_taken_away(at_desk, draft):
    kept, gone = MilestoneFactory(project=draft), MilestoneFactory(project=draft)
    done = MilestoneFactory(project=draft, title="已完成的", done_on=TODAY)
    client = at_desk("unit")
    assert done.title not in words(client.get(edit(draft)))
    rows = steps(
        {"id": kept.pk, "title": "改过的节点", "due_on": "2025-05-01"},
        {"id": gone.pk, "title": gone.title, "due_on": "2025-05-01", "DELETE": "on"},
        {"title": "新的节点", "due_on": "2025-06-01"},
        initial=2,
    )
    client.post(edit(draft), typed(keep="1") | rows | shown_in(client, edit(draft)))
    assert {str(one) for one in draft.milestones.all()} == {"改过的节点", "新的节点", "已完成的"}


def test_milestones_of_another_project_are_refused(at_desk, draft):
    foreign = MilestoneFactory(title="别的项目的节点")
    client = at_desk("unit")
    rows = steps({"id": foreign.pk, "title": "改过", "due_on": "2025-05-01"}, initial=1)
    client.post(edit(draft), typed(keep="1") | rows | shown_in(client, edit(draft)))
    foreign.refresh_from_db()
    assert foreign.title == "别的项目的节点"


def test_two_who_save_at_once_see_both_versions(at_desk, draft):
    client = at_desk("unit")
    shown = shown_in(client, edit(draft))
    client.post(edit(draft), typed(name="先保存的", keep="1") | shown)
    second = client.post(edit(draft), typed(name="后保存的", keep="1") | shown)
    assert second.status_code == 409
    page = words(second)
    assert "先保存的" in page
    assert "后保存的" in page
    assert "新增的里程碑" not in page
    draft.refresh_from_db()
    assert draft.name == "先保存的"


# --- What it costs ------------------------------------------------------------------------------


@pytest.mark.parametrize("many", [1, 3])
def test_its_pages_cost_few_queries(cast, at_desk, draft, django_assert_max_num_queries, many):
    own = cast.parties["own"]
    pairing = SHOWN["pairing"](own)
    needs = [a_need(own, own.unit, *(UnitFactory() for _ in range(many))) for _ in range(many)]
    for _ in range(many):
        MilestoneFactory(project=draft)
        signed(own.unit, own.community, division=own.place)
        AllianceFactory(members=[own.unit, own.community], division=own.place, approved=True)
    client = at_desk("unit")
    addresses = (NEW, f"{NEW}?need={needs[0].number}", f"{NEW}?pairing={pairing.number}")
    for address in (*addresses, edit(draft)):
        client.get(address)
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
