"""Tests that commit find the database as the migrations left it, and leave it so."""

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from wagtail.models import Page


def make_a_mess() -> None:
    """Change what the migrations wrote, and leave a row behind, past all of Django's checks."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'a mess'")
        cursor.execute("INSERT INTO django_session VALUES ('left', 'behind', '2024-01-01')")


# Twice the same test: each would meet the mess of the other.
@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_test_that_commits_leaves_nothing_behind(time):
    assert not Session.objects.exists()
    assert Page.objects.filter(depth=1).exists()
    assert not Page.objects.filter(title="a mess").exists()
    make_a_mess()
    assert Page.objects.filter(title="a mess").exists()
