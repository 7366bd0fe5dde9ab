"""The event log: what a row says, in words, and what it never says."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps

from partners.events import changes_between, number_of, record_event, snapshot
from partners.models import Event, PairingContact
from partners.moves.pairing import sign, start
from tests import factories
from tests.factories import (
    AuthorFactory,
    FundEntryFactory,
    PairingContactFactory,
    PairingFactory,
    ReviewerFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db

PHONE = "13912345678"


def test_the_history_of_a_record_is_its_own_newest_first(django_assert_num_queries):
    pairing, other = PairingFactory(), PairingFactory()
    sign(pairing, by=AuthorFactory(), on=date(2024, 1, 2))
    sign(other, by=AuthorFactory(), on=date(2024, 1, 2))
    start(pairing, by=ReviewerFactory())
    with django_assert_num_queries(1):
        history = list(Event.objects.of(pairing))
        told = [(e.label, str(e.actor), e.from_label, e.to_label) for e in history]
    assert told == [
        ("启动", "演示审核员", "已签约", "进行中"),
        ("签约", "演示录入员", "拟结对", "已签约"),
    ]
    assert str(history[1]) == f"{pairing.number} 签约"


def test_a_record_of_another_kind_with_the_same_key_has_another_history():
    pairing = PairingFactory()
    unit = UnitFactory(pk=pairing.pk + 5000)
    record_event(unit, "change", "修改", by=AuthorFactory())
    assert not Event.objects.of(PairingFactory(pk=unit.pk)).exists()


def test_a_state_that_is_no_longer_known_is_shown_as_it_was_written():
    event = Event(
        record_type=record_event(UnitFactory(), "x", "旧", by=AuthorFactory()).record_type,
        field="kind",
        from_state="unit",
        to_state="vanished",
    )
    assert (event.from_label, event.to_label) == ("机关事业单位", "vanished")
    assert Event(record_type=event.record_type).from_label == ""


def test_records_are_known_by_number_or_code():
    pairing = PairingFactory()
    assert number_of(pairing) == pairing.number
    assert number_of(pairing.division) == pairing.division.code
    assert number_of(PairingContactFactory()) == ""


def test_changes_are_the_fields_that_differ_with_both_values():
    entry = FundEntryFactory(amount="12.50")
    before = snapshot(entry)
    entry.amount, entry.date, entry.note = Decimal("13.00"), date(2024, 9, 9), "更正"
    assert changes_between(before, snapshot(entry)) == {
        "amount": ["12.50", "13.00"],
        "date": ["2024-06-15", "2024-09-09"],
        "note": ["", "更正"],
    }
    assert changes_between(before, before) == {}


def test_the_log_keeps_what_it_is_given_as_it_is():
    entry = FundEntryFactory()
    changes = changes_between({}, snapshot(entry))
    event = record_event(entry, "enter", "录入", by=AuthorFactory(), changes=changes)
    event.refresh_from_db()
    assert event.changes == changes
    assert event.changes["project"] == [None, entry.project_id]


def test_phone_numbers_never_reach_the_log():
    contact = PairingContactFactory(phone=PHONE)
    before = snapshot(contact)
    assert PHONE not in str(before)
    contact.phone, contact.name = "13800138000", "演示联络员09"
    changes = changes_between(before, snapshot(contact))
    assert set(changes) == {"name"}
    record_event(contact, "change", "修改", by=AuthorFactory(), changes=changes)
    assert not Event.objects.filter(changes__icontains=PHONE).exists()


def test_every_field_that_could_hold_a_phone_number_is_known():
    """A new field of that name or label must be private too: see partners.events._PRIVATE."""
    phones = {
        f"{model.__name__}.{field.name}"
        for label in ("partners", "projects", "portal")
        for model in apps.get_app_config(label).get_models()
        for field in model._meta.concrete_fields
        if "phone" in field.name or "mobile" in field.name or "电话" in str(field.verbose_name)
    }
    assert phones == {f"{PairingContact.__name__}.phone"}


@pytest.mark.parametrize(
    "name", [n for n in factories.__all__ if n not in ("DocumentFactory", "ImageFactory")]
)
def test_a_snapshot_of_any_record_can_be_written_to_the_log(name):
    record = getattr(factories, name)()
    written = snapshot(record)
    assert "id" not in written
    event = record_event(
        record, "create", "录入", by=AuthorFactory(), changes=changes_between({}, written)
    )
    assert set(Event.objects.get(pk=event.pk).changes) <= set(written)
