"""Ids that are nobody's, and words no index can read, on the screens that Wagtail brings."""

import pytest
from django.urls import reverse
from wagtail.models import Workflow

from projects.models import CaseStoryPage
from tests.admin import client_of, told, words
from tests.factories import AdministratorFactory, ImageFactory
from tests.factories.pages import story

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


@pytest.mark.parametrize("asked", ["id=abc", f"id={BEYOND}", "id=all", "id=1"])
def test_pages_that_cannot_be_are_not_chosen(client, asked):
    url = reverse("wagtailadmin_choose_page_chosen_multiple")
    assert client.get(f"{url}?{asked}").status_code == 404


@pytest.mark.parametrize("number", ["abc", "0", "999"])
def test_a_page_of_a_list_that_is_none_is_not_found(client, number):
    url = reverse("wagtailadmin_workflows:edit", args=[Workflow.objects.first().pk])
    assert client.get(url, {"p": number}).status_code == 404


@pytest.mark.parametrize("parent", [{}, {"new_parent_page": ""}, {"new_parent_page": "x"},
    {"new_parent_page": BEYOND}, {"new_parent_page": "987654"}])  # fmt: skip
def test_a_copy_to_nowhere_asks_where_to(client, parent):
    page = story("共建故事")
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    response = client.post(url, {"new_title": "副本", "new_slug": "copy"} | parent)
    assert response.url == url
    assert "请选择新的上级页面" in told(response)
    assert CaseStoryPage.objects.count() == 1


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
