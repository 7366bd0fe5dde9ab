"""Public numbers: right prefix and year, one after the other, never twice, in parallel too."""

import re
from datetime import date

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from partners.models import NumberSequence, Register
from partners.models.number import NUMBER_PATTERN, take_numbers
from projects.models import Activity, FundEntry, Project, Update
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AssignmentFactory,
    FundEntryFactory,
    OrganisationFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    UpdateFactory,
)

REGISTERS = [
    model for model in apps.get_models() if issubclass(model, Register) and not model._meta.abstract
]
PREFIXES = {
    "Organisation": "ZZ",
    "ProgrammeYear": "XD",
    "Pairing": "JD",
    "Alliance": "LM",
    "Agreement": "XY",
    "Assignment": "BL",
    "ListItem": "QD",
    "Claim": "RL",
    "Membership": "RY",
    "Project": "XM",
    "Update": "JZ",
    "Activity": "HD",
    "FundEntry": "ZJ",
}


def test_every_register_has_a_prefix_of_its_own():
    assert {model.__name__: model.number_prefix for model in REGISTERS} == PREFIXES
    assert len(set(PREFIXES.values())) == len(PREFIXES)


@pytest.mark.django_db
def test_numbers_follow_each_other_by_prefix_and_year():
    assert take_numbers("JD", 2024) == ["JD-2024-000001"]
    assert take_numbers("JD", 2024, 3) == [f"JD-2024-00000{n}" for n in (2, 3, 4)]
    assert take_numbers("JD", 2025) == ["JD-2025-000001"]
    assert take_numbers("XM", 2024) == ["XM-2024-000001"]
    assert str(NumberSequence.objects.get(prefix="JD", year=2024)) == "JD-2024-000004"


@pytest.mark.django_db
def test_a_new_record_gets_the_next_number_and_keeps_it():
    first, second = (OrganisationFactory(number="") for _ in range(2))
    year = timezone.localdate().year
    assert (first.number, second.number) == (f"ZZ-{year}-000001", f"ZZ-{year}-000002")
    first.name = "更名"
    first.save()
    assert first.number == f"ZZ-{year}-000001"
    assert re.fullmatch(NUMBER_PATTERN, first.number)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("factory", "values", "year"),
    [
        (ProgrammeYearFactory, {"year": 2022}, 2022),
        (PairingFactory, {"start_on": date(2025, 1, 1), "end_on": date(2025, 2, 1)}, 2024),
        (AgreementFactory, {"signed_on": date(2023, 5, 1)}, 2023),
        (AgreementFactory, {"signed_on": None}, timezone.localdate().year),
        (AssignmentFactory, {}, timezone.localdate().year),
        (ProjectFactory, {}, 2024),
        (UpdateFactory, {"happened_on": date(2021, 1, 1)}, 2021),
        (ActivityFactory, {"date": date(2020, 1, 1)}, 2020),
        (FundEntryFactory, {"date": date(2019, 12, 31)}, 2019),
    ],
)
def test_the_year_in_a_number_is_the_year_of_the_record(factory, values, year):
    record = factory(number="", **values)
    assert record.number == f"{record.number_prefix}-{year}-000001"


@pytest.mark.django_db
@pytest.mark.parametrize("model", [Project, Update, Activity, FundEntry])
def test_a_number_is_unique_and_fits(model):
    field = model._meta.get_field("number")
    assert field.unique
    assert len("XX-2024-000001") <= field.max_length


@pytest.mark.django_db
def test_a_number_taken_in_a_transaction_undone_is_given_out_again():
    with transaction.atomic():
        take_numbers("JD", 2024)
        transaction.set_rollback(True)
    assert take_numbers("JD", 2024) == ["JD-2024-000001"]


@pytest.mark.postgresql
def test_people_who_save_at_the_same_time_get_different_numbers(in_threads):
    threads, each = 6, 5

    def take() -> list[str]:
        return [number for _ in range(each) for number in take_numbers("JD", 2024)]

    taken = [number for some in in_threads(take, threads) for number in some]
    assert sorted(taken) == [f"JD-2024-{n:06d}" for n in range(1, threads * each + 1)]


@pytest.mark.django_db
def test_a_year_of_few_digits_keeps_the_form_of_numbers():
    assert take_numbers("ZJ", 24) == ["ZJ-0024-000001"]
