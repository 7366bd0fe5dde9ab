"""What machines read: sitemaps, robots, feeds. Everything public is there, nothing else."""

import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home import sitemaps
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityOrganisationFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    UnitFactory,
)
from tests.factories.pages import hidden_stories, notice, restrict, site_settings, standard, story

pytestmark = pytest.mark.django_db

LOCATION = re.compile(r"<loc>http://testserver([^<]*)</loc>")


def addresses(client, path="/sitemap.xml"):
    """Every address the index leads to."""
    files = LOCATION.findall(client.get(path).content.decode())
    return [
        found
        for file in files
        for found in LOCATION.findall(client.get(file.replace("&amp;", "&")).content.decode())
    ]


def test_every_public_record_and_page_is_in_the_sitemap(client):
    public = [
        ProjectFactory(public=True),
        PairingFactory(signed=True),
        AllianceFactory(approved=True),
        AgreementFactory(approved=True),
        ActivityFactory(confirmed=True),
        ListItemFactory(approved=True),
        UnitFactory(),
        CommunityOrganisationFactory(),
    ]
    found = addresses(client)
    for record in public:
        assert found.count(record.get_absolute_url()) == 1, record
    for page in (story(), notice(), standard()):
        assert page.url in addresses(client)
    for path in ("/", "/showcase/", "/projects/", "/cases/", "/notices/", "/site-map/"):
        assert path in found


def test_what_is_not_public_is_in_no_sitemap(client):
    hidden = [
        ProjectFactory(),
        ProjectFactory(terminated=True),
        PairingFactory(),
        AllianceFactory(),
        AgreementFactory(),
        ActivityFactory(),
        ListItemFactory(),
    ]
    pages = [*hidden_stories("不公开"), notice(live=False)]
    closed = standard("内部", slug="closed")
    restrict(closed)
    found = addresses(client)
    for record in hidden:
        assert record.get_absolute_url() not in found, record
    assert not {page.url for page in [*pages, closed]} & set(found)


def test_every_address_of_the_sitemap_answers(client):
    ProjectFactory(public=True)
    ActivityFactory(confirmed=True)
    AgreementFactory(approved=True)
    AllianceFactory(approved=True)
    ListItemFactory(approved=True)
    story()
    notice()
    answers = {path: client.get(path).status_code for path in addresses(client)}
    assert {path: code for path, code in answers.items() if code != 200} == {}


def test_long_registers_are_split_into_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps.RecordSitemap, "limit", 2)
    units = [UnitFactory() for _ in range(5)]
    index = LOCATION.findall(client.get("/sitemap.xml").content.decode())
    assert "/sitemap-organisations.xml?p=3" in index
    assert {unit.get_absolute_url() for unit in units} <= set(addresses(client))


@pytest.mark.parametrize(
    "path", ["/sitemap-nothing.xml", "/sitemap-projects.xml?p=99", "/sitemap-projects.xml?p=x"]
)
def test_sitemap_that_is_not_there_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_file_of_records_costs_the_same_queries_at_any_length(client):
    def count():
        with CaptureQueriesContext(connection) as queries:
            client.get("/sitemap-projects.xml")
        return len(queries)

    ProjectFactory(public=True)
    one = count()
    ProjectFactory(public=True)
    ProjectFactory(public=True)
    assert count() == one


def test_robots_may_read_everything_but_admin_and_results(client):
    robots = client.get("/robots.txt").content.decode()
    assert "Disallow: /admin/" in robots
    assert "Disallow: /search/" in robots
    assert "Disallow: /\n" not in robots
    assert "Sitemap: http://testserver/sitemap.xml" in robots


def test_robots_stay_out_of_a_demo(client, settings):
    settings.DEMO = True
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()


@pytest.mark.parametrize(("path", "make"), [("/feed/notices/", notice), ("/feed/cases/", story)])
def test_feed_lists_what_is_public(client, path, make):
    site_settings(portal_name="某城门户")
    shown = make("新的一条", summary="一句话")
    make("草稿一条", live=False)
    restrict(make("内部一条", slug="closed"))
    feed = client.get(path).content.decode()
    channel = ElementTree.fromstring(feed).find("channel")  # noqa: S314 - our own answer
    assert channel.find("title").text.startswith("某城门户")
    items = channel.findall("item")
    assert [item.find("title").text for item in items] == ["新的一条"]
    assert items[0].find("link").text == f"http://testserver{shown.url}"
    assert items[0].find("description").text == "一句话"


def test_feed_stands_characters_that_xml_cannot_hold(client):
    notice("标题\x0b里有控制字符", slug="control")
    assert "标题里有控制字符" in client.get("/feed/notices/").content.decode()


def test_pages_name_their_feed(client):
    assert "/feed/notices/" in client.get("/notices/").content.decode()
    assert "/feed/cases/" in client.get("/cases/").content.decode()
