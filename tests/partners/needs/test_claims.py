"""Who meets which need and may claim it: the paired unit first, then every unit of the city."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.enums import MembershipRole, NeedStage, PairingStatus
from partners.events import record_event
from partners.models import Division, ListItem
from partners.needs import claims
from partners.permissions import may_view
from partners.scope import scope_from, scope_of
from partners.workspace.facts import KEPT_FILE
from portal.holders import may_see_file
from portal.models import PortalDocument, User
from tests.admin import client_of, words
from tests.factories import (
    ClaimFactory,
    DocumentFactory,
    ListItemFactory,
    MembershipFactory,
    PairingFactory,
    UnitFactory,
    UserFactory,
)
from tests.factories.cast import build_cast

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

TODAY = timezone.localdate()
WINDOW = {"running": TODAY, "over": TODAY - timedelta(days=1), "none": None}


@pytest.fixture
def cast(world):
    return build_cast(world)


def liaison_of(organisation, role=MembershipRole.UNIT_LIAISON):
    user = UserFactory()
    MembershipFactory(user=user, organisation=organisation, role=role)
    return User.objects.get(pk=user.pk)


@pytest.fixture
def units(cast):
    """Liaisons by how their unit stands to the own community."""
    own, world = cast.parties["own"], cast.world
    pairs = {
        "paired": (own.community, PairingStatus.ACTIVE),
        "of the street": (None, PairingStatus.SIGNED),
        "once paired": (own.community, PairingStatus.EXPIRED),
        "to be paired": (own.community, PairingStatus.PROPOSED),
        "elsewhere": (cast.parties["far"].community, PairingStatus.ACTIVE),
    }
    found = {"nobody's": liaison_of(UnitFactory())}
    for name, (side, status) in pairs.items():
        unit = UnitFactory()
        more = {"community_side": side} if side else {}
        pairing = PairingFactory(
            unit_side=unit,
            division=own.place,
            signed_on=world.year.starts_on,
            status=status,
            **more,
        )
        if side is None:
            type(pairing.community_side).objects.filter(pk=pairing.community_side_id).update(
                division=world.street
            )
        found[name] = liaison_of(unit)
    return found


def meeting(units, item):
    """Who meets the need in the list of the workspace, and may open it."""
    rows = ListItem.objects.filter(pk=item.pk)
    met = {name for name, user in units.items() if rows.in_scope(scope_of(user)).exists()}
    assert met == {name for name, user in units.items() if may_view(user, item)}
    return met


def claiming(units, item):
    """Who may claim it: the list of what can be claimed and the rule itself agree."""
    rows = ListItem.objects.filter(pk=item.pk)
    may = {n for n, user in units.items() if rows.filter(rows.claimed_by(scope_of(user))).exists()}
    by_rule = {
        name
        for name, user in units.items()
        if not claims.why_not(item, user.memberships.get().organisation)
    }
    assert may == by_rule
    return may


EVERYBODY = {
    "paired", "of the street", "once paired", "to be paired", "elsewhere", "nobody's",
}  # fmt: skip
PARTNERS = {"paired", "of the street"}
#: Stage, window → who meets an approved need, who may claim it.
TABLE = [
    ("collected", "none", PARTNERS, set()),
    ("accepted", "running", PARTNERS, PARTNERS),
    ("accepted", "over", EVERYBODY, EVERYBODY),
    ("accepted", "none", EVERYBODY, EVERYBODY),
    ("claimed", "running", PARTNERS, PARTNERS),
    ("claimed", "over", EVERYBODY, EVERYBODY),
    ("handling", "over", PARTNERS, set()),
    ("answered", "over", PARTNERS, set()),
    ("closed", "over", set(), set()),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row[0]}-{row[1]}")
def test_who_meets_a_need_and_may_claim_it(cast, units, row):
    stage, window, meet, claim = row
    closed = {"closed_on": TODAY} if stage == "closed" else {}
    need = ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=stage,
        priority_until=WINDOW[window], **closed,
    )  # fmt: skip
    assert meeting(units, need) == meet
    assert claiming(units, need) == claim


@pytest.mark.parametrize("state", ["draft", "submitted", "returned"])
def test_what_is_not_approved_is_met_by_no_unit(cast, units, state):
    more = {} if state == "draft" else {state: True}
    need = ListItemFactory(
        organisation=cast.parties["own"].community, stage=NeedStage.ACCEPTED, **more
    )
    assert meeting(units, need) == set()
    assert claiming(units, need) == set()


def test_resources_of_others_are_not_met(cast, units):
    offer = ListItemFactory(resource=True, approved=True, division=cast.world.plum)
    assert meeting(units, offer) == set()
    assert claiming(units, offer) == set()


def test_communities_do_not_meet_needs_of_others(cast):
    need = ListItemFactory(
        organisation=cast.parties["near"].community, approved=True, stage=NeedStage.ACCEPTED
    )
    assert (
        not ListItem.objects.filter(pk=need.pk)
        .in_scope(scope_of(cast.people["community"]))
        .exists()
    )


def test_a_unit_of_another_city_meets_nothing_of_this_one(cast):
    other = Division(code="330100000000", name="邻市", level="city", entered_by=cast.world.author)
    other.save()
    unit = UnitFactory(division=other)
    need = ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED
    )
    assert claiming({"far away": liaison_of(unit)}, need) == set()
    assert "只能认领本市的需求" in claims.why_not(need, unit)


def test_departments_assign_what_is_in_their_places_in_the_partners_time_too(cast):
    need = ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED,
        priority_until=TODAY,
    )  # fmt: skip
    rows = ListItem.objects.filter(pk=need.pk)
    may = {
        role
        for role in ("street", "east", "west", "city", "auditor")
        if rows.filter(rows.claimed_by(scope_of(cast.people[role]))).exists()
    }
    assert may == {"street", "east", "city"}


def test_an_organisation_claims_a_need_once_and_never_its_own(cast, units):
    need = ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED
    )
    unit = units["paired"].memberships.get().organisation
    ClaimFactory(item=need, organisation=unit)
    assert "已认领" in claims.why_not(need, unit)
    assert "不能由本组织认领" in claims.why_not(need, need.organisation)


def test_what_residents_said_is_read_by_those_near_not_by_every_unit(cast, units):
    paper: PortalDocument = DocumentFactory()
    ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED,
        deliberation_file=paper,
    )  # fmt: skip
    assert not any(may_see_file(user, paper) for user in units.values())
    for role in ("community", "street", "auditor"):
        assert may_see_file(User.objects.get(pk=cast.people[role].pk), paper), role


def test_the_page_of_a_need_names_the_file_to_nobody_else(cast, units):
    paper = DocumentFactory(title="红梅社区议事会签到表")
    need = ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage=NeedStage.ACCEPTED,
        deliberation_file=paper,
    )  # fmt: skip
    changes = {"deliberation_file": [None, paper.pk]}
    record_event(need, "change", "修改", by=cast.people["community"], changes=changes)
    url = f"/workspace/list-items/{need.number}/"
    for user in units.values():
        page = words(client_of(user).get(url))
        assert KEPT_FILE in page
        assert paper.title not in page
        assert paper.filename not in page
    for role in ("community", "street", "auditor"):
        page = words(client_of(cast.people[role]).get(url))
        assert KEPT_FILE not in page
        assert f'<a href="{paper.url}">{paper.title}</a>' in page
        assert page.count(paper.title) == 2  # among the facts and in the history


def test_scope_knows_the_units_that_claim_and_their_city(cast):
    two = scope_of(cast.people["two"])
    assert two.units == {cast.parties["own"].unit.pk}
    assert two.cities == {cast.world.city.path}
    assert scope_from(list(cast.people["community"].memberships.all())).units == frozenset()
