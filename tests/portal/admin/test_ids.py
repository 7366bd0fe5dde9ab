"""Ids that are nobody's, and words no index can read, on the screens that Wagtail brings."""

import pytest
from django.urls import reverse

from tests.admin import client_of, words
from tests.factories import AdministratorFactory, ImageFactory

pytestmark = pytest.mark.django_db

BEYOND = "9" * 25


@pytest.fixture
def client():
    return client_of(AdministratorFactory())


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        ("wagtailadmin_explore_root", "owner"),
        ("wagtailadmin_explore_root", "content_type"),
        ("wagtailadmin_reports:site_history", "user"),
        ("wagtailusers_users:index", "group"),
    ],
)
def test_a_filter_beyond_the_numbers_of_the_database_finds_nobody(client, name, parameter):
    response = client.get(reverse(name), {parameter: BEYOND})
    assert response.status_code in (200, 404)  # PostgreSQL looks and finds none


@pytest.mark.parametrize("asked", ["id=abc", f"id={BEYOND}", "id=1&id=x", "id=all&childOf=x"])
def test_a_bulk_action_on_what_cannot_be_is_not_found(client, asked):
    url = reverse("wagtail_bulk_action", args=["portal", "portalimage", "delete"])
    assert client.get(f"{url}?{asked}").status_code == 404


@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtailimages_chooser:choose"])
@pytest.mark.parametrize("asked", ['"', 'a"b', "'", "\\", "%", "NEAR(", "*"])
def test_a_search_for_signs_is_answered(client, name, asked):
    ImageFactory()
    assert client.get(reverse(name), {"q": asked}).status_code == 200


def test_a_picture_is_found_by_the_middle_of_its_title(client):
    ImageFactory(title="板桥街道排水工程现场")
    ImageFactory(title="金湖")
    page = words(client.get(reverse("wagtailimages:index"), {"q": "排水"}))
    assert "板桥街道排水工程现场" in page
    assert "金湖" not in page
