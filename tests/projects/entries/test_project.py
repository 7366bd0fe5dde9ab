"""Setting up a project from a need, a pairing, an alliance or an agreement."""

from datetime import timedelta

import pytest

from partners.enums import ClaimState, NeedStage, ReviewState
from partners.models import Event, ProxyEntry
from projects.enums import ParticipantRole, ProjectStage
from projects.models import Project
from tests.admin import told, words
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    ClaimFactory,
    PairingFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from tests.factories.cast import SHOWN

from .plans import NEW, TODAY, a_need, errors, refs, roles, signed, typed

pytestmark = pytest.mark.django_db

LEAD, PARTNER, BENEFICIARY = (
    ParticipantRole.LEAD, ParticipantRole.PARTNER, ParticipantRole.BENEFICIARY,
)  # fmt: skip


@pytest.fixture
def need(cast):
    return a_need(cast.parties["own"], deadline=TODAY + timedelta(days=60))


# --- Begun at a need ----------------------------------------------------------------------------


def test_a_need_brings_its_words_and_its_pairing_and_parties(cast, at_desk, pairing, need):
    client = at_desk("unit")
    page = words(client.get(f"/workspace/list-items/{need.number}/"))
    assert f'href="{NEW}?need={need.number}"' in page
    answer = client.get(NEW, {"need": need.number})
    form = answer.context["form"]
    assert form.initial["name"] == "楼道照明"
    assert "三月底前安装三盏灯。" in form.initial["summary"]
    assert form.initial["planned_end"] == need.deadline
    assert form.origin_record == pairing
    assert len(form.visible_fields()) == 6
    assert "牵头：" in words(answer)
    assert f"受益：{need.organisation}" in words(answer)


def test_one_press_sets_it_up_and_hands_it_in(cast, at_desk, pairing, need):
    answer = at_desk("unit").post(NEW, typed(need=need.pk))
    project = Project.objects.get()
    own = cast.parties["own"]
    assert answer.url == f"/workspace/projects/{project.number}/"
    assert project.review_state == ReviewState.SUBMITTED
    assert (project.stage, project.need) == (ProjectStage.PLANNING, need)
    assert project.programme_year == pairing.programme_year
    assert (project.division, project.entered_by) == (need.division, cast.people["unit"])
    assert [origin.record for origin in project.origins.all()] == [pairing]
    assert roles(project) == [(own.unit, LEAD), (own.community, BENEFICIARY)]
    assert "等待审核" in told(answer)
    made = Event.objects.of(project).get(action="create")
    assert made.changes["participants"][1][0]["role"] == "lead"
    assert made.changes["origins"][1] == [{"pairing": pairing.pk}]


def test_the_button_stands_on_the_claim_too(cast, at_desk, pairing, need):
    claim = need.claims.get()
    page = words(at_desk("unit").get(f"/workspace/claims/{claim.number}/"))
    assert f'href="{NEW}?need={need.number}"' in page


def test_all_who_claimed_take_part_and_who_enters_leads(cast, at_desk, pairing):
    other = UnitFactory()
    need = a_need(cast.parties["own"], other, cast.parties["own"].unit)
    gone = ClaimFactory(item=need, organisation=UnitFactory(), state=ClaimState.WITHDRAWN)
    at_desk("unit").post(NEW, typed(need=need.pk))
    project = Project.objects.get()
    own = cast.parties["own"]
    assert roles(project) == [(own.unit, LEAD), (other, PARTNER), (own.community, BENEFICIARY)]
    assert gone.organisation not in [one for one, _ in roles(project)]


def test_a_pairing_with_the_street_above_is_its_origin(cast, at_desk, need):
    street = StreetOrganisationFactory(division=cast.world.street)
    above = PairingFactory(
        unit_side=cast.parties["own"].unit, community_side=street,
        division=cast.world.street, signed=True,
    )  # fmt: skip
    at_desk("unit").post(NEW, typed(need=need.pk))
    assert Project.objects.get().origins.get().pairing == above


def test_without_a_pairing_an_origin_is_asked_for(cast, at_desk, need):
    own = cast.parties["own"]
    agreement = signed(own.unit, own.community)
    foreign = signed(UnitFactory(), title="别处的协议")
    client = at_desk("unit")
    page = words(client.get(NEW, {"need": need.number}))
    assert f'value="{refs(agreement)}"' in page
    assert foreign.title not in page
    assert errors(client.post(NEW, typed(need=need.pk)))["origin"] == ["请选择项目来源。"]
    for wrong in (refs(foreign), "x", "pairing:", "user:1", "agreement:\x00"):
        assert "origin" in errors(client.post(NEW, typed(need=need.pk, origin=wrong)))
    assert not Project.objects.exists()
    client.post(NEW, typed(need=need.pk, origin=refs(agreement)))
    assert Project.objects.get().origins.get().agreement == agreement


def test_a_need_is_answered_by_one_project_that_stands(cast, at_desk, pairing, need):
    client = at_desk("unit")
    client.post(NEW, typed(need=need.pk))
    again = client.post(NEW, typed(need=need.pk))
    assert "还没有对应的项目" in errors(again)["need"][0]
    assert Project.objects.count() == 1
    assert NEW not in words(client.get(f"/workspace/list-items/{need.number}/"))
    Project.objects.update(stage=ProjectStage.TERMINATED, stage_reason="方案取消")
    assert NEW in words(client.get(f"/workspace/list-items/{need.number}/"))


@pytest.mark.parametrize(
    "changes",
    [{"stage": NeedStage.ACCEPTED}, {"stage": NeedStage.ANSWERED}],
    ids=["not claimed", "answered"],
)
def test_needs_at_other_stages_are_refused(cast, at_desk, pairing, changes):
    need = a_need(cast.parties["own"], **changes)
    assert "need" in errors(at_desk("unit").post(NEW, typed(need=need.pk)))
    assert not Project.objects.exists()


@pytest.mark.parametrize("relation", ["own", "near", "far"])
def test_needs_others_claimed_are_refused_and_not_named(cast, at_desk, relation):
    parties = cast.parties[relation]
    foreign = a_need(parties, UnitFactory(), title="别人认领的需求")
    client = at_desk("unit")
    answer = client.post(NEW, typed(need=foreign.pk))
    assert "need" in errors(answer)
    assert foreign.title not in words(answer)
    assert foreign.title not in words(client.get(NEW, {"need": foreign.number}))
    assert not Project.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "0", "99999999999999999999", "\x00"])
def test_what_is_no_need_is_refused(at_desk, key):
    assert at_desk("unit").post(NEW, typed(need=key)).status_code == 200
    assert not Project.objects.exists()


# --- Begun at a pairing, an alliance, an agreement ----------------------------------------------


def test_a_pairing_brings_both_sides(cast, at_desk, pairing):
    client = at_desk("unit")
    page = words(client.get(f"/workspace/pairings/{pairing.number}/"))
    assert f'href="{NEW}?pairing={pairing.number}"' in page
    form = client.get(NEW, {"pairing": pairing.number}).context["form"]
    assert form.origin_record == pairing
    client.post(NEW, typed(origin=refs(pairing)))
    project = Project.objects.get()
    own = cast.parties["own"]
    assert roles(project) == [(own.unit, LEAD), (own.community, BENEFICIARY)]
    assert project.division == pairing.division


def test_a_community_sets_one_up_and_its_unit_leads(cast, at_desk, pairing):
    client = at_desk("community")
    page = words(client.get(NEW, {"pairing": pairing.number}))
    assert "须由本组织的其他联络员验收" in page
    client.post(NEW, typed(origin=refs(pairing), keep="1"))
    own = cast.parties["own"]
    project = Project.objects.get()
    assert roles(project) == [
        (own.unit, LEAD), (own.community, PARTNER), (own.community, BENEFICIARY),
    ]  # fmt: skip
    assert client.get(f"/workspace/projects/{project.number}/edit/").status_code == 200


def test_of_an_agreement_it_is_asked_who_joins_in(cast, at_desk):
    own, near = cast.parties["own"], cast.parties["near"]
    agreement = signed(own.unit, own.community, near.community, division=own.place)
    client = at_desk("unit")
    form = client.get(NEW, {"agreement": agreement.number}).context["form"]
    assert set(form.fields["partners"].queryset) == {own.community, near.community}
    assert "partners" in errors(client.post(NEW, typed(origin=refs(agreement))))
    stranger = typed(origin=refs(agreement), partners=[UnitFactory().pk])
    assert "partners" in errors(client.post(NEW, stranger))
    client.post(NEW, typed(origin=refs(agreement), partners=[near.community.pk]))
    project = Project.objects.get()
    assert roles(project) == [(own.unit, LEAD), (near.community, BENEFICIARY)]
    assert project.origins.get().agreement == agreement


def test_of_an_alliance_somebody_must_be_there_to_accept(cast, at_desk):
    own, other = cast.parties["own"], UnitFactory()
    alliance = AllianceFactory(
        members=[own.unit, other, own.community], division=own.place, approved=True
    )
    client = at_desk("unit")
    alone = client.post(NEW, typed(origin=refs(alliance), partners=[other.pk]))
    assert "由其验收" in errors(alone)["partners"][0]
    client.post(NEW, typed(origin=refs(alliance), partners=[other.pk, own.community.pk]))
    project = Project.objects.get()
    assert roles(project) == [(own.unit, LEAD), (other, PARTNER), (own.community, BENEFICIARY)]
    assert project.programme_year == cast.world.year


@pytest.mark.parametrize("relation", ["near", "far"])
def test_pairings_of_others_are_refused_and_not_named(cast, at_desk, relation):
    foreign = SHOWN["pairing"](cast.parties[relation])
    client = at_desk("unit")
    answer = client.post(NEW, typed(origin=refs(foreign)))
    assert "origin" in errors(answer)
    assert str(foreign.community_side) not in words(answer)
    page = words(client.get(NEW, {"pairing": foreign.number}))
    assert str(foreign.community_side) not in page
    assert not Project.objects.exists()


def test_only_what_is_in_force_is_built_upon(cast, at_desk):
    own = cast.parties["own"]
    proposed = PairingFactory(unit_side=own.unit, community_side=own.community, division=own.place)
    parties = [own.unit, own.community]
    draft = AgreementFactory(parties=parties, division=own.place, valid_until=None)
    over = AgreementFactory(parties=parties, division=own.place, approved=True)
    client = at_desk("unit")
    for origin in (proposed, draft, over):
        assert "origin" in errors(client.post(NEW, typed(origin=refs(origin))))
    assert not Project.objects.exists()


def test_without_a_beginning_those_that_are_there_are_listed(cast, at_desk, pairing, need):
    page = at_desk("unit").get(NEW)
    assert f'href="?need={need.number}"' in words(page)
    assert f'href="?pairing={pairing.number}"' in words(page)
    assert "data-draft=" not in words(page)
    nothing = at_desk("unit").post(NEW, typed())
    assert "请先选择从哪一项需求、结对、联盟或协议发起" in words(nothing)
    assert "安装三盏感应灯。" in words(nothing)


def test_without_anything_to_begin_at_it_says_why(at_desk):
    page = words(at_desk("unit").get(NEW))
    assert "目前没有可以发起项目的" in page
    assert "data-draft=" not in page


# --- By departments -----------------------------------------------------------------------------


def test_a_department_sets_it_up_for_a_claimant_who_may_answer(cast, at_desk, pairing, need):
    unit = cast.parties["own"].unit
    client = at_desk("street")
    assert f'href="{NEW}"' not in words(client.get("/workspace/"))
    assert NEW in words(client.get(f"/workspace/list-items/{need.number}/"))
    client.post(NEW, typed(need=need.pk, organisation=unit.pk))
    project = Project.objects.get()
    assert project.on_behalf_of == unit
    assert roles(project)[0] == (unit, LEAD)
    assert ProxyEntry.objects.get().record == project


def test_a_department_sets_it_up_for_those_concerned_only(cast, at_desk, pairing, need):
    stranger = cast.parties["near"].unit
    for data in ({"need": need.pk}, {"origin": refs(pairing)}):
        answer = at_desk("street").post(NEW, typed(organisation=stranger.pk, **data))
        assert "organisation" in errors(answer)
    answer = at_desk("west").post(NEW, typed(need=need.pk, organisation=stranger.pk))
    assert "need" in errors(answer)
    assert not Project.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_only_reads_sets_up_nothing(at_desk, pairing, need, role):
    assert at_desk(role).get(NEW).status_code == 403
    assert at_desk(role).post(NEW, typed(need=need.pk)).status_code == 403
    assert NEW not in words(at_desk(role).get(f"/workspace/pairings/{pairing.number}/"))
