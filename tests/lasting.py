"""Records that are written once for all tests of a file, and are gone after the last of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def lasting(django_db_blocker: Any) -> Iterator[None]:
    """What is written inside stays until the end; each test's own changes are undone within it.

    For fixtures of a module, which must ask for `django_db_setup` too.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
