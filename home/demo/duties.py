"""Who acts for whom (memberships), and who answers for what (assignments)."""

from datetime import date, timedelta
from typing import Any

from partners.enums import AssignmentRole, MembershipRole
from partners.models import Assignment, Division, Membership, Organisation
from portal.models import User

from .at_work import desks_of
from .city import City, rng_of
from .days import FIRST_END, FIRST_START, moment

_Row = tuple[User, Organisation, str]


def make_memberships(city: City) -> int:
    """The logins' own, and one or two for every liaison; some have ended."""
    rng = rng_of("memberships")
    rows: list[tuple[_Row, date | None]] = [(row, None) for row in _of_logins(city)]
    units, communities = city.organisations.units, _communities(city)
    for i, user in enumerate(city.people.liaisons[1:], start=1):
        rows.append(((user, units[i * 2], MembershipRole.UNIT_LIAISON), None))
        if i % 5 == 0:
            ended = (user, units[i * 2 + 1], MembershipRole.UNIT_LIAISON)
            rows.append((ended, FIRST_END))
    for i, user in enumerate(city.people.community_liaisons[1:], start=1):
        until = FIRST_END if i % 11 == 0 else None
        rows.append(((user, communities[i * 3], MembershipRole.COMMUNITY_LIAISON), until))
    # The first two of the reviewers are logins.
    departments = list(city.organisations.departments.values())[1:]
    for user, department in zip(city.people.reviewers[2:], departments, strict=False):
        rows.append(((user, department, MembershipRole.DEPARTMENT), None))
    return len(
        city.books.file(
            [
                Membership(
                    user=user,
                    organisation=organisation,
                    role=role,
                    since=FIRST_START,
                    until=until,
                    **_entry(city, rng, organisation.division),
                )
                for (user, organisation, role), until in rows
            ]
        )
    )


def _of_logins(city: City) -> list[_Row]:
    """A city's, a district's and a street's department; a unit and a community below them."""
    by_login, made = city.people.by_login, city.organisations
    desks = desks_of(city)
    unit, street, community = desks.unit, desks.street, desks.community
    district = city.places.district_of(street.division)
    return [
        (by_login["city"], made.departments[None], MembershipRole.DEPARTMENT),
        (by_login["district"], made.departments[district.pk], MembershipRole.DEPARTMENT),
        (by_login["street"], street, MembershipRole.DEPARTMENT),
        (by_login["unit"], unit, MembershipRole.UNIT_LIAISON),
        (by_login["community"], community, MembershipRole.COMMUNITY_LIAISON),
        (by_login["auditor"], made.departments[None], MembershipRole.AUDITOR),
    ]


def _communities(city: City) -> list[Organisation]:
    return [c for street in city.places.streets for c in city.places.communities[street.pk]]


def _entry(city: City, rng: Any, place: Division) -> dict[str, Any]:
    at = moment(rng, FIRST_START)
    return {
        "division": place,
        "entered_by": city.people.admin,
        "created_at": at,
        "changed_at": at,
    }


def make_assignments(city: City) -> int:
    """Each role on each kind of target, current and ended, public and not."""
    rng = rng_of("assignments")
    targets = _targets(city)
    made = []
    for n, (field, target, role) in enumerate(targets, start=1):
        division = target if field == "place" else target.division
        since = FIRST_START + timedelta(days=rng.randint(0, 90))
        made.append(
            Assignment(
                role=role,
                post=_POSTS[role],
                name=f"演示{AssignmentRole(role).label}{n:02d}",
                since=since,
                until=since + timedelta(days=300) if n % 6 == 0 else None,
                is_public=n % 3 == 0,
                **{field: target},
                **_entry(city, rng, division),
            )
        )
    return len(city.books.file(made))


_POSTS: dict[str, str] = {
    AssignmentRole.LEADER: "演示单位党员领导",
    AssignmentRole.FIRST_SECRETARY: "社区（村）第一书记",
    AssignmentRole.LIAISON: "演示单位联络员",
}


def _targets(city: City) -> list[tuple[str, Any, str]]:
    """Streets and communities, generated alliances, pairings and needs, in every role."""
    leader, secretary, liaison = AssignmentRole
    streets = [street.division for street in city.places.streets[::4]]
    communities = [community.division for community in _communities(city)[::60]]
    return [
        *(("place", place, leader) for place in streets),
        *(("place", place, secretary) for place in communities),
        *(("alliance", alliance, leader) for alliance in city.alliances),
        *(("pairing", pairing, liaison) for pairing in city.upper[::25]),
        *(("need", need, leader) for need in city.needs[::12]),
        *(("need", need, liaison) for need in city.needs[5::24]),
    ]
