"""The rows of the matrix, once for all its tests, and a browser for every role."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches

from tests.factories.pages import site_settings
from tests.factories.people import AdministratorFactory
from tests.lasting import lasting

from .asking import Asker
from .rows import Rows, build_rows


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder are marked as the matrix; it has a target of its own."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker("matrix")


@pytest.fixture(scope="package")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[Rows]:
    # Pictures are remembered by keys, which earlier tests gave to pictures of their own.
    caches["renditions"].clear()
    with lasting(django_db_blocker):
        site_settings()
        yield build_rows()


@pytest.fixture(scope="package")
def askers(rows: Rows) -> dict[str, Asker]:
    """By role, those of the cast and a superuser."""
    people = rows.cast.people | {"superuser": AdministratorFactory()}
    return {role: Asker(role, person) for role, person in people.items()}
