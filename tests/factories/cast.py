"""A person of every role in the world of the tests, and records near to and far from them.

Own: a record to which the unit and the community of the liaisons are parties, in the community.
Near: of others, in another community of the same street. Far: of others, in the other district.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import Group

from partners.enums import MembershipRole, OrganisationKind
from partners.models import Division, Organisation
from portal.models import User
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    AssignmentFactory,
    ClaimFactory,
    FundEntryFactory,
    ListItemFactory,
    MembershipFactory,
    OrganisationFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UnitFactory,
    UpdateFactory,
    UserFactory,
)

from .world import World

ENDED = date(2024, 12, 31)
RELATIONS = ("own", "near", "far")


@dataclass(frozen=True)
class Parties:
    """A unit and a street or community that do something together, and where."""

    unit: Organisation
    community: Organisation
    place: Division


def _parties(place: Division) -> Parties:
    community = OrganisationFactory(
        kind=OrganisationKind.COMMUNITY, name=f"{place.name}组织", division=place
    )
    return Parties(UnitFactory(), community, place)


@dataclass(frozen=True)
class Cast:
    """Who there is: `people` by role (None: a visitor), `parties` by relation."""

    world: World
    people: dict[str, User | None]
    parties: dict[str, Parties]


def build_cast(world: World) -> Cast:
    """Thirteen roles; `two` is liaison of the own unit and department of the west, `ended` once
    was the liaison of the own unit.
    """
    parties = {
        "own": _parties(world.plum),
        "near": _parties(world.pine),
        "far": _parties(world.village),
    }
    role = MembershipRole
    unit, community = parties["own"].unit, parties["own"].community
    departments = {
        name: UnitFactory(name=f"{place.name}组织部门", division=place)
        for name, place in (
            ("street", world.street),
            ("east", world.east),
            ("west", world.west),
            ("city", world.city),
        )
    }
    people: dict[str, User | None] = {
        "visitor": None,
        "nobody": UserFactory(),
        "unit": _holder((role.UNIT_LIAISON, unit)),
        "community": _holder((role.COMMUNITY_LIAISON, community)),
        "street": _holder((role.DEPARTMENT, departments["street"])),
        "east": _holder((role.DEPARTMENT, departments["east"])),
        "west": _holder((role.DEPARTMENT, departments["west"])),
        "city": _holder((role.DEPARTMENT, departments["city"])),
        "auditor": _holder((role.AUDITOR, departments["east"])),
        "two": _holder((role.UNIT_LIAISON, unit), (role.DEPARTMENT, departments["west"])),
        "ended": _holder((role.UNIT_LIAISON, unit), until=ENDED),
        "editor": _in_group("编辑"),
        "administrator": _in_group("系统管理员"),
    }
    return Cast(world, people, parties)


def _holder(*held: tuple[str, Organisation], until: date | None = None) -> User:
    user = UserFactory()
    for role, organisation in held:
        MembershipFactory(user=user, role=role, organisation=organisation, until=until)
    return user


def _in_group(name: str) -> User:
    user = UserFactory()
    user.groups.add(Group.objects.get(name=name))
    return user


def _project(parties: Parties, **state: Any) -> Any:
    project = ProjectFactory(division=parties.place, **state)
    for organisation in (parties.unit, parties.community):
        ProjectParticipantFactory(project=project, organisation=organisation)
    return project


def _pairing(parties: Parties, **state: Any) -> Any:
    sides = {"unit_side": parties.unit, "community_side": parties.community}
    return PairingFactory(**sides, division=parties.place, **state)


#: Of every register a record that the public must not see, of the parties given.
HIDDEN: dict[str, Callable[[Parties], Any]] = {
    "pairing": _pairing,
    "alliance": lambda p: AllianceFactory(members=[p.unit, p.community], division=p.place),
    "agreement": lambda p: AgreementFactory(parties=[p.unit, p.community], division=p.place),
    "list_item": lambda p: ListItemFactory(organisation=p.community),
    "claim": lambda p: ClaimFactory(
        item=ListItemFactory(organisation=p.community), organisation=p.unit
    ),
    "assignment": lambda p: AssignmentFactory(place=None, pairing=_pairing(p), division=p.place),
    "project": _project,
    "update": lambda p: UpdateFactory(
        project=_project(p, public=True), organisation=p.unit, submitted=True
    ),
    "activity": lambda p: ActivityFactory(pairing=_pairing(p, signed=True)),
    "fund_entry": lambda p: FundEntryFactory(
        project=_project(p, public=True), provider=p.unit, receiver=p.community
    ),
}
#: The same, approved for everybody.
SHOWN: dict[str, Callable[[Parties], Any]] = {
    "pairing": lambda p: _pairing(p, signed=True),
    "alliance": lambda p: AllianceFactory(
        members=[p.unit, p.community], division=p.place, approved=True
    ),
    "agreement": lambda p: AgreementFactory(
        parties=[p.unit, p.community], division=p.place, approved=True
    ),
    "list_item": lambda p: ListItemFactory(organisation=p.community, approved=True),
    "claim": lambda p: ClaimFactory(
        item=ListItemFactory(organisation=p.community, approved=True), organisation=p.unit
    ),
    "assignment": lambda p: AssignmentFactory(
        place=None, pairing=_pairing(p, signed=True), division=p.place, is_public=True
    ),
    "project": lambda p: _project(p, public=True),
    "update": lambda p: UpdateFactory(
        project=_project(p, public=True), organisation=p.unit, approved=True
    ),
    "activity": lambda p: ActivityFactory(pairing=_pairing(p, signed=True), confirmed=True),
    "fund_entry": lambda p: FundEntryFactory(
        project=_project(p, public=True), provider=p.unit, receiver=p.community, verified=True
    ),
}
