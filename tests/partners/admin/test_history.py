"""The history of a record: its events in words, for those who may read it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partners.events import record_event
from partners.moves.pairing import sign, terminate
from tests.admin import client_of, editor, filled_in, words
from tests.factories import (
    AgreementFactory,
    AuthorFactory,
    OrganisationFactory,
    PairingFactory,
    StreetFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db


def history_of(client, name: str, record) -> str:
    return words(client.get(reverse(f"{name}:history", args=[record.pk])))


def test_the_history_says_who_for_whom_what_from_to_why(client):
    pairing, office = PairingFactory(), OrganisationFactory(name="区委组织部")
    author = AuthorFactory()
    sign(pairing, by=author, on=pairing.start_on)
    terminate(pairing, by=author, on=pairing.end_on, reason="机构改革", on_behalf_of=office)
    page = history_of(client, "pairing", pairing)
    for part in (
        "演示录入员",
        "区委组织部",
        "签约",
        "拟结对 → 已签约",
        "已签约 → 终止",
        "机构改革",
    ):
        assert part in page, part


def test_changes_are_told_by_the_names_of_fields_and_records(client):
    pairing, place = PairingFactory(), StreetFactory(name="新街道")
    url = reverse("pairing:edit", args=[pairing.pk])
    client.post(url, filled_in(client, url, division=place.pk, end_on="2024-11-30"))
    page = history_of(client, "pairing", pairing)
    assert "所在地" in page
    assert "新街道" in page
    assert "2024-11-30" in page
    assert "division" not in page.split("<main", 1)[1]


def test_changes_of_child_rows_are_told(client):
    agreement, unit = AgreementFactory(), UnitFactory(name="市水务集团")
    url = reverse("agreement:edit", args=[agreement.pk])
    row = {"parties__TOTAL_FORMS": 1, "parties__0__id": "", "parties__0__DELETE": ""}
    client.post(url, filled_in(client, url, **row, parties__0__organisation=unit.pk))
    page = history_of(client, "agreement", agreement)
    assert "签约方" in page
    assert "市水务集团" in page


def test_editors_read_the_history_and_strangers_do_not():
    pairing = PairingFactory()
    sign(pairing, by=AuthorFactory(), on=pairing.start_on)
    assert "拟结对 → 已签约" in history_of(client_of(editor()), "pairing", pairing)


def test_the_history_of_another_record_is_not_shown(client):
    mine, other = PairingFactory(), PairingFactory()
    sign(other, by=AuthorFactory(), on=other.start_on)
    assert "没有变更记录" in history_of(client, "pairing", mine)


def test_the_history_costs_the_same_with_one_event_and_with_three(client):
    def asked(record) -> int:
        url = reverse("pairing:history_results", args=[record.pk])
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    def logged(record, unit):
        changes = {"unit_side": [record.unit_side.pk, unit.pk]}
        record_event(record, "change", "修改", by=AuthorFactory(), changes=changes)

    pairing = PairingFactory()
    logged(pairing, UnitFactory())
    one = asked(pairing)
    logged(pairing, UnitFactory())
    logged(pairing, UnitFactory())
    assert asked(pairing) == one


def test_what_the_log_holds_is_shown_even_where_fields_are_gone(client):
    pairing = PairingFactory()
    record_event(
        pairing, "change", "修改", by=AuthorFactory(),
        changes={"no_such_field": ["甲", "乙"], "unit_side": [10**9, None], "odd": "一个值"},
    )  # fmt: skip
    page = history_of(client, "pairing", pairing)
    assert "no_such_field" in page
    assert "一个值" in page
