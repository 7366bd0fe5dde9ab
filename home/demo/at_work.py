"""What the logins find on their desks: they are partners, with work of every kind going on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from partners.enums import ListKind, NeedStage, PairingStatus, ReviewState
from partners.models import ListItem, Organisation, Pairing
from projects.enums import ProjectStage

from .city import City
from .days import LAST_TERM
from .need_words import MATCHING

if TYPE_CHECKING:
    from .list_items import Lister
    from .project_plans import Plan, Planner

_ENTERED = date(2025, 10, 13)


@dataclass(frozen=True)
class Desks:
    """The unit and the community that the logins act for, the street, and the pairings between."""

    upper: Pairing
    lower: Pairing

    @property
    def unit(self) -> Organisation:
        return self.upper.unit_side

    @property
    def street(self) -> Organisation:
        return self.upper.community_side

    @property
    def community(self) -> Organisation:
        return self.lower.community_side


def desks_of(city: City) -> Desks:
    """Two pairings that still run, of a unit with a street and of its people with a community.

    Raises StopIteration where the second year holds none.
    """
    return next(
        Desks(lower.parent, lower)
        for lower in city.second_lower
        if lower.parent is not None and lower.status == lower.parent.status == PairingStatus.ACTIVE
    )


def of_logins(city: City, planner: "Planner") -> list["Plan"]:
    """A project the unit works on, and one the community has to accept."""
    desks = desks_of(city)
    return [
        planner.plan([desks.upper], [desks.unit], desks.community, (ReviewState.APPROVED, stage))
        for stage in (ProjectStage.IMPLEMENTING, ProjectStage.ACCEPTING)
    ]


def resources(city: City, lister: "Lister") -> list[ListItem]:
    """What the unit offers, and others in the city; one of the unit's is a draft."""
    desks, others = desks_of(city), iter(city.organisations.units[1::7])
    made = []
    for n, (category, offered, _) in enumerate(MATCHING):
        for owner in (desks.unit, next(others)):
            draft = owner == desks.unit and n == len(MATCHING) - 1
            item = lister.written(ListKind.RESOURCE, owner, category, offered, _ENTERED)
            item.deadline = LAST_TERM
            lister.joiner.review(item, ReviewState.DRAFT if draft else ReviewState.APPROVED)
            made.append(item)
    return made


def needs(city: City, lister: "Lister") -> list[ListItem]:
    """What the community still waits for; the last one is new."""
    desks = desks_of(city)
    made = []
    for n, (category, _, asked) in enumerate(MATCHING):
        item = lister.written(ListKind.NEED, desks.community, category, asked, _ENTERED)
        item.deadline, item.priority_until = LAST_TERM, _ENTERED + timedelta(days=20)
        lister.deliberate(item, _ENTERED)
        lister.joiner.review(item, ReviewState.APPROVED)
        is_new = n == len(MATCHING) - 1
        lister.walk(item, NeedStage.COLLECTED if is_new else NeedStage.ACCEPTED, desks.unit)
        made.append(item)
    return made
