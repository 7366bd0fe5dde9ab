"""Amounts are exact to the fen: in Python, in the database, in sums, at any size."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import F, Max, Min, Sum
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.money import LARGEST, ZERO, YuanField, to_fen, to_yuan
from projects.models import FundEntry
from tests.factories import FundEntryFactory, ReviewerFactory

AMOUNTS = st.decimals(Decimal("0.01"), LARGEST, places=2)
FEN = Decimal("0.01")
NO_NUMBER = "请填写以元为单位的金额，例如 1200.50。"
EXAMPLES = settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(st.decimals(-LARGEST, LARGEST, places=2))
def test_yuan_become_fen_and_yuan_again(amount):
    assert to_yuan(to_fen(amount)) == amount


@pytest.mark.parametrize(
    ("given", "fen"),
    [("0", 0), ("0.01", 1), (12, 1200), ("-3.50", -350), ("1E+3", 100_000), ("1.500", 150)],
)
def test_an_amount_may_be_written_in_several_ways(given, fen):
    assert to_fen(given) == fen


@pytest.mark.parametrize(
    "wrong",
    ["0.001", "NaN", "sNaN", "Infinity", "-Infinity", "", "一百", "1e40", "1E+999999999", "9" * 40],
)
def test_what_is_no_amount_raises_value_error(wrong):
    with pytest.raises(ValueError, match="not an amount"):
        to_fen(wrong)


def test_a_sum_over_nothing_stays_nothing():
    assert to_yuan(None) is None


@pytest.fixture
def field():
    return FundEntry._meta.get_field("amount")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("NaN", NO_NUMBER),
        ("Infinity", NO_NUMBER),
        (float("nan"), NO_NUMBER),
        ("一百", NO_NUMBER),
        ("1000000000000.00", "确认总共不超过 14 个数字."),
        ("0.001", "确认小数不超过 2 位."),
        ("1E+20", "确认总共不超过 14 个数字."),
    ],
)
def test_the_field_refuses_in_words(field, wrong, said):
    with pytest.raises(ValidationError) as refused:
        field.clean(wrong, None)
    assert said in refused.value.messages


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("NaN", "输入一个数字。"),
        ("-Infinity", "输入一个数字。"),
        ("1,2,3", "输入一个数字。"),
        ("9" * 1_000_000, "确认总共不超过 14 个数字."),
        ("1e99999", "确认总共不超过 14 个数字."),
        ("0.005", "确认小数不超过 2 位."),
    ],
)
def test_its_form_field_refuses_in_words(field, wrong, said):
    with pytest.raises(ValidationError) as refused:
        field.formfield().clean(wrong)
    assert said in refused.value.messages


def test_the_largest_amount_passes_field_and_form(field):
    assert field.clean(str(LARGEST), None) == LARGEST
    assert field.formfield().clean(str(LARGEST)) == LARGEST


def test_a_float_is_not_rounded_into_an_amount(field):
    with pytest.raises(ValueError, match="not an amount"):
        field.get_db_prep_save(0.1 + 0.2, connection)


@pytest.fixture
def ledger(db):
    """A function that puts amounts into the ledger, each a verified line of one project."""
    pattern = FundEntryFactory()

    def write(amounts, **values):
        start = FundEntry.objects.count()
        return FundEntry.objects.bulk_create(
            FundEntry(
                project=pattern.project,
                division=pattern.division,
                provider=pattern.provider,
                receiver=pattern.receiver,
                entered_by=pattern.entered_by,
                kind="received",
                amount=amount,
                date=date(2024, 6, 1),
                number=f"ZJ-2024-{start + n:06d}",
                **values,
            )
            for n, amount in enumerate(amounts)
        )

    pattern.delete()
    return write


@pytest.mark.postgresql
@EXAMPLES
@given(amounts=st.lists(AMOUNTS, min_size=1, max_size=25))
def test_sums_in_sql_are_sums_in_python(ledger, amounts):
    with transaction.atomic():
        ledger(amounts)
        rows = FundEntry.objects.all()
        assert sorted(rows.values_list("amount", flat=True)) == sorted(amounts)
        found = rows.aggregate(total=Sum("amount"), least=Min("amount"), most=Max("amount"))
        assert found == {"total": sum(amounts), "least": min(amounts), "most": max(amounts)}
        assert rows.total() == sum(amounts)
        transaction.set_rollback(True)


@pytest.mark.postgresql
@EXAMPLES
@given(amounts=st.lists(st.tuples(AMOUNTS, st.booleans()), min_size=1, max_size=8))
def test_reversals_take_their_lines_away_whole(ledger, amounts):
    with transaction.atomic():
        lines = ledger(
            [amount for amount, _ in amounts],
            verified_by=ReviewerFactory(),
            verified_at=timezone.now(),
        )
        taken = [line for line, (_, back) in zip(lines, amounts, strict=True) if back]
        for line in taken:
            FundEntryFactory(reverses=line, verified=True)
        left = sum((amount for amount, back in amounts if not back), ZERO)
        assert FundEntry.objects.total() == left
        assert sum(line.signed_amount for line in FundEntry.objects.all()) == left
        assert FundEntry.objects.totals_by("kind") == {"received": left}
        assert FundEntry.objects.totals_by("project__field") == {lines[0].project.field_id: left}
        transaction.set_rollback(True)


@pytest.mark.postgresql
def test_a_thousand_of_the_largest_lines_still_add_up(ledger):
    ledger([LARGEST] * 1000)
    assert FundEntry.objects.total() == LARGEST * 1000
    nines = FundEntry.objects.annotate(all=Sum("amount")).values_list("all", flat=True)
    assert set(nines) == {LARGEST}


@pytest.mark.postgresql
def test_a_fen_beside_a_hundred_million_is_not_lost(ledger):
    ledger([Decimal("106000000.00"), FEN, FEN, FEN])
    assert FundEntry.objects.total() == Decimal("106000000.03")


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("lookup", "value", "found"),
    [
        ("amount", Decimal("10.00"), ["10.00"]),
        ("amount", "10", ["10.00"]),
        ("amount__gt", Decimal("9.99"), ["10.00", "100.00"]),
        ("amount__gte", 10, ["10.00", "100.00"]),
        ("amount__lt", Decimal("9.99"), ["0.01"]),
        ("amount__range", (Decimal("9.99"), Decimal("10.00")), ["9.99", "10.00"]),
        ("amount__in", [Decimal("0.01"), Decimal("100.00")], ["0.01", "100.00"]),
        ("amount__lte", LARGEST, ["0.01", "9.99", "10.00", "100.00"]),
        ("amount", F("amount"), ["0.01", "9.99", "10.00", "100.00"]),
    ],
)
def test_amounts_are_filtered_and_sorted_as_numbers(ledger, lookup, value, found):
    ledger([Decimal("100.00"), FEN, Decimal("10.00"), Decimal("9.99")])
    rows = FundEntry.objects.filter(**{lookup: value}).order_by("amount")
    assert [str(row.amount) for row in rows] == found


@pytest.mark.postgresql
def test_amounts_pass_through_every_way_of_writing(ledger):
    (line,) = ledger([Decimal("1.10")])
    line.amount = Decimal("2.20")
    FundEntry.objects.bulk_update([line], ["amount"])
    assert FundEntry.objects.get().amount == Decimal("2.20")
    FundEntry.objects.update(amount=Decimal("3.30"))
    assert FundEntry.objects.filter(amount=Decimal("3.30")).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT amount FROM projects_fundentry")
        assert cursor.fetchone() == (330,)


def test_the_column_is_a_big_integer(field):
    assert isinstance(field, models.DecimalField)
    assert YuanField().db_type(connection) == models.BigIntegerField().db_type(connection)
