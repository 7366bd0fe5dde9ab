"""A city in which everything that counts stands beside everything that must not.

What counts in 2024 is written down in COUNTED, worked out by hand; what does not count is named
for it (「…不计」), so that a test can look for it where it must not be.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partners.models import Agreement, Alliance, Pairing, ProgrammeYear
from projects.enums import FundKind, ProjectStage
from projects.models import Project
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    AssociationFactory,
    CommunityOrganisationFactory,
    FundEntryFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectFieldFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from tests.factories.world import World, build_world

#: Every figure of 2024 by its key; fields and districts that are not named are 0.
COUNTED = {
    "units": 2,
    "party_organisations": 1,
    "streets": 3,
    "communities": 1,
    "associations": 1,
    "association_communities": 2,
    "pairings": 4,
    "pairing_projects": 4,
    "alliance_projects": 1,
    "association_projects": 2,
    "funds": Decimal("175.50"),
    "activities": 3,
    "volunteers": 17,
    "association_agreements": 2,
    "field_services": 3,
    "field_economy": 1,
    "field_governance": 0,
    "district_320101000000": 3,
    "district_320102000000": 1,
    "funds_received": Decimal("150.25"),
    "funds_in_kind": Decimal("25.25"),
}


@dataclass(frozen=True)
class CountedCity:
    """The parts that tests ask for by name."""

    world: World
    last_year: ProgrammeYear
    project: Project


def build_counted_city() -> CountedCity:
    """Write the city to the database."""
    world = build_world()
    last_year = ProgrammeYearFactory(year=2023)
    pairing, other = _pairings(world, last_year)
    alliance = AllianceFactory(approved=True)
    agreement = _agreements(last_year)
    project = _projects(world, [pairing, other], alliance, agreement)
    _projects_that_do_not_count(world, pairing, last_year)
    _funds(project)
    _activities(pairing, alliance)
    return CountedCity(world, last_year, project)


def _pairings(world: World, last_year: ProgrammeYear) -> tuple[Pairing, Pairing]:
    """Four that count: two of one unit, one second-level one, one that ran out."""
    unit, other_unit = UnitFactory(), UnitFactory()
    street = StreetOrganisationFactory(division=world.street)
    town = StreetOrganisationFactory(division=world.town)
    pairing = PairingFactory(signed=True, unit_side=unit, community_side=street)
    other = PairingFactory(active=True, unit_side=unit, community_side=town)
    PairingFactory(expired=True, unit_side=other_unit)
    community = CommunityOrganisationFactory(division=world.plum, parent=street)
    PairingFactory(second=True, active=True, parent=pairing, community_side=community)
    PairingFactory()
    PairingFactory(terminated=True)
    PairingFactory(signed=True, programme_year=last_year)
    return pairing, other


def _agreements(last_year: ProgrammeYear) -> Agreement:
    """Two that count, of one association with two communities."""
    association = AssociationFactory()
    first = AgreementFactory(
        approved=True, association=True, parties=[association, CommunityOrganisationFactory()]
    )
    AgreementFactory(
        approved=True,
        association=True,
        parties=[association, CommunityOrganisationFactory()],
        valid_until=date(2024, 6, 30),
    )
    AgreementFactory(association=True, submitted=True)
    AgreementFactory(approved=True, association=True, terminated=True)
    AgreementFactory(approved=True, association=True, programme_year=last_year)
    AgreementFactory(approved=True, parties=[association, CommunityOrganisationFactory()])
    return first


def _projects(
    world: World, pairings: list[Pairing], alliance: Alliance, agreement: Agreement
) -> Project:
    """Four of pairings, one of two at once, one also of an alliance; two of associations."""
    services = ProjectFieldFactory()
    economy = ProjectFieldFactory(name="经济发展", slug="economy", position=1)
    ProjectFieldFactory(name="基层治理", slug="governance", position=2)
    east = {"division": world.plum, "field": services}
    west = {"division": world.village, "field": economy}
    project = ProjectFactory(public=True, name="涵闸维修", origin=pairings[:1], **east)
    ProjectFactory(completed=True, origin=pairings, **east)
    ProjectFactory(suspended=True, origin=[pairings[0], alliance], **east)
    ProjectFactory(public=True, origin=pairings[1:], **west)
    ProjectFactory(public=True, origin=agreement, **east)
    ProjectFactory(public=True, origin=agreement, **west)
    return project


def _projects_that_do_not_count(world: World, pairing: Pairing, last_year: ProgrammeYear) -> None:
    east = {"division": world.plum, "origin": pairing}
    ProjectFactory(name="草稿不计", stage=ProjectStage.ESTABLISHED, **east)
    ProjectFactory(name="待审不计", submitted=True, stage=ProjectStage.ESTABLISHED, **east)
    ProjectFactory(name="谋划不计", approved=True, **east)
    ProjectFactory(name="终止不计", terminated=True, **east)
    ProjectFactory(name="上年不计", public=True, programme_year=last_year, **east)


def _funds(project: Project) -> None:
    """100.25 + 50 + 80 received less 80 taken back, and 25.25 in kind."""
    hidden = Project.objects.get(name="终止不计")
    verified = {"project": project, "verified": True}
    FundEntryFactory(amount=Decimal("100.25"), **verified)
    FundEntryFactory(amount=Decimal("50.00"), date=date(2024, 12, 31), **verified)
    wrong = FundEntryFactory(amount=Decimal("80.00"), **verified)
    FundEntryFactory(reverses=wrong, verified=True, date=date(2024, 7, 1))
    FundEntryFactory(kind=FundKind.IN_KIND, amount=Decimal("25.25"), **verified)
    for kind in (FundKind.PLEDGED, FundKind.AGREED, FundKind.SPENT):
        FundEntryFactory(kind=kind, amount=Decimal("7.00"), **verified)
    FundEntryFactory(project=project, amount=Decimal("11.00"))
    FundEntryFactory(project=hidden, verified=True, amount=Decimal("13.00"))
    old = FundEntryFactory(date=date(2023, 12, 31), amount=Decimal("17.00"), **verified)
    FundEntryFactory(reverses=old, verified=True, date=date(2025, 1, 1))


def _activities(pairing, alliance) -> None:
    """Three that count, one of them without volunteers."""
    day = {"confirmed": True, "date": date(2024, 5, 20)}
    ActivityFactory(pairing=pairing, volunteers=12, **day)
    ActivityFactory(pairing=pairing, volunteers=0, **day)
    ActivityFactory(pairing=None, alliance=alliance, volunteers=5, **day)
    ActivityFactory(title="待确认不计", pairing=pairing, volunteers=100)
    ActivityFactory(title="有异议不计", pairing=pairing, volunteers=100, disputed=True)
    ActivityFactory(
        title="次年不计", pairing=pairing, volunteers=100, confirmed=True, date=date(2025, 1, 1)
    )
    ActivityFactory(title="拟结对不计", pairing=PairingFactory(), volunteers=100, **day)
    ActivityFactory(
        title="未公开联盟不计", pairing=None, alliance=AllianceFactory(), volunteers=100, **day
    )
