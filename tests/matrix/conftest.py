"""The rows of the matrix, once for all tests of a file, and a browser for every role."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.factories.people import AdministratorFactory
from tests.lasting import lasting

from .asking import Asker
from .rows import Rows, build_rows


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    with lasting(django_db_blocker):
        yield build_rows()


@pytest.fixture(scope="module")
def askers(rows: Rows) -> dict[str, Asker]:
    """By role, those of the cast and a superuser."""
    people = rows.cast.people | {"superuser": AdministratorFactory()}
    return {role: Asker(role, person) for role, person in people.items()}
