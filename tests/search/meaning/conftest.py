"""What tests of the search by meaning share: the extra, and a city that has its vectors."""

import os

import pytest
from django.core.management import call_command

from search import meaning
from tests.search.backends.public_entries import public_entry
from tests.search.meaning.stories import CANTEEN, CHARGING, COURT, DRAIN


@pytest.fixture
def extra(settings):
    """The extra, switched on; where the run is there for it, it must be installed."""
    settings.SEARCH_MEANING = True
    if not meaning.available():
        refuse = pytest.fail if os.environ.get("SEMANTIC") else pytest.skip
        refuse("needs the semantic extra (pip install -r requirements-semantic.txt)")


@pytest.fixture
def city(extra, db):
    """Four stories with their vectors, and the gate calibrated."""
    entries = [public_entry(title, text=text) for title, text in (CANTEEN, CHARGING, DRAIN, COURT)]
    call_command("compute_vectors", verbosity=0)
    return entries
