"""The whole demo city: every published figure comes out of its records, and nothing else counts.

What is compared stands in home/data/published-figures.json. The figures are those of the
showcase, counted by the same functions.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client, RequestFactory
from django.urls import resolve

from home.demo.aims import full, published, published_values
from home.demo.city import City
from partners.enums import AgreementState, OrganisationKind, PairingStatus, ReviewState
from partners.figures import counted_association_agreements, counted_pairings, counted_parties
from partners.models import Agreement, Organisation, Pairing, ProgrammeYear
from portal.figures import Figure
from portal.publicity import PUBLIC
from projects.enums import ActivityState, FundKind, OriginKind, ProjectStage
from projects.figures import counted_activities, counted_funds, counted_projects
from projects.ledger.bookkeeping import enter, verify
from projects.models import Activity, FundEntry, Project
from projects.showcase import showcase_of
from tests.home.demo_cities import standing

pytestmark = [pytest.mark.django_db, pytest.mark.whole_run]

#: Published figure → figure of the showcase.
SHOWN_AS = {
    "units": "units",
    "party_organisations": "party_organisations",
    "streets_and_towns": "streets",
    "projects": "pairing_projects",
    "funds_coordinated": "funds",
    "associations": "associations",
    "association_communities": "association_communities",
    "association_projects": "association_projects",
}
CHECKED = [f for f in published()["nanjing"]["figures"] if f["check"]]


@pytest.fixture(scope="module")
def city(django_db_setup: None, django_db_blocker: Any) -> Iterator[City]:
    with standing(django_db_blocker, full()) as built:
        yield built


@pytest.fixture
def year(city: City) -> ProgrammeYear:
    return ProgrammeYear.objects.get(key="2024")


def figures(year: ProgrammeYear) -> dict[str, Figure]:
    return {figure.key: figure for figure in showcase_of(PUBLIC, year).figures}


def rows_behind(url: str) -> Any:
    """The rows of the public list at this address, all pages of it."""
    path, _, query = url.partition("?")
    view = resolve(path).func.view_class()
    view.setup(RequestFactory().get(url))
    rows = view.get_queryset()
    assert not view.form.errors, (url, query)
    return rows


def measured(figure: Figure) -> int | Decimal:
    """What the rows behind a figure come to."""
    rows = rows_behind(figure.url)
    if figure.unit == "元":
        return rows.total()
    return rows.volunteer_attendances() if figure.unit == "人次" else rows.count()


@pytest.mark.parametrize("key", sorted(SHOWN_AS))
def test_a_published_figure_is_counted_from_the_records(year: ProgrammeYear, key: str) -> None:
    published_value = Decimal(str(published_values()[key]))

    assert figures(year)[SHOWN_AS[key]].value == published_value


def test_every_checked_figure_is_compared() -> None:
    elsewhere = {"project_fields", "volunteer_attendances"}

    assert {figure["key"] for figure in CHECKED} == {*SHOWN_AS, *elsewhere}


def test_volunteers_are_two_thousand_and_some(year: ProgrammeYear) -> None:
    at_least = published_values()["volunteer_attendances"]

    assert at_least <= figures(year)["volunteers"].value < at_least + 100


def test_the_published_fields_have_projects_all_of_them(year: ProgrammeYear) -> None:
    by_field = showcase_of(PUBLIC, year).by_field

    assert [figure.label for figure in by_field] == published_values()["project_fields"]
    assert all(figure.value > 0 for figure in by_field)
    assert sum(figure.value for figure in by_field) == published_values()["projects"]


def test_the_league_of_gulou_has_its_published_projects(city: City, year: ProgrammeYear) -> None:
    of_league = Project.objects.public().with_origin(alliance=city.cases["league"])

    assert of_league.count() == 153 == figures(year)["alliance_projects"].value


def test_every_figure_opens_a_list_that_adds_up_to_it(city: City) -> None:
    for shown in ProgrammeYear.objects.all():
        for figure in showcase_of(PUBLIC, shown).figures:
            assert measured(figure) == figure.value, (shown, figure.key)


def test_one_more_verified_line_is_counted_to_the_fen(city: City, year: ProgrammeYear) -> None:
    project = counted_projects(PUBLIC, year).first()
    sides = list(Organisation.objects.filter(kind=OrganisationKind.FUNDER)[:2])
    line = FundEntry(
        project=project,
        kind=FundKind.RECEIVED,
        provider=sides[0],
        receiver=sides[1],
        amount=Decimal("1234.56"),
        date=date(2024, 12, 30),
    )

    enter(line, by=city.people.liaisons[0])
    before = figures(year)["funds"].value
    verify(line, by=city.people.city)

    assert before == Decimal("106000000.00")
    assert figures(year)["funds"].value == Decimal("106001234.56")


def test_the_city_is_as_large_as_asked_for(city: City) -> None:
    assert Pairing.objects.public().count() >= 4055
    assert Activity.objects.count() >= 12_000
    assert FundEntry.objects.count() >= 1_000


def test_second_level_pairings_stand_under_both_their_parents(year: ProgrammeYear) -> None:
    lower = counted_pairings(PUBLIC, year).filter(level__rank=2)

    assert lower.count() == published_values()["party_organisations"]
    assert not lower.filter(parent=None).exists()
    for unit, above, place, street in lower.values_list(
        "unit_side__parent", "parent__unit_side", "community_side__parent", "parent__community_side"
    ):
        assert (unit, place) == (above, street)


class TestWhatMustNotCount:
    """It is there, and it is left out."""

    def test_proposed_and_ended_pairings(self, year: ProgrammeYear) -> None:
        for status in (PairingStatus.PROPOSED, PairingStatus.TERMINATED):
            left_out = Pairing.objects.filter(programme_year=year, status=status)
            units = left_out.filter(level__rank=1).values("unit_side")

            assert left_out.count() >= 5
            assert not counted_pairings(PUBLIC, year).filter(pk__in=left_out).exists()
            assert units.exists()
            assert not counted_parties("units", PUBLIC, year).filter(pk__in=units).exists()

    def test_organisations_without_pairings(self, year: ProgrammeYear) -> None:
        idle = Organisation.objects.units().filter(pairings_as_unit=None)

        assert idle.count() >= 10
        assert not counted_parties("units", PUBLIC, year).filter(pk__in=idle).exists()

    def test_the_second_year(self, year: ProgrammeYear) -> None:
        second = ProgrammeYear.objects.get(key="2025")

        assert counted_pairings(PUBLIC, second).count() >= 200
        assert counted_funds(PUBLIC, second).total() > 0
        assert counted_association_agreements(PUBLIC, second).exists()
        for counted in (counted_pairings, counted_funds, counted_activities, counted_projects):
            ours = counted(PUBLIC, year).order_by().values("pk")
            assert not counted(PUBLIC, second).filter(pk__in=ours).exists()

    @pytest.mark.parametrize("kind", [FundKind.PLEDGED, FundKind.AGREED, FundKind.SPENT])
    def test_promised_and_spent_money(self, year: ProgrammeYear, kind: str) -> None:
        left_out = FundEntry.objects.public().of_year(year).filter(kind=kind)

        assert left_out.total() > 1_000_000
        assert not counted_funds(PUBLIC, year).filter(kind=kind).exists()

    def test_unverified_money(self, year: ProgrammeYear) -> None:
        waiting = FundEntry.objects.awaiting_verification().of_year(year).coordinated()
        waiting = waiting.filter(project__in=Project.objects.public())

        assert waiting.filter(reverses=None).total() > 100_000
        assert waiting.exclude(reverses=None).exists()
        assert not counted_funds(PUBLIC, year).filter(pk__in=waiting).exists()

    def test_reversed_money(self, year: ProgrammeYear) -> None:
        reversals = counted_funds(PUBLIC, year).exclude(reverses=None)
        taken_back = reversals.aggregate(total=Sum("amount"))["total"]
        gross = counted_funds(PUBLIC, year).filter(reverses=None).total()

        assert taken_back > 0
        assert gross - taken_back == Decimal("106000000.00")

    def test_a_reversal_of_the_next_year_counts_there(self, year: ProgrammeYear) -> None:
        second = ProgrammeYear.objects.get(key="2025")
        late = counted_funds(PUBLIC, second).filter(reverses__date__lte=year.ends_on)

        assert late.exists()
        assert not counted_funds(PUBLIC, year).filter(pk__in=late).exists()

    def test_money_of_projects_that_are_not_public(self, year: ProgrammeYear) -> None:
        money = FundEntry.objects.verified().coordinated().of_year(year)
        left_out = money.exclude(project__in=Project.objects.public())

        assert left_out.total() > 100_000
        assert not counted_funds(PUBLIC, year).filter(pk__in=left_out).exists()

    @pytest.mark.parametrize(
        ("review", "stage"),
        [
            (ReviewState.DRAFT, ProjectStage.PLANNING),
            (ReviewState.SUBMITTED, ProjectStage.PLANNING),
            (ReviewState.RETURNED, ProjectStage.PLANNING),
            (ReviewState.APPROVED, ProjectStage.PLANNING),
            (ReviewState.APPROVED, ProjectStage.TERMINATED),
        ],
    )
    def test_projects_that_are_not_public(
        self, year: ProgrammeYear, review: str, stage: str
    ) -> None:
        left_out = (
            Project.objects.of_year(year)
            .of_origin(OriginKind.PAIRING)
            .filter(review_state=review, stage=stage)
        )

        assert left_out.exists()
        assert not counted_projects(PUBLIC, year).filter(pk__in=left_out).exists()

    @pytest.mark.parametrize("state", [ActivityState.PENDING, ActivityState.DISPUTED])
    def test_activities_the_other_side_has_not_confirmed(
        self, year: ProgrammeYear, state: str
    ) -> None:
        left_out = Activity.objects.of_year(year).filter(state=state)

        assert left_out.volunteer_attendances() > 0
        assert not counted_activities(PUBLIC, year).filter(pk__in=left_out).exists()

    def test_agreements_that_were_ended_or_never_approved(self, year: ProgrammeYear) -> None:
        papers = Agreement.objects.of_year(year).associations()
        ended = papers.filter(state=AgreementState.TERMINATED)
        unapproved = papers.exclude(review_state=ReviewState.APPROVED)
        idle = Organisation.objects.parties_to(ended | unapproved).associations()

        assert ended.exists()
        assert unapproved.values("review_state").distinct().count() == 3
        assert idle.count() == ended.count() + unapproved.count()
        assert not counted_parties("associations", PUBLIC, year).filter(pk__in=idle).exists()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/showcase/",
        "/showcase/?year=2025",
        "/projects/",
        "/pairings/",
        "/alliances/",
        "/agreements/",
        "/organisations/",
        "/activities/",
        "/funds/",
        "/list-items/",
        "/places/",
        "/places/320114005/",
        "/cases/",
        "/elsewhere/",
        "/notices/",
        "/about/",
        "/sitemap.xml",
    ],
)
def test_a_public_page_of_the_whole_city_answers(client: Client, city: City, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("words", "slug"),
    [("板桥", "ban-qiao-han-zha"), ("排水", "ban-qiao-han-zha"), ("金湖", "jin-hu-dao-mi")],
)
def test_the_search_box_finds_the_published_cases(
    client: Client, city: City, words: str, slug: str
) -> None:
    assert f"/cases/{slug}/" in client.get("/search/", {"q": words}).content.decode()
