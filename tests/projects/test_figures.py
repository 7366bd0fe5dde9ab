"""Figures of projects, money and activities: what counts, and each thing that must not."""

from datetime import date
from decimal import Decimal

import pytest

from portal.publicity import PUBLIC
from projects.enums import OriginKind
from projects.figures import (
    activity_figures,
    counted_activities,
    counted_funds,
    counted_projects,
    funds_and_kinds,
    funds_by_kind,
    funds_figure,
    project_figure,
    projects_by_district,
    projects_by_field,
)
from tests.factories import (
    ActivityFactory,
    AdministratorFactory,
    AgreementFactory,
    AllianceFactory,
    FundEntryFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectFieldFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

AUDIENCES = pytest.mark.parametrize(
    "audience", [lambda: PUBLIC, AdministratorFactory], ids=["public", "all"]
)


@pytest.fixture
def year(world):
    return world.year


def by_origin(year, place=None, audience=PUBLIC):
    """How many projects count for each kind of origin."""
    return {kind: project_figure(audience, year, place, kind).value for kind in OriginKind}


def last_year():
    return ProgrammeYearFactory(year=2023)


# --- Projects -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "counts_as"),
    [
        (lambda: PairingFactory(signed=True), {"pairing"}),
        (AllianceFactory, {"alliance"}),
        (lambda: AgreementFactory(association=True), {"association"}),
        (AgreementFactory, set()),
        (lambda: [PairingFactory(signed=True), AllianceFactory()], {"pairing", "alliance"}),
        (lambda: PairingFactory.create_batch(2, signed=True), {"pairing"}),
    ],
)
def test_a_project_counts_once_for_each_kind_of_its_origins(year, make, counts_as):
    ProjectFactory(public=True, origin=make())
    assert {kind for kind, value in by_origin(year).items() if value} == counts_as
    assert max(by_origin(year).values(), default=0) <= 1


@pytest.mark.parametrize("state", ["public", "completed", "suspended"])
def test_projects_count_from_being_established_on(year, state):
    ProjectFactory(**{state: True})
    assert by_origin(year)[OriginKind.PAIRING] == 1


PROJECTS_LEFT_OUT = {
    "a plan": {"approved": True},
    "a terminated one": {"terminated": True},
    "a draft": {"stage": "established"},
    "one waiting for approval": {"submitted": True, "stage": "established"},
    "a returned one": {"returned": True, "stage": "implementing"},
    "one of another year": {"public": True, "programme_year": last_year},
}


@AUDIENCES
@pytest.mark.parametrize("what", PROJECTS_LEFT_OUT)
def test_projects_that_do_not_count(year, what, audience):
    values = {k: v() if callable(v) else v for k, v in PROJECTS_LEFT_OUT[what].items()}
    ProjectFactory(**values, origin=PairingFactory(signed=True))
    assert by_origin(year, audience=audience())[OriginKind.PAIRING] == 0


def test_fields_and_districts_split_the_projects_of_the_programme(world, year):
    economy = ProjectFieldFactory(name="经济发展", slug="economy", position=9)
    ProjectFactory(public=True, division=world.plum)
    ProjectFactory(public=True, division=world.east, field=economy)
    ProjectFactory(public=True, division=world.village, field=economy)
    ProjectFactory(public=True, division=world.village, origin=AllianceFactory())
    fields = {figure.label: figure.value for figure in projects_by_field(PUBLIC, year)}
    assert fields == {"公共服务": 1, "经济发展": 2}
    first, second, *others = projects_by_district(PUBLIC, year)
    assert (first.label, first.value, second.label, second.value) == ("东区", 2, "西区", 1)
    assert {figure.value for figure in others} == {0}
    in_east = {f.label: f.value for f in projects_by_field(PUBLIC, year, world.east)}
    assert in_east == {"公共服务": 1, "经济发展": 1}
    assert by_origin(year, world.east)[OriginKind.PAIRING] == 2
    assert by_origin(year, world.village) == {"pairing": 1, "alliance": 1, "association": 0}


# --- Money --------------------------------------------------------------------------------------


@pytest.fixture
def line(year):
    """106 million yuan received; what follows must not change it, or by its own amount."""
    return FundEntryFactory(verified=True, amount="106000000.00")


def funds(year, place=None, audience=PUBLIC):
    return funds_figure(audience, year, place).value


def test_received_money_and_goods_add_up_to_the_fen(year, line):
    FundEntryFactory(verified=True, amount="0.01", date=date(2024, 1, 1))
    FundEntryFactory(verified=True, amount="0.02", kind="in_kind", date=date(2024, 12, 31))
    assert funds(year) == Decimal("106000000.03")
    kinds = {figure.key: figure.value for figure in funds_by_kind(PUBLIC, year)}
    assert kinds == {"funds_received": Decimal("106000000.01"), "funds_in_kind": Decimal("0.02")}


def money(**values):
    return lambda: FundEntryFactory(**{"verified": True} | values)


def money_of(**flags):
    return lambda: FundEntryFactory(verified=True, project=ProjectFactory(**flags))


MONEY_LEFT_OUT = {
    "an unverified line": FundEntryFactory,
    "a pledge": money(kind="pledged"),
    "an agreed sum": money(kind="agreed"),
    "money spent": money(kind="spent"),
    "money of the year before": money(date=date(2023, 12, 31)),
    "money of the year after": money(date=date(2025, 1, 1)),
    "money of a draft": money_of(stage="established"),
    "money of a plan": money_of(approved=True),
    "money of a terminated project": money_of(terminated=True),
    "money of a project waiting for approval": money_of(submitted=True, stage="implementing"),
    "an unverified reversal": lambda: FundEntryFactory(reverses=money()()),
}


@AUDIENCES
@pytest.mark.parametrize("what", MONEY_LEFT_OUT)
def test_money_that_does_not_count(year, line, what, audience):
    MONEY_LEFT_OUT[what]()
    expected = line.amount + (100 if what == "an unverified reversal" else 0)
    assert funds(year, audience=audience()) == expected


def test_a_reversal_counts_in_the_period_of_its_own_day(year, line):
    before, after = last_year(), ProgrammeYearFactory(year=2025)
    late = FundEntryFactory(verified=True, amount="30.00")
    early = FundEntryFactory(verified=True, amount="8.00", date=date(2023, 6, 1))
    FundEntryFactory(reverses=late, verified=True, date=date(2025, 2, 1))
    FundEntryFactory(reverses=early, verified=True, date=date(2024, 2, 1))
    assert funds(year) == line.amount + 30 - 8
    assert funds(after) == -30
    assert funds(before) == 8


def test_money_counts_by_its_date_not_by_the_year_of_its_project(year, line):
    old = ProjectFactory(public=True, programme_year=last_year())
    FundEntryFactory(verified=True, project=old, amount="5.00")
    assert funds(year) == line.amount + 5


def test_a_project_of_two_origins_brings_its_money_once(year):
    both = ProjectFactory(public=True, origin=[PairingFactory(signed=True), AllianceFactory()])
    FundEntryFactory(verified=True, project=both, amount="9.99")
    assert funds(year) == Decimal("9.99")


def test_money_stands_in_the_place_of_its_project(world, year):
    for place, amount in ((world.plum, "1.00"), (world.street, "2.00"), (world.village, "4.00")):
        FundEntryFactory(
            verified=True, amount=amount, project=ProjectFactory(public=True, division=place)
        )
    assert [funds(year, place) for place in (None, world.city)] == [7, 7]
    assert [funds(year, place) for place in (world.east, world.plum)] == [3, 1]
    assert [funds(year, place) for place in (world.west, world.pine)] == [4, 0]


def test_the_lines_behind_the_total_add_up_to_it(year, line):
    FundEntryFactory(reverses=FundEntryFactory(verified=True, amount="3.33"), verified=True)
    rows = counted_funds(PUBLIC, year)
    assert rows.count() == 3
    assert sum(row.signed_amount for row in rows) == funds(year)
    figure, kinds = funds_and_kinds(PUBLIC, year)
    assert figure == funds_figure(PUBLIC, year)
    assert kinds == funds_by_kind(PUBLIC, year)
    assert figure.url == "/funds/?year=2024&kind=received&kind=in_kind"


# --- Activities ---------------------------------------------------------------------------------


def held(year, place=None, audience=PUBLIC):
    """(activities, volunteer attendances)"""
    return tuple(figure.value for figure in activity_figures(audience, year, place))


def test_confirmed_activities_count_with_their_volunteers(year):
    ActivityFactory(confirmed=True, volunteers=12)
    ActivityFactory(confirmed=True, volunteers=0, date=date(2024, 12, 31))
    ActivityFactory(
        confirmed=True, volunteers=5, pairing=None, alliance=AllianceFactory(approved=True)
    )
    assert held(year) == (3, 17)


ACTIVITIES_LEFT_OUT = {
    "one waiting": {"confirmed": False},
    "a disputed one": {"confirmed": False, "disputed": True},
    "one of the year before": {"date": date(2023, 12, 31)},
    "one of the year after": {"date": date(2025, 1, 1)},
    "one of a proposed pairing": {"pairing": PairingFactory},
    "one of a terminated pairing": {"pairing": lambda: PairingFactory(terminated=True)},
    "one of a draft alliance": {"pairing": None, "alliance": AllianceFactory},
    "one of a submitted agreement": {
        "pairing": None,
        "agreement": lambda: AgreementFactory(submitted=True),
    },
}


@AUDIENCES
@pytest.mark.parametrize("what", ACTIVITIES_LEFT_OUT)
def test_activities_that_do_not_count(year, what, audience):
    values = {k: v() if callable(v) else v for k, v in ACTIVITIES_LEFT_OUT[what].items()}
    ActivityFactory(**{"confirmed": True, "volunteers": 100} | values)
    assert held(year, audience=audience()) == (0, 0)


def test_activities_count_in_the_place_they_belong_to(world, year):
    ActivityFactory(confirmed=True, volunteers=3, division=world.plum)
    ActivityFactory(confirmed=True, volunteers=4, division=world.town)
    assert [held(year, p) for p in (world.east, world.west)] == [(1, 3), (1, 4)]
    assert held(year, world.pine) == (0, 0)
    assert counted_activities(PUBLIC, None, world.city).count() == 2


def test_projects_are_counted_over_all_years_too():
    ProjectFactory(public=True, programme_year=last_year())
    ProjectFactory(public=True)
    assert counted_projects(PUBLIC, None).count() == 2
