"""One act on one record: asked first, done by who may, undone by nobody's double press."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models import Event, Pairing
from projects.enums import ParticipantRole, ProjectStage
from tests.factories import (
    ActivityFactory,
    FundEntryFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(cast):
    own = cast.parties["own"]
    sides = {"unit_side": own.unit, "community_side": own.community}
    return PairingFactory(**sides, division=own.place)


def test_the_page_of_a_record_offers_what_the_person_can_do(at_desk, pairing):
    url = f"/workspace/pairings/{pairing.number}/"
    page = at_desk("street").get(url).content.decode()
    assert f'href="{url}sign/"' in page
    assert f'href="{url}terminate/"' in page
    for role in ("unit", "auditor"):
        assert f"{url}sign/" not in at_desk(role).get(url).content.decode()


def test_an_act_asks_its_day_and_is_written_down(cast, at_desk):
    pairing = PairingFactory(division=cast.parties["own"].place)
    url = f"/workspace/pairings/{pairing.number}/sign/"
    street = at_desk("street")
    assert 'name="on"' in street.get(url).content.decode()
    today = timezone.localdate()
    response = street.post(url, {"on": today.isoformat()})
    assert response.url == f"/workspace/pairings/{pairing.number}/"
    pairing.refresh_from_db()
    assert (pairing.status, pairing.signed_on) == ("signed", today)
    assert Event.objects.of(pairing).first().actor == cast.people["street"]


@pytest.mark.parametrize("on", ["", "明天", "2999-01-01"])
def test_a_day_that_is_none_or_ahead_changes_nothing(at_desk, pairing, on):
    response = at_desk("street").post(f"/workspace/pairings/{pairing.number}/sign/", {"on": on})
    assert response.status_code == 200
    assert response.context["form"].errors
    pairing.refresh_from_db()
    assert pairing.status == "proposed"


@pytest.mark.parametrize(
    ("role", "status"),
    [("unit", 403), ("community", 403), ("auditor", 403), ("west", 404), ("editor", 403)],
)
def test_others_are_refused_by_word_or_know_nothing(at_desk, pairing, role, status):
    url = f"/workspace/pairings/{pairing.number}/sign/"
    today = timezone.localdate().isoformat()
    assert at_desk(role).get(url).status_code == status
    assert at_desk(role).post(url, {"on": today}).status_code == status
    assert Pairing.objects.get().status == "proposed"


def test_a_move_the_state_forbids_leads_back_with_the_reason(at_desk, pairing):
    url = f"/workspace/pairings/{pairing.number}/expire/"
    for response in (
        at_desk("street").get(url, follow=True),
        at_desk("street").post(url, follow=True),
    ):
        assert "当前状态为「拟结对」，不能到期。" in response.content.decode()


def test_unknown_acts_and_records_are_unknown(at_desk, pairing):
    street = at_desk("street")
    for path in (f"{pairing.number}/approve/", f"{pairing.number}/x/", "JD-1999-000001/sign/"):
        assert street.get(f"/workspace/pairings/{path}").status_code == 404
        assert street.post(f"/workspace/pairings/{path}").status_code == 404


def test_from_a_list_one_press_does_it_and_leads_back(at_desk, cast, pairing):
    Pairing.objects.filter(pk=pairing.pk).update(status="signed", signed_on=pairing.start_on)
    activity = ActivityFactory(pairing=pairing)
    url = f"/workspace/activities/{activity.number}/confirm/"
    response = at_desk("community").post(url, {"next": "/workspace/"})
    assert response.url == "/workspace/"
    activity.refresh_from_db()
    assert activity.state == "confirmed"
    away = at_desk("community").post(url, {"next": "https://elsewhere.example/"})
    assert away.url == f"/workspace/activities/{activity.number}/"


def test_verified_money_is_reversed_by_another_and_the_reversal_waits(cast, at_desk):
    line = FundEntryFactory(verified=True, division=cast.parties["own"].place)
    url = f"/workspace/funds/{line.number}/reverse/"
    today = timezone.localdate()
    assert at_desk("street").post(url, {"on": today.isoformat()}).status_code == 200
    at_desk("street").post(url, {"on": today.isoformat(), "reason": "重复登记"})
    reversal = type(line).objects.get(reverses=line)
    assert (reversal.amount, reversal.verified_at) == (line.amount, None)
    assert reversal.entered_by == cast.people["street"]
    again = at_desk("street").post(
        url, {"on": today.isoformat(), "reason": "再来一次"}, follow=True
    )
    assert "可以冲正" in again.content.decode()
    early = (line.date - timedelta(days=1)).isoformat()
    other = FundEntryFactory(verified=True, division=cast.parties["own"].place)
    response = at_desk("city").post(
        f"/workspace/funds/{other.number}/reverse/", {"on": early, "reason": "x"}
    )
    assert "不能早于" in response.content.decode()


def test_a_finished_project_is_accepted_or_given_back_by_who_receives_it(cast, at_desk):

    own = cast.parties["own"]
    project = ProjectFactory(public=True, division=own.place)
    type(project).objects.filter(pk=project.pk).update(stage=ProjectStage.ACCEPTING)
    for organisation, role in (
        (own.unit, ParticipantRole.LEAD),
        (own.community, ParticipantRole.BENEFICIARY),
    ):
        project.participants.filter(organisation=organisation).delete()
        ProjectParticipantFactory(project=project, organisation=organisation, role=role)
    url = f"/workspace/projects/{project.number}/"
    assert at_desk("unit").post(f"{url}accept/").status_code == 403
    at_desk("community").post(f"{url}send_back/", {"reason": "路面未恢复"})
    project.refresh_from_db()
    assert project.stage == "implementing"
    at_desk("unit").post(f"{url}ask_acceptance/")
    at_desk("community").post(f"{url}accept/", {"on": timezone.localdate().isoformat()})
    project.refresh_from_db()
    assert (project.stage, project.completed_on) == ("completed", timezone.localdate())
