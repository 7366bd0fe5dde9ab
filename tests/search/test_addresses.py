"""Addresses of this portal, as editors type them, and the records behind them."""

import pytest
from django.core.exceptions import ValidationError
from django.test import override_settings

from search.addresses import own_path, record_at
from tests.factories import DivisionFactory, PairingFactory, ProjectFactory, UnitFactory
from tests.factories.pages import front, standard, story
from tests.search.promoting import add, address_of, promotion

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("/cases/a/", "/cases/a/"),
        (" /cases/a/?q=1#top ", "/cases/a/"),
        ("http://testserver/cases/a/", "/cases/a/"),
        ("http://localhost:8000/cases/a/", "/cases/a/"),
        ("https://outside.example/cases/a/", None),
        ("//outside.example/cases/a/", None),
        ("http://testserver@outside.example/", None),
        ("http://testserver.outside.example/", None),
        ("/\\outside.example", None),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http:///cases/", None),
        ("http://[", None),
        ("cases/a/", None),
        ("/\0", None),
        ("", None),
    ],
)
def test_only_addresses_of_this_portal_have_a_path(typed, path):
    assert own_path(typed) == path


def test_a_name_that_stands_for_all_hosts_lets_none_in():
    with override_settings(ALLOWED_HOSTS=["*"]):
        assert own_path("https://outside.example/cases/") is None


def test_every_public_page_of_a_record_is_known_by_its_address():
    for record in (
        PairingFactory(),
        ProjectFactory(),
        UnitFactory(),
        DivisionFactory(),
        story(),
        standard(),
        front(),
    ):
        assert record_at(address_of(record)) == record
    for path in ("/", "/showcase/", "/pairings/", "/admin/", "/nowhere/", "/search/", "/%00"):
        assert path == "/" or record_at(path) is None, path
    assert record_at("/pairings/JD-2024-999999/") is None


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("https://outside.example/", "只能填写本站的网址"),
        ("/nowhere/", "没有对应的页面或记录"),
        ("/pairings/", "没有对应的页面或记录"),
    ],
)
def test_what_leads_nowhere_here_is_refused_in_words(address, why):
    made = promotion()
    with pytest.raises(ValidationError, match=why):
        add(made, address)
