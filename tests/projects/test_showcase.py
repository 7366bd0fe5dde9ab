"""What the showcase gathers of a year, and which year is shown."""

from decimal import Decimal

import pytest
from django.db import IntegrityError
from pytest_django import DjangoAssertNumQueries

from partners.models import ProgrammeYear
from portal.models import User
from portal.publicity import PUBLIC
from projects.showcase import headline_figures, showcase_of
from tests.factories import (
    AdministratorFactory,
    DistrictFactory,
    ProgrammeFactory,
    ProgrammeYearFactory,
    ProjectFieldFactory,
)
from tests.projects.counted_city import COUNTED, build_counted_city

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_the_head_tells_who_then_what_both_made() -> None:
    city = build_counted_city()

    head = headline_figures(PUBLIC, city.world.year)

    assert [figure.key for figure in head] == [
        "units",
        "party_organisations",
        "streets",
        "communities",
        "associations",
        "association_communities",
        "pairings",
        "pairing_projects",
        "funds",
        "activities",
        "volunteers",
        "association_agreements",
        "association_projects",
        "alliance_projects",
    ]
    assert {f.key: f.value for f in head} == {f.key: COUNTED[f.key] for f in head}
    assert [f.side for f in head[:6]] == ["unit", "unit", "place", "place", "unit", "place"]
    assert not any(f.side for f in head[6:])


def test_the_showcase_begins_with_the_same_head() -> None:
    city = build_counted_city()

    showcase = showcase_of(PUBLIC, city.world.year)

    assert showcase.headline == headline_figures(PUBLIC, city.world.year)
    assert showcase.year == city.world.year


def test_every_figure_has_a_key_of_its_own_a_rule_and_an_address() -> None:
    figures = showcase_of(PUBLIC, build_counted_city().world.year).figures

    assert len({figure.key for figure in figures}) == len(figures)
    assert all(figure.rule and figure.url and figure.label and figure.unit for figure in figures)


def test_a_year_in_which_nothing_happened_is_all_zeros() -> None:
    year = ProgrammeYearFactory()
    DistrictFactory()
    ProjectFieldFactory()

    showcase = showcase_of(PUBLIC, year)

    assert {figure.value for figure in showcase.figures} == {0}
    assert len(showcase.by_field) == len(showcase.by_district) == 1
    assert [f.value for f in showcase.by_kind] == [Decimal("0.00")] * 2


def test_an_administrator_reads_the_same_figures() -> None:
    city = build_counted_city()
    administrator: User = AdministratorFactory()

    assert showcase_of(administrator, city.world.year) == showcase_of(PUBLIC, city.world.year)


def test_the_figures_are_read_in_six_queries_the_head_in_three(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    year = build_counted_city().world.year

    with django_assert_num_queries(6):
        showcase_of(PUBLIC, year)
    with django_assert_num_queries(3):
        headline_figures(PUBLIC, year)


def test_the_featured_year_is_shown_else_the_latest_public_one() -> None:
    assert ProgrammeYear.objects.featured() is None
    old, new = ProgrammeYearFactory(year=2023), ProgrammeYearFactory(year=2024)
    ProgrammeYearFactory(year=2025, is_public=False)
    assert ProgrammeYear.objects.featured() == new

    ProgrammeYear.objects.filter(pk=old.pk).update(is_featured=True)
    assert ProgrammeYear.objects.featured() == old


def test_a_featured_year_that_is_not_public_is_not_shown() -> None:
    shown = ProgrammeYearFactory(year=2024)
    ProgrammeYearFactory(year=2025, is_public=False, is_featured=True)

    assert ProgrammeYear.objects.featured() == shown


def test_one_year_at_most_is_featured() -> None:
    ProgrammeYearFactory(year=2023, is_featured=True)

    with pytest.raises(IntegrityError):
        ProgrammeYearFactory(
            programme=ProgrammeFactory(name="邻里行动"), year=2024, is_featured=True
        )
