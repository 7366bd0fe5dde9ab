"""Tests that commit find the database as the migrations left it, and leave it so."""

import pytest
from django.db import connection
from wagtail.models import Page, Site


def make_a_mess() -> None:
    """Remove what the migrations wrote, and leave a row behind, past all of Django's checks."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wagtailcore_site")
        cursor.execute("INSERT INTO django_session VALUES ('left', 'behind', '2024-01-01')")


# Twice the same test: each would meet the mess of the other.
@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind(time):
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
    assert Site.objects.exists()
    assert Page.objects.filter(depth=1).exists()
    make_a_mess()
    assert not Site.objects.exists()
