"""The city while it is built: what later steps need of earlier ones."""

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from partners.models import Agreement, Alliance, ListItem, Organisation, Pairing, ProgrammeYear
from partners.models.programme import ChecklistItem, PairingLevel
from portal.models import User
from projects.models import Measure, ProjectField

from .aims import Aims
from .books import Books
from .organisations import Organisations
from .people import People
from .places import Places

if TYPE_CHECKING:
    from .project_plans import Plan

SEED = 20240101


def rng_of(subject: str) -> random.Random:
    """The chances of one subject: its own, so that a change there moves nothing elsewhere."""
    return random.Random(f"{SEED} {subject}")  # noqa: S311 - demo data, not secrets


@dataclass
class Year:
    """A programme year with its two levels and their checklists."""

    record: ProgrammeYear
    upper: PairingLevel
    lower: PairingLevel
    items: list[ChecklistItem] = field(default_factory=list)


@dataclass
class City:
    """Everything made so far. `pairings` and `projects` hold generated records only."""

    aims: Aims
    books: Books
    people: People
    places: Places
    organisations: Organisations = field(default_factory=Organisations)
    real: dict[str, Organisation] = field(default_factory=dict)
    cases: dict[str, Any] = field(default_factory=dict)  # records of published cases
    first: Year = field(init=False)
    second: Year = field(init=False)
    units_per_street: list[int] = field(default_factory=list)
    upper: list[Pairing] = field(default_factory=list)
    lower: list[Pairing] = field(default_factory=list)
    ended: list[Pairing] = field(default_factory=list)
    second_upper: list[Pairing] = field(default_factory=list)
    second_lower: list[Pairing] = field(default_factory=list)
    fields: dict[str, ProjectField] = field(default_factory=dict)
    measures: dict[str, Measure] = field(default_factory=dict)
    alliances: list[Alliance] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    needs: list[ListItem] = field(default_factory=list)
    plans: list["Plan"] = field(default_factory=list)  # projects of pairings: they have money
    other_plans: list["Plan"] = field(default_factory=list)  # of associations and alliances

    def reviewer(self, rng: random.Random, author: User) -> User:
        """Somebody of a department who is not the author."""
        return rng.choice([user for user in self.people.reviewers if user != author])
