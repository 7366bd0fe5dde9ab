"""Many pairings at once: who lacks a pair, whom the screen suggests, and what one press makes."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.models import Event, Organisation, Pairing
from tests.admin import words
from tests.factories import (
    CommunityFactory,
    CommunityOrganisationFactory,
    LevelOneFactory,
    PairingFactory,
    PartyFactory,
    ProgrammeYearFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

URL = reverse("workspace:suggest")


def of(level, side="community") -> str:
    return f"{URL}?level={level.pk}&side={side}"


@pytest.fixture
def street(cast) -> Organisation:
    return StreetOrganisationFactory(name="梅园街道办事处", division=cast.world.street)


@pytest.fixture
def town(cast) -> Organisation:
    return StreetOrganisationFactory(name="竹溪镇政府", division=cast.world.town)


@pytest.fixture
def library(cast) -> Organisation:
    return UnitFactory(name="东区图书馆", division=cast.world.east)


def rows(response) -> dict[str, Any]:
    return {row.organisation.name: row for row, _ in response.context["rows"]}


def picks(*chosen) -> dict[str, Any]:
    """What the form sends: each organisation ticked, and the partner that stood beside it."""
    partners = {f"partner-{own.number}": other.number for own, other in chosen}
    return {"pick": [own.number for own, _ in chosen]} | partners


def outcome(client, response) -> Any:
    return client.get(response.url).context


def test_the_screen_lists_what_has_no_pair_in_the_own_places(at_desk, cast, street, town, library):
    found = rows(at_desk("east").get(of(cast.world.one)))
    assert set(found) == {"梅园街道办事处"}
    partner = found["梅园街道办事处"].partner
    assert partner.division.path.startswith(cast.world.east.path)
    assert "同在东区，本年度尚无结对" in words(at_desk("east").get(of(cast.world.one)))
    PairingFactory(community_side=street)
    assert "都有结对了" in words(at_desk("east").get(of(cast.world.one)))


def test_a_terminated_pairing_is_no_pair(at_desk, cast, street, library):
    PairingFactory(community_side=street, terminated=True)
    assert set(rows(at_desk("east").get(of(cast.world.one)))) == {"梅园街道办事处"}


def test_units_without_a_pair_are_listed_too(at_desk, cast, street, library):
    found = rows(at_desk("east").get(of(cast.world.one, "unit")))
    assert found["东区图书馆"].partner == street


def test_the_partner_of_last_year_comes_first_and_is_followed(at_desk, cast, street, library):
    bureau = UnitFactory(name="市图书馆")
    old = PairingFactory(unit_side=bureau, community_side=street, expired=True)
    level = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2025))
    client = at_desk("east")
    row = rows(client.get(of(level)))["梅园街道办事处"]
    assert (row.partner, row.predecessor) == (bureau, old)
    client.post(of(level), picks((street, bureau)))
    made = Pairing.objects.get(level=level)
    assert (made.predecessor, made.status) == (old, "proposed")
    assert (made.start_on, made.end_on) == (
        level.programme_year.starts_on,
        level.programme_year.ends_on,
    )
    assert Event.objects.of(made).get().label == "重新结对"


def test_level_two_suggests_below_the_pair_of_the_superiors(at_desk, cast, street, library):
    above = PairingFactory(unit_side=library, community_side=street)
    plum = cast.parties["own"].community
    plum.parent = street
    plum.save()
    branch = PartyFactory(parent=library, division=cast.world.west)
    client = at_desk("street")
    row = rows(client.get(of(cast.world.two)))[plum.name]
    assert (row.partner, row.reason, row.parent) == (branch, "双方上级已经结对", above)
    client.post(of(cast.world.two), picks((plum, branch)))
    assert Pairing.objects.get(level=cast.world.two).parent == above


def test_one_press_makes_what_can_be_made_and_says_why_the_rest_was_not(
    at_desk, cast, street, library
):
    other = StreetOrganisationFactory(division__parent=cast.world.east)
    PairingFactory(unit_side=library, community_side=other)  # by somebody else, just now
    client = at_desk("east")
    chosen = picks((street, library), (other, library))
    response = client.post(of(cast.world.one), chosen)
    shown = outcome(client, response)
    assert [one["words"] for one in shown["made"]] == [f"{library} — {street}"]
    assert "双方在本年度已有同一层级的结对" in shown["refused"][0]["why_not"]
    assert Pairing.objects.count() == 2
    assert outcome(client, response)["made"] == []  # told once


def test_what_was_refused_comes_back_unticked_with_its_reason(at_desk, cast, street, library):
    client = at_desk("east")
    plum = cast.parties["own"].community  # of a kind that this level does not pair
    response = client.post(of(cast.world.one), picks((street, plum)))
    shown = outcome(client, response)
    ((row, why_not),) = shown["rows"]
    assert (row.organisation, shown["ticked"]) == (street, set())
    assert "不允许这一类别的组织" in why_not
    assert outcome(client, response)["ticked"] == {street.number}  # as before, asked again


def test_a_pairing_that_runs_on_is_shown_with_its_last_day_and_cannot_be_ticked(
    at_desk, cast, street, library
):
    PairingFactory(unit_side=library, community_side=street, active=True, end_on=date(2027, 12, 31))
    level = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2025))
    client = at_desk("east")
    page = client.get(of(level))
    assert page.context["ticked"] == set()
    assert "原结对期限至 2027-12-31" in words(page)
    assert f'value="{street.number}"' not in words(page)
    shown = outcome(client, client.post(of(level), picks((street, library))))
    assert "原结对期限至 2027-12-31" in shown["refused"][0]["why_not"]


def test_one_that_ends_within_the_year_is_followed_from_the_day_after(
    at_desk, cast, street, library
):
    old = PairingFactory(
        unit_side=library, community_side=street, active=True, end_on=date(2025, 6, 30)
    )
    level = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2025))
    client = at_desk("east")
    assert "自 2025-07-01 起" in words(client.get(of(level)))
    client.post(of(level), picks((street, library)))
    assert Pairing.objects.get(predecessor=old).start_on == date(2025, 7, 1)


def test_a_row_that_needs_a_reason_is_not_ticked_beforehand(at_desk, cast):
    PartyFactory(division=cast.world.east)
    assert at_desk("street").get(of(cast.world.two)).context["ticked"] == set()


def test_without_a_year_the_city_is_led_to_setting_one_up(at_desk, cast):
    cast.world.year.levels.all().delete()
    assert reverse("workspace:copy_year") in words(at_desk("city").get(URL)).split("<main")[1]
    assert "请与市级组织部门联系" in words(at_desk("street").get(URL))


def test_without_a_pairing_above_a_reason_is_needed(at_desk, cast):
    plum = cast.parties["own"].community
    branch = PartyFactory(division=cast.world.east)
    client = at_desk("street")
    assert rows(client.get(of(cast.world.two)))[plum.name].needs_reason
    shown = outcome(client, client.post(of(cast.world.two), picks((plum, branch))))
    assert "上级结对" in shown["refused"][0]["why_not"]
    client.post(of(cast.world.two), picks((plum, branch)) | {"no_parent_reason": "街道未结对"})
    assert Pairing.objects.get().no_parent_reason == "街道未结对"


def test_a_foreign_place_is_not_paired(at_desk, cast, street, town, library):
    client = at_desk("west")
    shown = outcome(client, client.post(of(cast.world.one), picks((street, library))))
    assert len(shown["refused"]) == 1
    response = client.post(
        of(cast.world.one, "unit"), picks((library, street))
    )  # the other way round
    assert len(outcome(client, response)["refused"]) == 1
    assert not Pairing.objects.exists()


@pytest.mark.parametrize("number", ["ZZ-2024-999999", "", "'"])
def test_an_organisation_that_is_not_there_is_told(at_desk, cast, street, number):
    client = at_desk("east")
    sent = {"pick": [street.number], f"partner-{street.number}": number}
    shown = outcome(client, client.post(of(cast.world.one), sent))
    assert shown["refused"][0]["why_not"].startswith("没有找到这个组织")


def test_sides_of_a_wrong_kind_are_refused(at_desk, cast, street):
    client = at_desk("east")
    plum = cast.parties["own"].community
    shown = outcome(client, client.post(of(cast.world.one), picks((plum, street))))
    assert "不允许这一类别的组织" in shown["refused"][0]["why_not"]


def test_an_organisation_that_is_closed_is_refused(at_desk, cast, street):
    gone = UnitFactory(division=cast.world.east, merged_into=UnitFactory())
    client = at_desk("east")
    shown = outcome(client, client.post(of(cast.world.one), picks((street, gone))))
    assert len(shown["refused"]) == 1
    assert not Pairing.objects.exists()


def test_nothing_ticked_is_said_and_nothing_made(at_desk, cast, street, library):
    response = at_desk("east").post(of(cast.world.one), {})
    assert "请至少勾选一行" in words(response)


@pytest.mark.parametrize("role", ["unit", "community", "auditor"])
def test_others_do_not_come_here(at_desk, cast, street, library, role):
    client = at_desk(role)
    assert client.get(URL).status_code == 403
    assert client.post(of(cast.world.one), picks((street, library))).status_code == 403
    assert not Pairing.objects.exists()


@pytest.mark.parametrize("query", ["?level=999999", "?level=x", "?side=x", "?page=9"])
def test_an_address_of_nothing_is_not_found(at_desk, cast, query):
    assert at_desk("east").get(URL + query).status_code == 404


def test_a_form_sent_twice_pairs_once(at_desk, cast, street, library):
    client = at_desk("east")
    page = client.get(of(cast.world.one))
    sent = picks((street, library)) | {"form_token": str(page.wsgi_request.form_token)}
    client.post(of(cast.world.one), sent)
    client.post(of(cast.world.one), sent)
    assert Pairing.objects.count() == 1


def grown(cast, street, count) -> Iterator[None]:
    """So many communities more, each with a pairing of the year before and a branch near it."""
    before = LevelOneFactory(programme_year=ProgrammeYearFactory(year=2023), rank=2)
    for _ in range(count):
        place = CommunityFactory(parent=cast.world.street)
        community = CommunityOrganisationFactory(parent=street, division=place)
        library = UnitFactory(division=cast.world.east)
        PairingFactory(unit_side=library, community_side=street)
        branch = PartyFactory(parent=library, division=cast.world.east)
        PairingFactory(level=before, programme_year=before.programme_year, expired=True,
                       unit_side=branch, community_side=community)  # fmt: skip
        PartyFactory(parent=library, division=cast.world.east)


def test_the_screen_asks_the_same_at_one_and_three_rows(at_desk, cast, street):
    client = at_desk("east")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(of(cast.world.two)).status_code == 200
        return len(queries)

    grown(cast, street, 1)
    asked()
    few = asked()
    grown(cast, street, 2)
    assert asked() == few
    assert few <= 12


def test_long_lists_are_paged(at_desk, cast):
    for _ in range(21):
        CommunityOrganisationFactory(division=CommunityFactory(parent=cast.world.street))
    response = at_desk("street").get(of(cast.world.two) + "&page=2")
    assert len(response.context["rows"]) == 21 + 2 - 20


def test_the_navigation_marks_this_screen_alone(at_desk, cast):
    groups = at_desk("east").get(URL).context["desk"].groups
    assert [link.label for _, links in groups for link in links if link.current] == ["批量结对"]
