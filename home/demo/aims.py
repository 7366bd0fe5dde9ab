"""What the generator aims at: the published totals, read from the data file, and sizes.

Only the generator knows them. What the portal shows is counted from the records.
"""

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"


@lru_cache
def published() -> dict[str, Any]:
    """Figures and cases as published, with their sources."""
    return json.loads((DATA / "published-figures.json").read_text(encoding="utf-8"))


def published_values() -> dict[str, Any]:
    """The published figures of the city by key."""
    return {figure["key"]: figure["value"] for figure in published()["nanjing"]["figures"]}


@dataclass(frozen=True)
class Aims:
    """How much of everything the city holds. Totals of the published year include real cases."""

    units: int
    party_organisations: int
    projects: int
    funds: Decimal
    associations: int
    association_communities: int
    association_projects: int
    alliance_projects: int
    volunteers: int
    later_units: int
    later_projects: int
    list_items: int
    pictures: int


def full() -> Aims:
    """The whole city: every published total reached."""
    values = published_values()
    return Aims(
        units=values["units"],
        party_organisations=values["party_organisations"],
        projects=values["projects"],
        funds=Decimal(values["funds_coordinated"]),
        associations=values["associations"],
        association_communities=values["association_communities"],
        association_projects=values["association_projects"],
        alliance_projects=153,  # 鼓楼区: stands in the facts of the published case
        volunteers=values["volunteer_attendances"] + 36,  # published as 2000余
        later_units=72,
        later_projects=26,
        list_items=330,
        pictures=12,
    )


def small() -> Aims:
    """A city of the same making for tests: every kind and state, few of each."""
    return Aims(
        units=110,
        party_organisations=240,
        projects=40,
        funds=Decimal("9000000"),
        associations=8,
        association_communities=12,
        association_projects=4,
        alliance_projects=6,
        volunteers=120,
        later_units=30,
        later_projects=16,
        list_items=60,
        pictures=1,
    )
