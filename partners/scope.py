"""Scope: what a person's memberships in force reach. The one place where roles become reach.

A liaison acts for an organisation and reaches what it is a party to. A department steers a place
and everything in it; an auditor reads a place and changes nothing. Several memberships add up.
Which rows that is, each queryset says for its model (partners.querysets.scoped).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from partners.enums import LIAISON_ROLES, RANK_OF_LEVEL, MembershipRole
from partners.querysets.subtree import STEP
from portal.publicity import Audience

if TYPE_CHECKING:
    from partners.models import Membership


@dataclass(frozen=True)
class Scope:
    """What a person reaches.

    `person` is the key of the user; `organisations` the keys of those a liaison acts for, `units`
    those of them that claim needs, `cities` the paths of the cities they are in;
    `steered` and `read` are paths of places (read includes what is steered); `ranks` the paths of
    steered places with their rank, 0 for a city, 1 for a district, 2 for a street.
    """

    person: int | None = None
    organisations: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    cities: frozenset[str] = frozenset()
    steered: frozenset[str] = frozenset()
    read: frozenset[str] = frozenset()
    ranks: frozenset[tuple[str, int]] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.organisations or self.read)

    def steers(self, path: str) -> bool:
        """Whether a department of the person stands at or above the place with that path."""
        return any(path.startswith(top) for top in self.steered)

    def reads(self, path: str) -> bool:
        """Whether a department or auditor membership stands at or above that place."""
        return any(path.startswith(top) for top in self.read)


NO_SCOPE = Scope()


def paths_at_or_above(paths: Collection[str]) -> set[str]:
    """Of those places and of all places above them."""
    return {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}


def memberships_of(user: Audience) -> "list[Membership]":
    """A person's memberships in force today, with organisation and place; one query a request.

    Remembered on the object of the person, which lives as long as the request: what was taken
    away is gone at the next one. Django keeps a person's rights in the same way.
    """
    if not user.is_authenticated or not user.is_active:
        return []
    if "memberships_in_force" not in user.__dict__:
        rows = user.memberships.current(timezone.localdate())
        found = rows.select_related("organisation__division").order_by("since", "pk")
        user.__dict__["memberships_in_force"] = list(found)
    return user.__dict__["memberships_in_force"]


def scope_of(user: Audience) -> Scope:
    """What all memberships of a person reach together."""
    return scope_from(memberships_of(user))


def scope_from(memberships: "Iterable[Membership]") -> Scope:
    """What these memberships, of one person, reach together."""
    held = list(memberships)
    if not held:
        return NO_SCOPE
    places = {
        role: frozenset(m.organisation.division.path for m in held if m.role == role)
        for role in (MembershipRole.DEPARTMENT, MembershipRole.AUDITOR)
    }
    units = [m for m in held if m.role == MembershipRole.UNIT_LIAISON]
    return Scope(
        person=held[0].user_id,
        units=frozenset(m.organisation_id for m in units),
        cities=frozenset(m.organisation.division.path[:STEP] for m in units),
        organisations=frozenset(m.organisation_id for m in held if m.role in LIAISON_ROLES),
        steered=places[MembershipRole.DEPARTMENT],
        read=places[MembershipRole.DEPARTMENT] | places[MembershipRole.AUDITOR],
        ranks=frozenset(
            (m.organisation.division.path, RANK_OF_LEVEL[m.organisation.division.level])
            for m in held
            if m.role == MembershipRole.DEPARTMENT
        ),
    )
