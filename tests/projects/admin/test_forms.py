"""Projects, updates, activities and outcomes entered, changed and moved through the admin."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.models import Event
from projects.models import Activity, Outcome, Project, Update
from tests.admin import administrator, client_of, filled_in, words
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    ChecklistItemFactory,
    CommunityFactory,
    ListItemFactory,
    MeasureFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectOriginFactory,
    UnitFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


def project_data(**changes) -> dict:
    formsets = ("origins", "participants", "milestones", "outcomes", "after_care")
    return nested_form_data(
        {
            "name": "向阳雅居排水涵闸", "programme_year": ProgrammeYearFactory().pk,
            "field": ProjectFieldFactory().pk, "division": CommunityFactory().pk,
            "place_text": "向阳雅居小区", "summary": "", "need": "", "planned_start": "",
            "planned_end": "", "on_behalf_of": "",
        }
        | {name: inline_formset([]) for name in formsets}
        | changes
    )  # fmt: skip


def test_a_project_is_entered_with_all_that_belongs_to_it(client, person):
    pairing, unit = PairingFactory(signed=True), UnitFactory()
    blank = {"pairing": "", "alliance": "", "agreement": ""}
    response = client.post(
        reverse("project:add"),
        project_data(
            origins=inline_formset([blank | {"pairing": pairing.pk}]),
            participants=inline_formset([{"organisation": unit.pk, "role": "lead"}]),
            milestones=inline_formset(
                [{"title": "管道铺设", "due_on": "2024-06-30", "done_on": ""}]
            ),
            outcomes=inline_formset(
                [{"measure": MeasureFactory().pk, "value": "120", "as_of": "", "source": "街道"}]
            ),
            after_care=inline_formset(
                [{"task": "汛前检查", "organisation": "", "due_on": "2025-05-01", "done_on": "",
                  "result": ""}]
            ),
        ),
    )  # fmt: skip
    project = Project.objects.get()
    assert response.url == reverse("project:inspect", args=[project.pk])
    assert (project.entered_by, project.stage, project.review_state) == (
        person, "planning", "draft",
    )  # fmt: skip
    assert project.origins.get().record == pairing
    for relation in ("participants", "milestones", "outcomes", "after_care"):
        assert getattr(project, relation).count() == 1, relation
    assert set(Event.objects.get().changes) >= {"origins", "participants", "milestones"}
    page = words(client.get(response.url))
    for part in (str(pairing), unit.name, "管道铺设", "汛前检查"):
        assert part in page


def test_an_origin_is_one_record_and_named_once(client):
    pairing = PairingFactory(signed=True)
    blank = {"pairing": "", "alliance": "", "agreement": ""}
    none = inline_formset([blank | {"alliance": AllianceFactory().pk, "pairing": pairing.pk}])
    page = words(client.post(reverse("project:add"), project_data(origins=none)))
    assert "须且只须选择结对、联盟、协议中的一项" in page
    twice = inline_formset([blank | {"pairing": pairing.pk}] * 2)
    page = words(client.post(reverse("project:add"), project_data(origins=twice)))
    assert "该来源已登记" in page
    assert not Project.objects.exists()


def test_an_origin_with_two_rows_of_different_kinds_is_kept(client):
    blank = {"pairing": "", "alliance": "", "agreement": ""}
    rows = inline_formset(
        [blank | {"alliance": AllianceFactory().pk}, blank | {"agreement": AgreementFactory().pk}]
    )
    client.post(reverse("project:add"), project_data(origins=rows))
    assert Project.objects.get().origins.count() == 2


def test_only_a_need_can_be_answered(client):
    resource = ListItemFactory(resource=True)
    response = client.post(reverse("project:add"), project_data(need=resource.pk))
    assert response.status_code == 200
    need = ListItemFactory()
    client.post(reverse("project:add"), project_data(need=need.pk, division=""))
    assert Project.objects.get().division == need.division


def test_a_project_goes_its_road_by_moves(client, person):
    project = ProjectFactory(entered_by=person)
    other = client_of(administrator())

    def move(who, step: str, **facts):
        return who.post(reverse("project:move", args=[project.pk, step]), facts)

    assert "请先登记项目来源" in words(move(client, "establish"))
    ProjectOriginFactory(project=project)
    move(client, "submit")
    move(other, "approve")
    move(client, "establish")
    move(client, "start_work", on="2024-03-01")
    move(client, "ask_acceptance")
    own = move(client, "accept", on="2024-10-31")
    assert own.status_code == 302
    project.refresh_from_db()
    assert project.stage == "accepting"
    move(other, "accept", on="2024-10-31")
    project.refresh_from_db()
    assert (project.stage, project.completed_on) == ("completed", date(2024, 10, 31))
    assert Event.objects.of(project).count() == 6


def test_the_author_organisation_of_an_update_stays(client):
    update = UpdateFactory()
    url = reverse("update:edit", args=[update.pk])
    data = filled_in(client, url, title="更正标题", organisation=UnitFactory().pk)
    client.post(url, data)
    before = update.organisation
    update = Update.objects.get(pk=update.pk)
    assert (update.title, update.organisation) == ("更正标题", before)


def test_an_update_takes_the_place_of_its_project(client):
    project = ProjectFactory(public=True)
    data = nested_form_data(
        {
            "project": project.pk, "organisation": UnitFactory().pk,
            "happened_on": "2024-05-01", "title": "开工", "text": "今日开工。", "division": "",
            "on_behalf_of": "", "photos": inline_formset([]),
        }
    )  # fmt: skip
    client.post(reverse("update:add"), data)
    assert Update.objects.get().division == project.division


def activity_data(**changes) -> dict:
    return nested_form_data(
        {
            "pairing": "", "alliance": "", "agreement": "", "project": "",
            "checklist_item": "", "title": "义务植树", "date": "2024-03-12", "place_text": "",
            "text": "", "attendance": "20", "volunteers": "15", "volunteer_hours": "30.5",
            "division": "", "on_behalf_of": "", "photos": inline_formset([]),
        }
        | changes
    )  # fmt: skip


def test_an_activity_belongs_to_exactly_one_and_counts_once_confirmed(client):
    pairing = PairingFactory(signed=True)
    both = activity_data(pairing=pairing.pk, alliance=AllianceFactory().pk)
    assert "须且只须属于" in words(client.post(reverse("activity:add"), both))
    client.post(reverse("activity:add"), activity_data(pairing=pairing.pk))
    activity = Activity.objects.get()
    assert (activity.state, activity.division) == ("pending", pairing.division)
    confirm = reverse("activity:move", args=[activity.pk, "confirm"])
    client.post(confirm)
    activity.refresh_from_db()
    assert activity.state == "pending"
    client_of(administrator()).post(confirm)
    activity.refresh_from_db()
    assert activity.state == "confirmed"


def test_a_checklist_item_of_another_level_is_told(client):
    pairing = PairingFactory(signed=True, second=True)
    item = ChecklistItemFactory()
    data = activity_data(pairing=pairing.pk, checklist_item=item.pk)
    assert "请选择该结对所属层级的清单事项" in words(client.post(reverse("activity:add"), data))


@pytest.mark.parametrize("wrong", [{"volunteer_hours": "NaN"}, {"attendance": "-3"},
                                   {"volunteers": "1e400"}, {"volunteer_hours": "-1"}])  # fmt: skip
def test_numbers_that_are_none_are_told(client, wrong):
    data = activity_data(pairing=PairingFactory(signed=True).pk, **wrong)
    assert client.post(reverse("activity:add"), data).status_code == 200
    assert not Activity.objects.exists()


def test_an_outcome_stands_on_one_project_alliance_or_agreement(client):
    data = {
        "project": ProjectFactory().pk, "alliance": AllianceFactory().pk, "agreement": "",
        "measure": MeasureFactory().pk, "value": "752000", "as_of": "", "source": "区文旅局",
    }  # fmt: skip
    assert "须且只须属于" in words(client.post(reverse("outcome:add"), data))
    client.post(reverse("outcome:add"), data | {"project": ""})
    assert str(Outcome.objects.get().plain_value) == "752000"
