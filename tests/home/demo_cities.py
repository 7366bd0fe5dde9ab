"""A demo city for the tests of one file: built once, gone when the file is done."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from home.demo.aims import Aims
from home.demo.build import build
from home.demo.city import City
from home.demo.console import Silence


@contextmanager
def standing(blocker: Any, aims: Aims) -> Iterator[City]:
    """Build the city in a transaction that is taken back; each test works in one inside it."""
    with blocker.unblock(), transaction.atomic():
        yield build(aims, Silence())
        transaction.set_rollback(True)
