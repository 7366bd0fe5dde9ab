"""How tests try every named constraint of an app: in the database, and in words.

An app keeps a table `{constraint name: [function that returns a spoiled record, ...]}`; a
constraint without a line in it fails `missing_cases`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

Spoil = Callable[[], models.Model]


@dataclass(frozen=True)
class Case:
    """One way to break a constraint; `words` and `trigger` where another rule speaks first."""

    spoil: Spoil
    words: str = ""
    trigger: str = ""


def spoiled(record: models.Model, **changes: Any) -> models.Model:
    """The stored `record` with values it must not take, not yet saved."""
    for name, value in changes.items():
        setattr(record, name, value)
    return record


def constraints_of(app_label: str) -> dict[str, models.BaseConstraint]:
    """Every named constraint of the tables of an app."""
    return {
        constraint.name: constraint
        for model in apps.get_app_config(app_label).get_models()
        for constraint in model._meta.constraints
    }


def parameters(table: dict[str, list[Case | Spoil]]) -> Iterable[Any]:
    """One test a case, named after its constraint."""
    for name, cases in table.items():
        for number, case in enumerate(cases):
            made = case if isinstance(case, Case) else Case(case)
            yield pytest.param(name, made, id=f"{name}-{number}")


def check_refused_by_database(constraint: models.BaseConstraint, case: Case) -> None:
    """Saving past every Python rule raises, and the error is of this constraint."""
    record = case.spoil()
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        models.Model.save_base(record, raw=True)
    said = str(refused.value)
    if case.trigger:
        assert case.trigger in said
    elif constraint.name not in said:  # SQLite names the columns of a unique index instead
        assert isinstance(constraint, models.UniqueConstraint)
        table = record._meta.db_table
        columns = [record._meta.get_field(name).column for name in constraint.fields]
        assert said == "UNIQUE constraint failed: " + ", ".join(f"{table}.{c}" for c in columns)


def check_refused_in_words(constraint: models.BaseConstraint, case: Case) -> None:
    """`full_clean` refuses with the constraint's own Chinese message (or the case's words)."""
    record = case.spoil()
    expected = case.words or constraint.violation_error_message
    assert re.search("[一-鿿]", str(expected))
    with pytest.raises(ValidationError) as refused:
        record.full_clean()
    assert expected in refused.value.messages
