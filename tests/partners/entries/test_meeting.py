"""Suggestions at the page of a need and of a resource: whose, why, and where the claim begins."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.entries.meeting import LATER, NOT_HERE
from partners.models import Claim, Division
from tests.admin import client_of, words
from tests.factories import (
    ClaimFactory,
    ListCategoryFactory,
    ListItemFactory,
    MembershipFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.cast import SHOWN

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NEW = "/workspace/claims/new/"
TODAY = timezone.localdate()


@pytest.fixture
def category():
    return ListCategoryFactory(name="养老托幼")


@pytest.fixture
def need(cast, category):
    SHOWN["pairing"](cast.parties["own"])
    return ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage="accepted",
        category=category, title="独居老人助餐", deadline=TODAY,
    )  # fmt: skip


@pytest.fixture
def offer(category):
    """A function that makes an approved resource of that organisation."""

    def make(organisation, **facts):
        facts = {"approved": True, "category": category, "title": "食堂开放"} | facts
        return ListItemFactory(resource=True, organisation=organisation, **facts)

    return make


def page(client, item):
    return words(client.get(f"/workspace/list-items/{item.number}/"))


def claim_url(need, resource):
    return f"{NEW}?item={need.number}&amp;resource={resource.number}"


@pytest.mark.parametrize(
    "role", ["community", "street", "east", "city", "auditor", "administrator"]
)
def test_resources_that_could_meet_a_need_stand_at_its_page_with_the_reason(
    cast, at_desk, need, offer, role
):
    offer(UnitFactory(division=cast.world.street), title="街道食堂名额")
    offer(cast.parties["own"].unit, title="结对单位食堂", deadline=TODAY)
    text = page(at_desk(role), need)
    assert "可以满足这项需求的资源" in text
    assert "由结对单位提供；同属“养老托幼”" in text
    assert "同属“养老托幼”；同在梅园街道" in text
    assert text.index("结对单位食堂") < text.index("街道食堂名额")


def test_a_unit_is_shown_its_own_resources_alone(cast, at_desk, need, offer):
    own, other = offer(cast.parties["own"].unit), offer(UnitFactory(), title="别家的食堂")
    text = page(at_desk("unit"), need)
    assert claim_url(need, own) in text
    assert other.title not in text


def test_what_is_not_public_over_foreign_or_used_already_is_not_suggested(
    cast, at_desk, need, offer
):
    other_city = Division(
        code="330100000000", name="邻市", level="city", entered_by=cast.world.author
    )
    other_city.save()
    unit = cast.parties["own"].unit
    hidden = [
        offer(unit, title="还是草稿", approved=False),
        offer(unit, title="正在审核", approved=False, submitted=True),
        offer(unit, title="已经过期", deadline=TODAY - timedelta(days=1)),
        offer(unit, title="不再提供", stage="closed", closed_on=TODAY),
        offer(UnitFactory(division=other_city), title="外市食堂"),
        offer(ClaimFactory(item=need).organisation, title="已认领者的食堂"),
        offer(unit, title="绿化养护", category=ListCategoryFactory(name="环境整治")),
    ]
    for role in ("unit", "community", "street", "city", "administrator"):
        text = page(at_desk(role), need)
        assert "可以满足这项需求的资源" not in text
        assert [item.title for item in hidden if item.title in text] == []


@pytest.mark.parametrize("stage", ["handling", "answered", "closed"])
def test_a_need_somebody_works_on_asks_for_nothing_more(cast, at_desk, need, offer, stage):
    offer(cast.parties["own"].unit)
    closed = TODAY if stage == "closed" else None
    type(need).objects.filter(pk=need.pk).update(stage=stage, closed_on=closed)
    assert "可以满足这项需求的资源" not in page(at_desk("street"), need)


def test_one_press_leads_the_department_to_the_claim_with_everything_filled_in(
    cast, at_desk, need, offer
):
    resource = offer(cast.parties["own"].unit, quantity="每天 30 份")
    client = at_desk("street")
    assert claim_url(need, resource) in page(client, need)
    url = f"{NEW}?item={need.number}&resource={resource.number}"
    form = client.get(url).context["form"]
    filled = {field.html_name: field.value() for field in form}
    assert filled["assignee"] == cast.parties["own"].unit.name
    assert filled["promise"] == "提供“食堂开放”（每天 30 份）。"
    client.post(url, filled | {"item": need.pk})
    claim = Claim.objects.get()
    assert (claim.organisation, claim.on_behalf_of) == (
        resource.organisation,
        resource.organisation,
    )
    need.refresh_from_db()
    assert need.stage == "claimed"
    assert "可以满足这项需求的资源" not in page(client, need)  # it is committed now


def test_the_form_of_the_department_names_the_resources_too(cast, at_desk, need, offer):
    resource = offer(cast.parties["own"].unit)
    text = words(at_desk("street").get(NEW, {"item": need.number}))
    assert claim_url(need, resource) in text
    assert "由结对单位提供" in text


def test_one_press_leads_the_unit_to_its_claim(cast, at_desk, need, offer):
    resource = offer(cast.parties["own"].unit)
    client, url = at_desk("unit"), f"{NEW}?item={need.number}&resource={resource.number}"
    text = page(client, resource)
    assert "这项资源可以满足的需求" in text
    assert "由结对社区（街镇）提出；同属“养老托幼”" in text
    assert claim_url(need, resource) in text
    form = client.get(url).context["form"]
    assert form["promise"].value() == "提供“食堂开放”。"
    client.post(url, {"item": need.pk, "promise": form["promise"].value()})
    assert Claim.objects.get().organisation == cast.parties["own"].unit
    assert "这项资源可以满足的需求" not in page(client, resource)


def test_a_resource_meets_only_what_the_person_is_shown_and_can_still_be_claimed(
    cast, at_desk, need, offer, category
):
    resource = offer(cast.parties["own"].unit)
    facts = {"approved": True, "stage": "accepted", "category": category}
    near, far = cast.parties["near"].community, cast.parties["far"].community
    hidden = [
        ListItemFactory(organisation=near, **facts | {"approved": False}, title="草稿里的需求"),
        ListItemFactory(organisation=near, **facts, title="别家优先", priority_until=TODAY),
        ListItemFactory(
            organisation=near, **facts, title="已过期限", deadline=TODAY - timedelta(days=1)
        ),
        ListItemFactory(organisation=near, **facts | {"stage": "collected"}, title="尚未受理"),
        ListItemFactory(organisation=near, **facts | {"stage": "handling"}, title="正在办理"),
    ]
    everywhere = ListItemFactory(organisation=far, **facts, title="远处的助老需求")
    text = page(at_desk("unit"), resource)
    assert need.title in text
    assert everywhere.title in text
    assert [item.title for item in hidden if item.title in text] == []


def test_a_resource_that_is_not_open_meets_nothing(cast, at_desk, need, offer):
    unit = cast.parties["own"].unit
    for facts in (
        {"approved": False},
        {"deadline": TODAY - timedelta(days=1)},
        {"stage": "closed", "closed_on": TODAY},
    ):
        assert need.title not in page(at_desk("unit"), offer(unit, **facts))


def test_the_button_is_for_those_who_may_claim_and_for_the_partner_in_its_time(
    cast, at_desk, need, offer
):
    type(need).objects.filter(pk=need.pk).update(priority_until=TODAY)
    partner = offer(cast.parties["own"].unit, title="结对单位食堂")
    other = offer(UnitFactory(division=cast.world.street), title="街道食堂名额")
    text = page(at_desk("street"), need)
    assert other.title in text
    assert claim_url(need, partner) in text
    assert claim_url(need, other) not in text
    assert LATER in text
    for role in ("community", "auditor", "administrator"):
        text = page(at_desk(role), need)
        assert partner.title in text
        assert NEW not in text
    type(need).objects.filter(pk=need.pk).update(priority_until=TODAY - timedelta(days=1))
    assert claim_url(need, other) in page(at_desk("street"), need)


def test_a_department_gives_it_to_nobody_outside_its_places_but_the_partner(
    cast, at_desk, need, offer
):
    far = offer(UnitFactory(division=cast.world.town), title="外区食堂")
    text = page(at_desk("street"), need)
    assert f"{far.title}</a>" in text
    assert claim_url(need, far) not in text
    assert NOT_HERE in text
    assert claim_url(need, far) in page(at_desk("city"), need)


@pytest.mark.parametrize("number", ["", "x", "QD-2024-999999"])
def test_a_resource_that_is_none_fills_nothing_in(at_desk, need, number):
    answer = at_desk("street").get(NEW, {"item": need.number, "resource": number})
    assert answer.context["form"]["promise"].value() is None


def test_another_units_resource_fills_nothing_in_for_a_unit(at_desk, need, offer):
    foreign, draft = offer(UnitFactory()), offer(UnitFactory(), approved=False)
    for resource in (foreign, draft):
        answer = at_desk("unit").get(NEW, {"item": need.number, "resource": resource.number})
        assert answer.context["form"]["promise"].value() is None


def test_a_unit_nobody_is_paired_with_finds_needs_of_the_pool(need, offer):
    user, unit = UserFactory(), UnitFactory()
    MembershipFactory(user=user, organisation=unit)
    text = page(client_of(user), offer(unit))
    assert need.title in text
    assert "由结对社区" not in text


@pytest.mark.parametrize(("role", "kind"), [("street", "need"), ("unit", "resource")])
def test_suggestions_cost_the_same_however_many_there_are(cast, at_desk, request, role, kind):
    need, offer = request.getfixturevalue("need"), request.getfixturevalue("offer")
    resource = offer(cast.parties["own"].unit)
    client, item = at_desk(role), need if kind == "need" else resource
    page(client, item)
    with CaptureQueriesContext(connection) as at_one:
        page(client, item)
    for place in (cast.world.street, cast.world.pine):
        offer(UnitFactory(division=place))
        ListItemFactory(
            organisation=cast.parties["near"].community, approved=True, stage="accepted",
            category=need.category, division=place,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as at_three:
        text = page(client, item)
    assert text.count('class="fits__one"') == 3
    assert len(at_three) == len(at_one)
