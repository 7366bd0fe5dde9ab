"""Who answers for a record stands on its page, for who may know of it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.admin import words
from tests.factories import (
    AllianceFactory,
    AssignmentFactory,
    ListItemFactory,
    PairingFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pairing(cast):
    own = cast.parties["own"]
    return PairingFactory(
        unit_side=own.unit, community_side=own.community, division=own.place, signed=True
    )


def named(**target):
    division = next(iter(target.values()))
    division = getattr(division, "division", division)
    return AssignmentFactory(**{"place": None} | target, division=division, name="赵示例")


def page_of(client, record):
    slug = {"Pairing": "pairings", "Alliance": "alliances", "ListItem": "list-items"}
    slug = slug.get(type(record).__name__, "places")
    key = record.code if slug == "places" else record.number
    return client.get(f"/workspace/{slug}/{key}/")


def test_it_stands_on_the_page_of_each_thing_answered_for(cast, at_desk, pairing):
    own = cast.parties["own"]
    alliance = AllianceFactory(members=[own.unit], division=own.place)
    need = ListItemFactory(organisation=own.community)
    for target in (
        {"pairing": pairing}, {"alliance": alliance}, {"need": need}, {"place": own.place},
    ):  # fmt: skip
        assignment = named(**target)
        (record,) = target.values()
        page = words(page_of(at_desk("street"), record))
        assert "包联责任" in page
        assert "赵示例" in page
        assert f"/workspace/assignments/{assignment.number}/" in page


def test_a_party_reads_it_and_of_others_only_what_is_public(cast, at_desk, pairing):
    place = cast.parties["own"].place
    named(pairing=pairing)
    assert "赵示例" in words(page_of(at_desk("unit"), pairing))
    of_place = named(place=place)
    assert "赵示例" not in words(page_of(at_desk("community"), place))
    type(of_place).objects.filter(pk=of_place.pk).update(is_public=True)
    page = words(page_of(at_desk("community"), place))
    assert ("赵示例" in page) == ("包联责任" in page)
    assert f"/workspace/assignments/{of_place.number}/" not in page


def test_who_answers_no_more_or_not_yet_is_left_out(at_desk, pairing):
    today = timezone.localdate()
    for since, until in (
        (today - timedelta(days=9), today - timedelta(days=1)),
        (today + timedelta(days=1), None),
    ):
        AssignmentFactory(
            place=None, pairing=pairing, division=pairing.division, since=since, until=until
        )
    assert "包联责任" not in words(page_of(at_desk("street"), pairing))


def test_three_cost_what_one_costs(at_desk, pairing):
    client = at_desk("street")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert page_of(client, pairing).status_code == 200
        return len(queries)

    named(pairing=pairing)
    asked()
    once = asked()
    named(pairing=pairing)
    named(pairing=pairing)
    assert asked() == once
