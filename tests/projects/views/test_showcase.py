"""The showcase: every figure opens the list that adds up to it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from partners.models import ProgrammeYear
from portal.figures import Figure
from portal.publicity import PUBLIC
from projects.showcase import showcase_of
from projects.views import ActivityListView, FundListView, ProjectListView
from tests.factories import (
    ActivityFactory,
    FundEntryFactory,
    ProgrammeFactory,
    ProgrammeYearFactory,
    ProjectFactory,
)
from tests.projects.counted_city import COUNTED, CountedCity

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two rows a page, so that lists have pages to turn."""
    for view in (ProjectListView, ActivityListView, FundListView):
        monkeypatch.setattr(view, "paginate_by", 2)


def measure(figure: Figure, rows: list[Any]) -> int | Decimal:
    """What the rows of a figure's list come to, in the figure's unit."""
    if figure.unit == "元":
        return sum((row.signed_amount for row in rows), Decimal(0))
    if figure.unit == "人次":
        return sum(row.volunteers for row in rows)
    return len(rows)


def test_every_figure_is_what_was_worked_out_by_hand(city: CountedCity) -> None:
    figures = {f.key: f.value for f in showcase_of(PUBLIC, city.world.year).figures}

    assert {key: figures[key] for key in COUNTED} == COUNTED
    assert {v for k, v in figures.items() if k not in COUNTED} <= {0}


def test_every_figure_opens_the_list_that_adds_up_to_it(
    city: CountedCity, small_pages: None, rows_behind: Callable[[str], list[Any]]
) -> None:
    figures = showcase_of(PUBLIC, city.world.year).figures

    walked = {figure.key: measure(figure, rows_behind(figure.url)) for figure in figures}

    assert walked == {figure.key: figure.value for figure in figures}
    assert len(figures) == len(walked) >= len(COUNTED)


def test_every_figure_of_the_other_year_opens_its_list_too(
    city: CountedCity, rows_behind: Callable[[str], list[Any]]
) -> None:
    figures = showcase_of(PUBLIC, city.last_year).figures

    walked = {figure.key: measure(figure, rows_behind(figure.url)) for figure in figures}

    assert walked == {figure.key: figure.value for figure in figures}
    assert {walked["pairings"], walked["pairing_projects"]} == {1}
    assert walked["funds"] == Decimal("17.00")


def test_the_page_shows_every_figure_with_its_link_and_its_rule(
    city: CountedCity, client: Client
) -> None:
    page = client.get("/showcase/").content.decode()

    for figure in showcase_of(PUBLIC, city.world.year).figures:
        assert f'href="{figure.url.replace("&", "&amp;")}"' in page
        assert figure.rule in page
        assert figure.label in page


def test_the_parts_add_up_to_the_whole(city: CountedCity) -> None:
    showcase = showcase_of(PUBLIC, city.world.year)
    whole = {figure.key: figure.value for figure in showcase.headline}

    assert sum(f.value for f in showcase.by_kind) == whole["funds"]
    assert sum(f.value for f in showcase.by_field) == whole["pairing_projects"]


def test_one_verified_line_more_is_exactly_that_much_more(
    city: CountedCity, client: Client
) -> None:
    FundEntryFactory(project=city.project, verified=True, amount=Decimal("1000.01"))

    figures = client.get("/showcase/").context["showcase"].headline

    assert {f.key: f.value for f in figures}["funds"] == COUNTED["funds"] + Decimal("1000.01")


def test_the_latest_public_year_is_shown_unless_another_is_featured(
    city: CountedCity, client: Client
) -> None:
    ProgrammeYearFactory(year=2025, is_public=False)
    assert client.get("/showcase/").context["year"] == city.world.year

    ProgrammeYear.objects.filter(pk=city.last_year.pk).update(is_featured=True)
    assert client.get("/showcase/").context["year"] == city.last_year


def test_a_year_is_chosen_by_its_key_and_the_switch_leads_to_the_others(
    city: CountedCity, client: Client
) -> None:
    response = client.get("/showcase/?year=2023")

    assert response.context["year"] == city.last_year
    assert [(c.label, c.url, c.current) for c in response.context["years"]] == [
        ("2024 年", "/showcase/?year=2024", False),
        ("2023 年", "/showcase/?year=2023", True),
    ]


def test_the_switch_names_the_programme_where_there_are_two(
    city: CountedCity, client: Client
) -> None:
    other = ProgrammeFactory(name="邻里行动")
    ProgrammeYearFactory(programme=other, year=2024, key="neighbours-2024")

    labels = [choice.label for choice in client.get("/showcase/").context["years"]]

    assert "邻里行动 2024 年" in labels
    assert "双结对、双促进 2024 年" in labels


@pytest.mark.parametrize(
    "key", ["1999", "2025", "abc", "NaN", "2024 ", "%00", "' OR 1=1", "年" * 9999]
)
def test_a_year_that_is_not_there_or_not_public_is_not_found(
    city: CountedCity, client: Client, key: str
) -> None:
    ProgrammeYearFactory(year=2025, is_public=False)

    assert client.get("/showcase/", {"year": key}).status_code == 404


def test_a_portal_without_a_year_says_so(client: Client) -> None:
    response = client.get("/showcase/")

    assert response.status_code == 200
    assert "还没有公开的年度" in response.content.decode()


def test_the_showcase_takes_ten_queries_at_any_size(
    city: CountedCity, queries_of: Callable[[str], int]
) -> None:
    first = queries_of("/showcase/")
    for _ in range(3):
        project = ProjectFactory(public=True)
        FundEntryFactory(project=project, verified=True)
        ActivityFactory(confirmed=True, date=date(2024, 3, 1))
    ProgrammeYearFactory(year=2022)

    assert queries_of("/showcase/") == first <= 10
