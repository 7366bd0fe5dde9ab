"""What the logins of a small demo city find on their desks."""

from collections.abc import Iterator
from typing import Any

import pytest

from home.demo.aims import small
from home.demo.city import City
from partners.enums import MembershipRole, Side
from partners.models import Evaluation, ListItem, ProxyEntry
from partners.models.evaluation import MARKS
from partners.moves.rights import may_move
from partners.needs.suggesting import needs_for, resources_for
from partners.proxies import PROXY_ACTS
from partners.scope import Scope, scope_of
from projects.models import Project
from projects.moves import accept, ask_acceptance
from tests.home.demo_cities import standing

pytestmark = [pytest.mark.django_db, pytest.mark.whole_run]


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with standing(django_db_blocker, small()) as built:
        yield built


def scope(city: City, login: str) -> Scope:
    return scope_of(city.people.by_login[login])


def test_the_unit_has_a_project_to_go_on_with_and_the_community_one_to_accept(city: City) -> None:
    for login, move in (("unit", ask_acceptance), ("community", accept)):
        person = city.people.by_login[login]
        rows = Project.objects.in_scope(scope_of(person)).filter(stage__in=move.sources)

        assert any(may_move(person, project, move) for project in rows), login


def test_the_logins_find_which_resource_could_meet_which_need(city: City) -> None:
    unit = scope(city, "unit")
    mine = ListItem.objects.resources().approved().filter(organisation__in=unit.units)
    assert any(needs_for(resource, unit) for resource in mine)
    for login in ("community", "street", "district"):
        held = scope(city, login)
        needs = ListItem.objects.in_scope(held).needs().filter(stage="accepted")
        found = [one for need in needs for one in resources_for(need, held)]

        assert any(one.is_partner for one in found), login
        assert any(not one.is_partner for one in found), login


def test_a_draft_of_the_unit_is_suggested_to_nobody(city: City) -> None:
    drafts = ListItem.objects.resources().filter(
        organisation__in=scope(city, "unit").units, review_state="draft"
    )
    hidden = {item.pk for item in drafts}
    street = scope(city, "street")
    needs = ListItem.objects.in_scope(street).needs()

    assert hidden
    assert not hidden & {one.item.pk for need in needs for one in resources_for(need, street)}


def test_entries_for_others_wait_for_the_unit_and_the_community(city: City) -> None:
    confirm = PROXY_ACTS["confirm_proxy"]
    for login in ("unit", "community"):
        person = city.people.by_login[login]
        rows = ProxyEntry.objects.filter(answer="waiting")

        assert any(may_move(person, entry, confirm) for entry in rows), login


def test_both_sides_of_the_district_of_the_logins_are_summed_up(city: City) -> None:
    year = city.second.record.pk
    summary = Evaluation.objects.of_places(scope(city, "district").read, year).summary()

    assert {side: set(MARKS) <= row.keys() for side, row in summary.items()} == dict.fromkeys(
        Side.values, True
    )


def test_the_logins_are_partners_of_one_another(city: City) -> None:
    held = {name: user.memberships.get() for name, user in city.people.by_login.items()
            if user.memberships.exists()}  # fmt: skip
    unit, community = held["unit"].organisation, held["community"].organisation
    street = held["street"]

    assert street.role == MembershipRole.DEPARTMENT
    assert community.division.path.startswith(street.organisation.division.path)
    assert unit.pairings_as_unit.filter(community_side=street.organisation).exists()
