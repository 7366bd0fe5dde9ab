"""Child rows edited below their record: parties, promises, members and names."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from partners.enums import NameKind
from partners.models import Alliance, Event
from tests.admin import filled_in, words
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    CityFactory,
    OrganisationNameFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def test_parties_are_added_changed_and_taken_away_on_the_form(client):
    agreement = AgreementFactory()
    stays, goes = AgreementPartyFactory.create_batch(2, agreement=agreement)
    come = UnitFactory()
    url = reverse("agreement:edit", args=[agreement.pk])
    data = filled_in(
        client, url, parties__TOTAL_FORMS=3, parties__1__DELETE="on", parties__2__id="",
        parties__2__organisation=come.pk, parties__2__DELETE="",
    )  # fmt: skip
    assert client.post(url, data).status_code == 302
    assert {p.organisation for p in agreement.parties.all()} == {stays.organisation, come}
    gone, added = Event.objects.of(agreement).get().changes["parties"]
    assert gone == [{"organisation": goes.organisation.pk}]
    assert added == [{"organisation": come.pk}]


def test_a_party_named_twice_is_told(client):
    agreement, unit = AgreementFactory(), UnitFactory()
    url = reverse("agreement:edit", args=[agreement.pk])
    rows = {
        "parties__TOTAL_FORMS": 2,
        "parties__0__id": "", "parties__0__organisation": unit.pk, "parties__0__DELETE": "",
        "parties__1__id": "", "parties__1__organisation": unit.pk, "parties__1__DELETE": "",
    }  # fmt: skip
    response = client.post(url, filled_in(client, url, **rows))
    assert response.status_code == 200
    assert not agreement.parties.exists()


def test_a_row_somebody_else_removed_meanwhile_is_told(client):
    agreement = AgreementFactory()
    party = AgreementPartyFactory(agreement=agreement)
    url = reverse("agreement:edit", args=[agreement.pk])
    data = filled_in(client, url, title="改了名称的协议")
    party.delete()
    response = client.post(url, data)
    assert response.status_code == 409
    assert "没有这一行" in words(response)


def test_a_kept_promise_needs_its_day(client):
    agreement = AgreementFactory()
    url = reverse("agreement:edit", args=[agreement.pk])
    row = {
        "commitments__TOTAL_FORMS": 1, "commitments__0__id": "", "commitments__0__DELETE": "",
        "commitments__0__text": "修好楼道灯", "commitments__0__state": "done",
        "commitments__0__due_on": "", "commitments__0__done_on": "",
    }  # fmt: skip
    assert "已履行的事项须填写履行日期" in words(client.post(url, filled_in(client, url, **row)))
    client.post(url, filled_in(client, url, **row | {"commitments__0__done_on": "2024-05-01"}))
    assert agreement.commitments.get().text == "修好楼道灯"


def test_members_of_an_alliance_and_its_author(client, person):
    lead = UnitFactory()
    data = nested_form_data(
        {
            "name": "水电气讯联盟", "kind": "league", "programme_year": "", "formed_on": "",
            "division": CityFactory().pk, "summary": "", "on_behalf_of": "",
            "members": inline_formset([{"organisation": lead.pk, "role": "lead"}]),
        }
    )  # fmt: skip
    assert client.post(reverse("alliance:add"), data).status_code == 302
    alliance = Alliance.objects.get()
    assert alliance.entered_by == person
    assert alliance.review_state == "draft"
    assert alliance.members.get().organisation == lead


def test_names_of_an_organisation_and_the_official_one_that_follows(client):
    organisation = UnitFactory(name="旧名称")
    OrganisationNameFactory(organisation=organisation, name="旧简称")
    url = reverse("organisation:edit", args=[organisation.pk])
    data = filled_in(
        client, url, name="新名称", names__TOTAL_FORMS=2, names__1__id="",
        names__1__name="旧名称", names__1__kind=NameKind.FORMER, names__1__since="",
        names__1__until="", names__1__DELETE="",
    )  # fmt: skip
    assert client.post(url, data).status_code == 302
    names = {(name.name, name.kind) for name in organisation.names.all()}
    assert names == {("新名称", "official"), ("旧简称", "short"), ("旧名称", "former")}


def test_the_official_name_is_not_a_row_to_be_deleted(client):
    organisation = UnitFactory(name="市水务集团")
    page = words(client.get(reverse("organisation:edit", args=[organisation.pk])))
    assert 'name="names-INITIAL_FORMS" value="0"' in page
    assert 'value="official"' not in page
