"""What tests of the search by meaning share: a city that has its vectors."""

import pytest
from django.core.management import call_command

from tests.search.backends.public_entries import public_entry
from tests.search.meaning.stories import CANTEEN, CHARGING, COURT, DRAIN


@pytest.fixture
def city(extra, db):
    """Four stories with their vectors, and the gate calibrated."""
    entries = [public_entry(title, text=text) for title, text in (CANTEEN, CHARGING, DRAIN, COURT)]
    call_command("compute_vectors", verbosity=0)
    return entries
