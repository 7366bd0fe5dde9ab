"""Site, front page and settings come in one query and are as current as three would be."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from home.models import SiteSettings
from tests.factories.media import ImageFactory
from tests.factories.pages import front, site_settings

pytestmark = pytest.mark.django_db

NOTHING_ELSE = "/search/"  # a page that asks for nothing beside its frame but one short list


def test_frame_of_a_page_costs_one_query(client):
    site_settings(logo=ImageFactory(), emblem=ImageFactory())
    client.get(NOTHING_ELSE)
    with CaptureQueriesContext(connection) as queries:
        client.get(NOTHING_ELSE)
    # The frame's, and the fields of work that a search can be narrowed by.
    assert len(queries) == 2


def test_change_of_the_settings_shows_at_once(client):
    client.get("/")
    site_settings(portal_name="另一座城的门户", icp_number="苏ICP备00000000号")
    for address in ("/", NOTHING_ELSE):
        page = client.get(address).content.decode()
        assert "另一座城的门户" in page
        assert "苏ICP备00000000号" in page


def test_site_without_settings_gets_them(client):
    SiteSettings.objects.all().delete()
    assert "结对共建" in client.get("/").content.decode()
    assert SiteSettings.objects.count() == 1


def test_two_sites_are_told_apart_by_their_names(client, settings):
    settings.ALLOWED_HOSTS = ["testserver", "other.example"]
    other = Site.objects.create(hostname="other.example", port=80, root_page=front())
    SiteSettings.objects.create(site=other, portal_name="第二个门户")
    site_settings(portal_name="第一个门户")
    assert "第一个门户" in client.get("/").content.decode()
    assert "第二个门户" in client.get("/", headers={"host": "other.example"}).content.decode()


def test_portal_without_a_site_says_not_found(client):
    Site.objects.all().delete()
    assert client.get("/").status_code == 404
