"""Lines of the ledger entered in the workspace: by whom, between whom, with what evidence."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from partners.models import Event, ProxyEntry
from projects.enums import FundKind, ParticipantRole, ProjectStage
from projects.ledger import bookkeeping
from projects.ledger.deeds import LEDGER_ACTS
from projects.models import FundEntry
from tests.admin import shown_in, told, words
from tests.factories import (
    FunderFactory,
    OrganisationFactory,
    ProjectFactory,
    ProjectParticipantFactory,
)

pytestmark = pytest.mark.django_db

NEW = "/workspace/funds/new/"
DAY = date(2025, 3, 1)


def a_project(parties, **state):
    project = ProjectFactory(division=parties.place, **({"public": True} | state))
    ProjectParticipantFactory(project=project, organisation=parties.unit)
    ProjectParticipantFactory(
        project=project, organisation=parties.community, role=ParticipantRole.BENEFICIARY
    )
    return project


@pytest.fixture
def project(cast):
    return a_project(cast.parties["own"])


@pytest.fixture
def typed(cast, project):
    own = cast.parties["own"]
    return {
        "project": project.pk,
        "kind": FundKind.RECEIVED.value,
        "amount": "12,000.50",
        "date": DAY.isoformat(),
        "provider": own.unit.pk,
        "receiver": own.community.pk,
        "note": "",
    }


def edit_of(entry):
    return f"/workspace/funds/{entry.number}/edit/"


def test_it_begins_with_the_own_organisation_as_provider_and_who_benefits(cast, at_desk, project):
    form = at_desk("unit").get(NEW, {"project": project.number}).context["form"]
    assert form["provider"].value() == cast.parties["own"].unit.pk
    assert form["receiver"].value() == cast.parties["own"].community.pk
    assert form["date"].value() == timezone.localdate()
    assert len(form.visible_fields()) == 7


def test_a_line_goes_through_the_ledger_and_waits_to_be_verified(cast, at_desk, project, typed):
    answer = at_desk("unit").post(NEW, typed)
    entry = FundEntry.objects.get()
    assert (entry.amount, entry.project, entry.is_verified) == (Decimal("12000.50"), project, False)
    assert entry.entered_by == cast.people["unit"]
    assert entry.division == project.division
    assert Event.objects.of(entry).get().action == "enter"
    assert "等待核验" in told(answer)


def test_the_last_line_is_a_template_for_the_next(cast, at_desk, project, typed):
    client = at_desk("unit")
    client.post(NEW, typed | {"kind": FundKind.IN_KIND.value})
    form = client.get(NEW).context["form"]
    assert form.about == project
    assert form["kind"].value() == FundKind.IN_KIND


def test_evidence_is_kept_closed_and_may_be_replaced(at_desk, typed):
    client = at_desk("unit")
    paper = SimpleUploadedFile("到账单.pdf", b"%PDF-1.4 first", "application/pdf")
    client.post(NEW, typed | {"evidence_file": paper})
    entry = FundEntry.objects.get()
    assert entry.evidence.is_public is False
    assert entry.evidence.uploaded_by_user == entry.entered_by
    first = entry.evidence
    url = edit_of(entry)
    paper = SimpleUploadedFile("到账单.pdf", b"%PDF-1.4 second", "application/pdf")
    client.post(url, typed | {"evidence_file": paper} | shown_in(client, url))
    entry.refresh_from_db()
    assert entry.evidence != first


def test_given_back_it_says_why_and_waits_again_once_corrected(cast, at_desk, typed):
    client = at_desk("unit")
    client.post(NEW, typed)
    entry = FundEntry.objects.get()
    queue = f"/workspace/review/funds-verify/{entry.number}/"
    reviewer = at_desk("street")
    form = {"act": "give_back", "give_back-reason": "金额与到账单不符"}
    reviewer.post(queue, form)
    assert "被退回的资金" in words(client.get("/workspace/"))
    assert "funds-verify" not in words(reviewer.get("/workspace/review/"))
    url = edit_of(entry)
    assert "金额与到账单不符" in words(client.get(url))
    client.post(url, typed | {"amount": "11000"} | shown_in(client, url))
    entry.refresh_from_db()
    assert (entry.amount, entry.is_returned) == (11000, False)
    assert "被退回的资金" not in words(client.get("/workspace/"))


def test_a_file_that_is_no_paper_is_refused(at_desk, typed):
    trick = SimpleUploadedFile("到账单.pdf", b"MZ program", "application/pdf")
    answer = at_desk("unit").post(NEW, typed | {"evidence_file": trick})
    assert "与文件名不符" in words(answer)
    assert "12,000.50" in words(answer)
    assert not FundEntry.objects.exists()


def test_sides_are_participants_the_own_organisation_and_sources_of_money(cast, at_desk, typed):
    client, stranger = at_desk("unit"), OrganisationFactory(division=cast.world.plum)
    for side in ("provider", "receiver"):
        answer = client.post(NEW, typed | {side: stranger.pk})
        assert "须是项目的参与方、本单位或资金来源" in words(answer)
    assert stranger.name not in words(client.get(NEW))
    assert not FundEntry.objects.exists()
    client.post(NEW, typed | {"provider": FunderFactory().pk})
    assert FundEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("amount", "12,50", "请填写以元为单位的金额"),
        ("amount", "0", "金额须大于零"),
        ("kind", "gift", "请从列表中选择性质"),
        ("date", "", "请填写日期"),
        ("provider", "x", "须是项目的参与方"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(at_desk, typed, field, value, said):
    answer = at_desk("unit").post(NEW, typed | {"note": "第一笔", field: value})
    assert said in words(answer)
    assert "第一笔" in words(answer)
    assert not FundEntry.objects.exists()


def test_both_sides_differ_and_money_has_moved_by_today(at_desk, typed):
    client = at_desk("unit")
    assert "不能是同一组织" in words(client.post(NEW, typed | {"receiver": typed["provider"]}))
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "不能晚于今天" in words(client.post(NEW, typed | {"date": ahead}))
    assert not FundEntry.objects.exists()


def test_its_author_corrects_it_until_it_is_verified(cast, at_desk, typed):
    client = at_desk("unit")
    client.post(NEW, typed)
    entry = FundEntry.objects.get()
    url = edit_of(entry)
    before = shown_in(client, url)
    client.post(url, typed | {"amount": "900"} | before)
    entry.refresh_from_db()
    assert entry.amount == Decimal("900.00")
    assert Event.objects.of(entry).first().action == "correct"
    bookkeeping.verify(entry, by=cast.people["street"])
    answer = client.post(url, typed | {"amount": "1"} | before)
    assert answer.status_code == 403
    entry.refresh_from_db()
    assert entry.amount == Decimal("900.00")


@pytest.mark.parametrize("role", ["community", "street", "two"])
def test_nobody_else_corrects_it(at_desk, typed, role):
    at_desk("unit").post(NEW, typed)
    entry = FundEntry.objects.get()
    answer = at_desk(role).post(edit_of(entry), typed | {"amount": "1"})
    assert answer.status_code == 403
    entry.refresh_from_db()
    assert entry.amount == Decimal("12000.50")


def test_money_from_above_that_a_unit_brought_in_stays_in_its_hands(cast, at_desk, typed):
    """Its author reaches a line between others; other people of the unit do not."""
    client = at_desk("unit")
    client.post(NEW, typed | {"provider": FunderFactory().pk})
    entry = FundEntry.objects.get()
    assert client.get(edit_of(entry)).status_code == 200
    assert entry.number in words(client.get("/workspace/funds/"))
    assert at_desk("two").get(f"/workspace/funds/{entry.number}/").status_code == 404
    url = f"/workspace/funds/{entry.number}/{LEDGER_ACTS['discard'].name}/"
    client.post(url, {"reason": "重复录入"})
    assert not FundEntry.objects.exists()


def test_a_department_enters_for_a_participant_who_may_answer(cast, at_desk, typed):
    unit = cast.parties["own"].unit
    at_desk("street").post(NEW, typed | {"on_behalf_of": unit.pk})
    entry = FundEntry.objects.get()
    assert entry.on_behalf_of == unit
    assert ProxyEntry.objects.get().record == entry


def test_a_department_enters_for_nobody_else(cast, at_desk, typed):
    at_desk("street").post(NEW, typed | {"on_behalf_of": cast.parties["far"].unit.pk})
    assert not FundEntry.objects.exists()
    at_desk("unit").post(NEW, typed | {"on_behalf_of": cast.parties["far"].unit.pk})
    assert FundEntry.objects.get().on_behalf_of is None


@pytest.mark.parametrize("relation", ["near", "far"])
def test_a_project_of_others_is_refused(cast, at_desk, typed, relation):
    foreign = a_project(cast.parties[relation])
    assert "请先选择项目" in words(at_desk("unit").post(NEW, typed | {"project": foreign.pk}))
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize("stage", [ProjectStage.PLANNING, ProjectStage.TERMINATED])
def test_a_project_that_is_no_project_yet_or_no_more_takes_no_money(cast, at_desk, typed, stage):
    reason = {"stage_reason": "方案取消"} if stage == ProjectStage.TERMINATED else {}
    project = a_project(cast.parties["own"], stage=stage, **reason)
    at_desk("unit").post(NEW, typed | {"project": project.pk})
    assert not FundEntry.objects.exists()


@pytest.mark.parametrize("role", ["auditor", "administrator"])
def test_who_only_reads_enters_no_money(at_desk, typed, role):
    assert at_desk(role).post(NEW, typed).status_code == 403
    assert not FundEntry.objects.exists()
