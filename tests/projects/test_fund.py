"""A verified line of the ledger: no path changes it, and a reversal only repeats it."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from projects.enums import FundKind
from projects.models import EntryLocked, FundEntry
from tests.factories import (
    DocumentFactory,
    FundEntryFactory,
    OrganisationFactory,
    ProjectFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def line():
    return FundEntryFactory(verified=True, evidence=DocumentFactory())


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def copy_of(line, verb, **changes):
    """Write a copy of the row by raw SQL, with other values in some columns."""
    columns = [field.column for field in FundEntry._meta.concrete_fields]
    chosen = ", ".join("%s" if column in changes else column for column in columns)
    values = [changes[column] for column in columns if column in changes]
    sql(
        f"{verb} INTO projects_fundentry ({', '.join(columns)}) "  # noqa: S608 - constants only
        f"SELECT {chosen} FROM projects_fundentry WHERE id = %s",
        *values,
        line.pk,
    )


def resave(line):
    line.note = "改写"
    line.save_base()


def bulk_update(line):
    line.amount = Decimal("1.00")
    FundEntry.objects.bulk_update([line], ["amount"])


def upsert(line):
    line.amount = Decimal("1.00")
    FundEntry.objects.bulk_create(
        [line], update_conflicts=True, unique_fields=["id"], update_fields=["amount"]
    )


PATHS = {
    "raw model save": resave,
    "queryset update": lambda line: FundEntry.objects.update(amount=Decimal("1.00")),
    "queryset delete": lambda line: FundEntry.objects.all().delete(),
    "raw delete": lambda line: FundEntry.objects.all()._raw_delete("default"),
    "bulk update": bulk_update,
    "bulk create over it": upsert,
    "sql update": lambda line: sql("UPDATE projects_fundentry SET amount = amount + 1"),
    "sql unverify": lambda line: sql("UPDATE projects_fundentry SET verified_at = NULL"),
    "sql key": lambda line: sql("UPDATE projects_fundentry SET id = id + 1000"),
    "sql delete": lambda line: sql("DELETE FROM projects_fundentry WHERE id = %s", line.pk),
}


@pytest.mark.parametrize("path", PATHS)
def test_no_path_changes_a_verified_line(line, path):
    before = FundEntry.objects.values().get()
    with pytest.raises(IntegrityError, match="a verified line is locked"), transaction.atomic():
        PATHS[path](line)
    assert FundEntry.objects.values().get() == before


@pytest.mark.parametrize("recursive_triggers", ["ON", "OFF"])
@pytest.mark.parametrize("changes", [{"amount": 1}, {"id": 99_999}, {"id": 99_999, "amount": 1}])
@pytest.mark.sqlite  # REPLACE is SQLite's
def test_no_other_row_replaces_a_verified_line(line, changes, recursive_triggers):
    before = FundEntry.objects.values().get()
    sql(f"PRAGMA recursive_triggers = {recursive_triggers}")
    try:
        with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
            copy_of(line, "INSERT OR REPLACE", **changes)
    finally:
        sql("PRAGMA recursive_triggers = ON")
    assert FundEntry.objects.values().get() == before


@pytest.mark.sqlite  # REPLACE is SQLite's
def test_no_reversal_replaces_a_verified_reversal(line):
    reversal = FundEntryFactory(reverses=line, verified=True)
    sql("PRAGMA recursive_triggers = OFF")
    try:
        with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
            copy_of(reversal, "INSERT OR REPLACE", id=99_999, number="ZJ-2024-099999")
    finally:
        sql("PRAGMA recursive_triggers = ON")
    assert set(FundEntry.objects.all()) == {line, reversal}


@pytest.mark.sqlite  # elsewhere the type of the column refuses it
@pytest.mark.parametrize("amount", [1.5, "一百"])
def test_no_amount_is_anything_but_whole_fen(line, amount):
    new = {"id": 99_999, "number": "ZJ-2024-099999", "amount": amount}
    with pytest.raises(IntegrityError, match="whole number of fen"), transaction.atomic():
        copy_of(line, "INSERT", **new)
    assert FundEntry.objects.get() == line


@pytest.mark.postgresql(only=True)
def test_the_ledger_cannot_be_truncated(line):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="locked"), transaction.atomic():
        sql("TRUNCATE projects_fundentry CASCADE")
    assert FundEntry.objects.get() == line


@pytest.mark.parametrize("act", ["save", "delete"])
def test_the_model_says_in_words_that_a_line_is_locked(line, act):
    with pytest.raises(EntryLocked, match="该笔资金已核验，不能修改或删除；如有差错，请冲正。"):
        getattr(line, act)()


@pytest.mark.parametrize("verified", [True, False])
@pytest.mark.parametrize(
    "owner",
    ["project", "provider", "receiver", "evidence", "entered_by", "division", "on_behalf_of"],
)
def test_nothing_a_line_names_can_be_deleted(owner, verified):
    line = FundEntryFactory(
        evidence=DocumentFactory(), on_behalf_of=OrganisationFactory(), verified=verified
    )
    with pytest.raises(ProtectedError):
        getattr(line, owner).delete()
    assert FundEntry.objects.get() == line


def test_the_person_who_verified_and_a_reversed_line_are_kept(line):
    with pytest.raises(ProtectedError):
        line.verified_by.delete()
    unverified = FundEntryFactory(reverses=line)
    with pytest.raises((ProtectedError, IntegrityError)), transaction.atomic():
        FundEntry.objects.filter(pk=line.pk).delete()
    unverified.delete()


def test_a_line_waiting_for_verification_is_free():
    line = FundEntryFactory()
    line.note = "更正"
    line.save()
    FundEntry.objects.update(amount=Decimal("2.00"))
    line.refresh_from_db()
    line.delete()
    assert not FundEntry.objects.exists()


MISMATCHES = {
    "project": ProjectFactory,
    "kind": lambda: FundKind.SPENT,
    "amount": lambda: Decimal("99.99"),
    "provider": OrganisationFactory,
    "receiver": OrganisationFactory,
}


@pytest.mark.parametrize("field", MISMATCHES)
def test_a_reversal_that_says_something_else_is_refused(line, field):
    other = FundEntryFactory.build(
        reverses=line, entered_by=UserFactory(), division=line.division, number="ZJ-2024-000001"
    )
    setattr(other, field, MISMATCHES[field]())
    with pytest.raises(ValidationError, match="冲正的项目、性质、金额和双方须与原笔一致。"):
        other.full_clean()
    with pytest.raises(IntegrityError, match="a reversal repeats"), transaction.atomic():
        FundEntry.objects.bulk_create([other])


def test_an_unverified_line_is_not_reversed():
    reversal = FundEntryFactory.build(reverses=FundEntryFactory(), entered_by=UserFactory())
    with pytest.raises(ValidationError, match="只能冲正已核验的资金，且冲正不能再冲正。"):
        reversal.clean()
    line = FundEntryFactory()
    with pytest.raises(IntegrityError, match="a reversal repeats"), transaction.atomic():
        copy_of(line, "INSERT", id=99_999, number="ZJ-2024-099999", reverses_id=line.pk)


def test_a_reversal_is_not_reversed_by_raw_sql_either(line):
    reversal = FundEntryFactory(reverses=line, verified=True)
    with pytest.raises(IntegrityError, match="a reversal repeats"), transaction.atomic():
        copy_of(reversal, "INSERT", id=99_999, number="ZJ-2024-099999", reverses_id=reversal.pk)
    waiting = FundEntryFactory(project=line.project, provider=line.provider, receiver=line.receiver)
    with pytest.raises(IntegrityError, match="a reversal repeats"), transaction.atomic():
        sql("UPDATE projects_fundentry SET reverses_id = %s WHERE id = %s", reversal.pk, waiting.pk)


def test_a_line_is_reversed_once_by_raw_sql_too(line):
    FundEntryFactory(reverses=line)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(
            line,
            "INSERT",
            id=99_999,
            number="ZJ-2024-099999",
            reverses_id=line.pk,
            verified_at=None,
            verified_by_id=None,
        )
    assert FundEntry.objects.count() == 2


def test_an_unverified_reversal_cannot_drift_from_its_line(line):
    reversal = FundEntryFactory(reverses=line)
    with pytest.raises(IntegrityError, match="a reversal repeats"), transaction.atomic():
        FundEntry.objects.filter(pk=reversal.pk).update(amount=Decimal("1.00"))


def test_a_line_says_what_it_adds(line):
    reversal = FundEntryFactory(reverses=line, verified=True, date=date(2024, 7, 1))
    assert (line.signed_amount, reversal.signed_amount) == (Decimal(100), Decimal(-100))
    assert str(reversal) == f"{reversal.number} 到账 -100.00 元"
    assert line.number_year() == 2024
