"""Who may give which role where: a hand-written table, held against rule, acts and lists."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from partners.enums import MembershipRole
from partners.models import Membership
from partners.people.appointing import change_term, end, give
from partners.people.delegation import (
    ABOVE,
    ACCOUNT_ELSEWHERE,
    ELSEWHERE,
    NOT_BELOW,
    OWN,
    READS_ONLY,
    STAFF,
    kept_among,
    may_give,
    may_keep,
    may_keep_account,
    may_keep_person,
)
from portal.models import User
from tests.factories import (
    AdministratorFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PLACES = ("city", "east", "street", "plum", "west", "village")
LIAISONS = ("unit_liaison", "community_liaison")
UPPER = ("department", "auditor")

#: Where each role makes liaisons. Roles that are not named make nobody anything.
MAKES_LIAISONS = {
    "street": {"street", "plum"},
    "east": {"east", "street", "plum"},
    "west": {"west", "village"},
    "two": {"west", "village"},
    "city": {"city", "east", "street", "plum", "west", "village"},
    "administrator": {"city", "east", "street", "plum", "west", "village"},
}
#: Where each role makes departments and auditors: below the own place, never beside oneself.
MAKES_UPPER = {
    "street": {"plum"},
    "east": {"street", "plum"},
    "west": {"village"},
    "two": {"village"},
    "city": {"east", "street", "plum", "west", "village"},
    "administrator": {"city", "east", "street", "plum", "west", "village"},
}
TABLE = dict.fromkeys(LIAISONS, MAKES_LIAISONS) | dict.fromkeys(UPPER, MAKES_UPPER)


@pytest.fixture
def world(cast):
    return cast.world


@pytest.fixture
def bodies(db, world):
    """An organisation in each place."""
    return {name: OrganisationFactory(division=getattr(world, name)) for name in PLACES}


def people(cast):
    """Everybody who can be logged in, as a request brings them."""
    return {r: User.objects.get(pk=u.pk) for r, u in cast.people.items() if u is not None}


@pytest.mark.parametrize("role", MembershipRole.values)
def test_who_may_give_a_role_where(cast, bodies, role):
    for name, user in people(cast).items():
        allowed = {place for place, body in bodies.items() if may_give(user, role, body)}
        assert allowed == TABLE[role].get(name, set()), name


@pytest.mark.parametrize("role", MembershipRole.values)
def test_giving_is_done_or_refused_as_the_table_says(cast, bodies, role):
    somebody, since = UserFactory(), date(2025, 1, 1)
    for name, user in people(cast).items():
        for place, body in bodies.items():
            row = Membership(user=somebody, organisation=body, role=role, since=since)
            if place in TABLE[role].get(name, set()):
                assert give(row, user).pk
                Membership.objects.filter(pk=row.pk).delete()
            else:
                with pytest.raises(PermissionDenied):
                    give(row, user)
    assert not somebody.memberships.exists()


@pytest.mark.parametrize("role", MembershipRole.values)
def test_what_may_be_given_may_be_kept_and_is_in_the_list_of_what_may_be_changed(
    cast, bodies, role
):
    held = {p: MembershipFactory(organisation=b, role=role) for p, b in bodies.items()}
    for name, user in people(cast).items():
        expected = TABLE[role].get(name, set())
        assert {p for p, m in held.items() if may_keep(user, m)} == expected, name
        keys = set(Membership.objects.editable_by(user).values_list("pk", flat=True))
        assert {p for p, m in held.items() if m.pk in keys} == expected, name
        assert {p for p, m in held.items() if kept_among(user, m.user, [m])} == expected, name


def test_nobody_keeps_the_own_memberships_not_even_an_administrator(cast, bodies):
    everybody = people(cast)
    for user in (everybody["city"], everybody["administrator"], AdministratorFactory()):
        own = MembershipFactory(user=user, organisation=bodies["plum"])
        assert may_keep(user, own).reason == OWN
        assert own not in Membership.objects.editable_by(user)
        more = Membership(
            user=user, organisation=bodies["plum"], role="auditor", since="2025-01-01"
        )
        with pytest.raises(PermissionDenied, match="本人"):
            give(more, user)
        with pytest.raises(PermissionDenied, match="本人"):
            change_term(own, user, date(2024, 1, 1), date(2099, 1, 1))
        with pytest.raises(PermissionDenied, match="本人"):
            end(own, user, date(2024, 6, 1), "试一试")


def test_people_with_rights_in_the_admin_are_kept_by_administrators_alone(cast, bodies):
    everybody = people(cast)
    in_group, above = UserFactory(), AdministratorFactory()
    in_group.groups.add(Group.objects.get(name="编辑"))
    for subject in (in_group, above):
        held = MembershipFactory(user=subject, organisation=bodies["plum"])
        assert may_keep_person(everybody["city"], subject).reason == STAFF
        assert may_keep(everybody["city"], held).reason == STAFF
        assert held not in Membership.objects.editable_by(everybody["city"])
        assert may_keep(everybody["administrator"], held)
        assert held in Membership.objects.editable_by(everybody["administrator"])


def test_refusals_say_why(cast, bodies):
    everybody = people(cast)
    assert may_give(everybody["east"], "department", bodies["east"]).reason == NOT_BELOW
    assert may_give(everybody["east"], "unit_liaison", bodies["village"]).reason == ELSEWHERE
    for role in ("auditor", "unit", "community", "editor", "ended", "nobody"):
        assert may_give(everybody[role], "unit_liaison", bodies["plum"]).reason == READS_ONLY


#: Whose account each role keeps, of people whose memberships are the ones named.
HOLDERS = {
    "liaison below": [("unit_liaison", "plum")],
    "liaison here": [("unit_liaison", "street")],
    "department below": [("department", "plum")],
    "department here": [("department", "street")],
    "here and elsewhere": [("unit_liaison", "plum"), ("unit_liaison", "village")],
    "nothing": [],
}
KEEPS_ACCOUNT = {
    "street": {"liaison below", "liaison here", "department below"},
    "east": {"liaison below", "liaison here", "department below", "department here"},
    "city": set(HOLDERS) - {"nothing"},
    "administrator": set(HOLDERS),
}


@pytest.mark.parametrize("until", [None, date(2024, 6, 1)], ids=["in force", "ended"])
def test_who_keeps_whose_account(cast, bodies, until):
    made = {}
    for words, held in HOLDERS.items():
        made[words] = UserFactory()
        for role, place in held:
            MembershipFactory(user=made[words], role=role, organisation=bodies[place], until=until)
    for name, user in people(cast).items():
        kept = {words for words, subject in made.items() if may_keep_account(user, subject)}
        assert kept == KEEPS_ACCOUNT.get(name, set()), name
    two_places = made["here and elsewhere"]
    assert may_keep_account(people(cast)["street"], two_places).reason == ACCOUNT_ELSEWHERE


def test_account_of_a_superuser_is_kept_by_superusers_and_nobodys_is_the_own(cast):
    administrator, above = people(cast)["administrator"], AdministratorFactory()
    assert may_keep_account(administrator, above).reason == ABOVE
    assert may_keep_account(AdministratorFactory(username="second"), above)
    assert may_keep_account(above, above).reason == OWN
    assert may_keep_account(above, administrator)


def test_place_written_beside_a_membership_opens_nothing(cast, bodies, world):
    """What a membership opens follows from its organisation, and so does who keeps it."""
    disguised = MembershipFactory(organisation=bodies["city"], division=world.plum)
    street = people(cast)["street"]
    assert disguised not in Membership.objects.visible_to(street)
    assert disguised not in Membership.objects.editable_by(street)


def test_a_right_that_ended_gives_nothing_any_more(cast, bodies):
    street = cast.people["street"]
    assert may_give(people(cast)["street"], "unit_liaison", bodies["plum"])
    Membership.objects.filter(user=street).update(until=date(2024, 12, 31))
    assert not may_give(people(cast)["street"], "unit_liaison", bodies["plum"])


def test_the_rule_is_asked_in_few_queries(cast, bodies, django_assert_max_num_queries):
    held = [MembershipFactory(organisation=body) for body in bodies.values()]
    user = people(cast)["city"]
    with django_assert_max_num_queries(5):  # rights of the person (2), memberships, is it staff
        kept_among(user, held[0].user, held)
