"""A portal without any data has its columns and works."""

import pytest
from wagtail.models import Page, Site

from home.models import HomePage, SiteSettings
from tests.factories.pages import restrict, standard

pytestmark = pytest.mark.django_db


def test_front_page_is_the_root_of_the_site():
    assert Site.objects.get().root_page.specific == HomePage.objects.get()
    assert SiteSettings.objects.get().site.is_default_site


def test_tree_is_sound():
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", "结对共建"),
        ("/cases/", "案例正在整理"),
        ("/elsewhere/", "案例正在整理"),
        ("/notices/", "还没有公告"),
        ("/search/", "站内搜索"),
        ("/site-map/", "站点地图"),
        ("/sitemap.xml", "sitemap-pages.xml"),
        ("/robots.txt", "Sitemap:"),
        ("/feed/notices/", "公告"),
        ("/feed/cases/", "案例"),
    ],
)
def test_empty_portal_answers_everywhere(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 200
    assert words in answer.content.decode()


def test_site_map_leads_to_the_pages_editors_made(client):
    standard("关于本站", slug="about")
    standard("内部说明", live=False)
    restrict(standard("限制阅读", slug="closed"))
    shown = client.get("/site-map/").content.decode()
    assert 'href="/about/"' in shown
    assert 'href="/elsewhere/"' in shown
    assert "内部说明" not in shown
    assert "限制阅读" not in shown
