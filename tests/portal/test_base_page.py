"""What every page type has: a slug that can be read aloud, text to search, who may see it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.pages import LONGEST_SLUG, pinyin_slug
from portal.publicity import PUBLIC
from projects.models import CaseStoryPage
from tests.factories.pages import column, front, restrict, standard, story
from tests.factories.people import AdministratorFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("板桥排水", "ban-qiao-pai-shui"),
        ("重庆路社区", "chong-qing-lu-she-qu"),
        ("「1+1+11」共同体", "1-1-11-gong-tong-ti"),
        ("G312 沿线", "g312-yan-xian"),
        ("——", ""),
    ],
)
def test_slug_is_the_title_in_pinyin(title, slug):
    assert pinyin_slug(title) == slug


def test_long_title_is_cut_between_syllables():
    slug = pinyin_slug("共" * 80)
    assert len(slug) <= LONGEST_SLUG
    assert set(slug.split("-")) == {"gong"}


def test_page_made_in_code_gets_a_slug_and_its_namesake_another():
    assert story("板桥排水").slug == "ban-qiao-pai-shui"
    assert story("板桥排水").slug == "ban-qiao-pai-shui-2"


def test_slug_given_by_the_editor_stays():
    page = story("板桥排水", slug="drain")
    page.title = "板桥排水改造"
    page.save()
    assert page.slug == "drain"


def test_text_to_search_follows_the_body():
    page = story(body=[("paragraph", "<p>涵闸<b>老化</b></p>"), ("heading", "怎样办成")])
    assert page.search_text == "涵闸老化\n怎样办成"
    page.body = [("quote", {"text": "不再绕路", "who": "居民", "script": "zh-Hans"})]
    page.save()
    page.refresh_from_db()
    assert page.search_text == "不再绕路\n居民"


def test_unpublished_draft_of_a_published_page_is_not_searched():
    page = story(body=[("paragraph", "<p>已公开</p>")])
    page.body = [("paragraph", "<p>未公开的改动</p>")]
    page.save_revision()
    page.refresh_from_db()
    assert page.search_text == "已公开"


def test_public_sees_published_pages_outside_private_sections():
    open_page = story("公开")
    story("草稿", live=False)
    closed = standard("内部")
    restrict(closed)
    assert list(CaseStoryPage.objects.visible_to(PUBLIC)) == [open_page]
    restrict(column())
    assert not CaseStoryPage.objects.visible_to(PUBLIC).exists()


def test_lists_are_the_same_for_an_administrator():
    story("草稿", live=False)
    assert not CaseStoryPage.objects.visible_to(AdministratorFactory()).exists()


def test_alias_of_a_private_page_is_as_private():
    closed = story("内部")
    alias = closed.create_alias(parent=column("elsewhere"), update_slug="alias")
    assert CaseStoryPage.objects.visible_to(PUBLIC).filter(pk=alias.pk).exists()
    restrict(closed)
    assert not CaseStoryPage.objects.visible_to(PUBLIC).exists()


def test_restriction_is_asked_for_where_there_is_one(client):
    page = story("内部", slug="closed")
    assert client.get("/cases/closed/").status_code == 200
    restrict(page)
    answer = client.get("/cases/closed/")
    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_whole_site_can_be_closed(client):
    restrict(front())
    assert client.get("/").status_code == 302
    assert client.get("/cases/").status_code == 302


def test_page_not_published_is_not_found(client):
    story("草稿", slug="draft", live=False)
    assert client.get("/cases/draft/").status_code == 404
    assert client.get("/cases/nothing/").status_code == 404


def test_way_to_a_page_costs_one_query_a_step(client):
    standard("关于", slug="about")
    client.get("/about/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/about/").status_code == 200
    assert len(queries) == 3  # site with front page and settings, the page, pages below it
