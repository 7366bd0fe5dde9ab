"""Lists of the registers: constant cost, search by every name, filters, bad questions."""

from datetime import date

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.enums import NameKind, PairingStatus
from tests.admin import told, words
from tests.factories import (
    AgreementFactory,
    CommunityOrganisationFactory,
    DistrictFactory,
    ListItemFactory,
    OrganisationNameFactory,
    PairingFactory,
    UnitFactory,
)

from .registers import ALL

pytestmark = pytest.mark.django_db


def queries_of(client, url: str) -> int:
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("name", [name for name in ALL if name != "programme"])
def test_a_list_costs_the_same_with_one_row_and_with_three(client, name):
    url = reverse(f"{name}:index_results")
    make = {"programme_year": lambda n: ALL[name](year=2020 + n)}.get(name, lambda n: ALL[name]())
    make(1)
    client.get(url)  # what is looked up once a process
    one = queries_of(client, url)
    make(2), make(3)
    assert queries_of(client, url) == one
    assert one <= 16


@pytest.mark.parametrize("word", ["秦淮小学", "秦小", "老秦淮", "ZZ-2024-777777"])
def test_an_organisation_is_found_by_every_name_it_goes_or_went_by(client, word):
    school = UnitFactory(name="秦淮小学", number="ZZ-2024-777777")
    OrganisationNameFactory(organisation=school, name="秦小", kind=NameKind.SHORT)
    OrganisationNameFactory(organisation=school, name="老秦淮", kind=NameKind.FORMER)
    UnitFactory(name="别的单位")
    page = words(client.get(reverse("organisation:index"), {"q": word}))
    assert "秦淮小学" in page
    assert "别的单位" not in page


def test_a_pairing_is_found_by_the_names_of_both_sides(client):
    found = PairingFactory(unit_side=UnitFactory(name="市水务集团"))
    OrganisationNameFactory(organisation=found.community_side, name="老街口", kind=NameKind.ALIAS)
    other = PairingFactory()
    url = reverse("pairing:index")
    for text in ("水务", "老街口", found.number, "水务 老街口"):
        page = words(client.get(url, {"q": text}))
        assert found.number in page, text
        assert other.number not in page, text
    assert found.number not in words(client.get(url, {"q": "水务 别处"}))


def test_an_agreement_is_found_by_its_parties(client):
    found, other = AgreementFactory(), AgreementFactory()
    party = CommunityOrganisationFactory(name="栖霞街道友谊社区")
    found.parties.create(organisation=party)
    page = words(client.get(reverse("agreement:index"), {"q": "友谊"}))
    assert found.number in page
    assert other.number not in page


def test_pairings_are_filtered_by_status_year_level_and_district(client):
    district = DistrictFactory()
    inside = CommunityOrganisationFactory(
        division__parent__parent=district, kind="street", name="区内街道"
    )
    found = PairingFactory(community_side=inside, signed=True)
    other = PairingFactory(terminated=True)
    url = reverse("pairing:index")
    for query in (
        {"status": PairingStatus.SIGNED},
        {"district": district.pk},
        {"district": district.pk, "programme_year": found.programme_year.pk},
    ):
        page = words(client.get(url, query))
        assert found.number in page, query
        assert other.number not in page, query
    both = words(client.get(url, {"level": found.level.pk}))
    assert found.number in both
    assert other.number in both


@pytest.mark.parametrize(
    "query",
    [
        {"status": "no such state"},
        {"programme_year": "9999999999999999999999"},
        {"level": "abc"},
        {"district": "x' OR 1=1"},
        {"progress": "nearly"},
        {"q": "长" * 101},
        {"q": "x" * 1_000_000},
    ],
)
def test_a_question_that_cannot_be_answered_shows_no_rows_and_says_why(client, query):
    pairing = PairingFactory()
    response = client.get(reverse("pairing:index"), query)
    assert response.status_code == 200
    assert pairing.number not in words(response)
    assert told(response)


def test_a_page_out_of_range_or_an_unknown_order_is_no_error(client):
    pairing = PairingFactory()
    for query in ({"p": "999"}, {"p": "x"}, {"ordering": "entered_by__password"}):
        response = client.get(reverse("pairing:index"), query)
        assert response.status_code == 200
        assert pairing.number in words(response)


@pytest.mark.parametrize("kind", ["inspect", "edit", "history"])
@pytest.mark.parametrize("pk", [10**6, 10**30])
def test_a_record_that_is_not_there_is_not_found(client, kind, pk):
    assert client.get(reverse(f"pairing:{kind}", args=[pk])).status_code == 404


def test_overdue_needs_are_listed_by_filter(client):
    late = ListItemFactory(deadline="2024-01-01")
    open_ = ListItemFactory(deadline=None)
    page = words(client.get(reverse("list_item:index"), {"overdue": "yes"}))
    assert late.number in page
    assert open_.number not in page


@pytest.mark.parametrize(
    ("standing", "shown"),
    [
        ("in_force", {"now"}),
        ("expired", {"past"}),
        ("upcoming", {"next"}),
        ("terminated", {"ended"}),
    ],
)
def test_agreements_are_filtered_by_whether_they_bind_today(client, standing, shown):
    made = {
        "now": AgreementFactory(signed_on=date(2024, 1, 1), valid_until=date(2999, 12, 31)),
        "past": AgreementFactory(signed_on=date(2020, 1, 1), valid_until=date(2020, 12, 31)),
        "next": AgreementFactory(signed_on=date(2998, 1, 1), valid_until=None),
        "ended": AgreementFactory(terminated=True),
    }
    page = words(client.get(reverse("agreement:index"), {"standing": standing}))
    assert {key for key, agreement in made.items() if agreement.number in page} == shown
