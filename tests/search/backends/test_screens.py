"""Wagtail's own screens find pages, pictures and files as the public search finds records."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry
from wagtail.search.query import MATCH_ALL, Boost, Fuzzy, Phrase, PlainText

from projects.models import CaseStoryPage
from search.index.refreshing import refresh
from search.models import Entry
from tests.admin import administrator, client_of, words
from tests.factories import DocumentFactory, ImageFactory
from tests.factories.pages import story

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

HOSTILE = (
    *('"', "'", '"板桥', "板桥' OR 1=1 --", "%", "\\", "^", "-", "板桥:*", "'板桥':1A & !"),
    *("*", "板*", " ", "\t\n", "\0", "板\0桥", "NEAR(", "{title}:", "a:b", "AND", "OR NOT", "("),
    *(")" * 500, "😀", "\ud800", "板" * 10_000, "x" * 10_000, "an" * 19 + "vv"),
    " ".join(map(str, range(3_000))),
)


@pytest.fixture
def pages():
    """Two stories: one named for Banqiao, one that tells of it."""
    named = story("板桥街道排水改造", summary="雨季不再积水")
    telling = story("一老一小的事", summary="板桥的老年食堂 2024 年开门")
    refresh(CaseStoryPage, [named.pk, telling.pk])
    return named, telling


def titles(found):
    return [page.title for page in found]


@pytest.mark.parametrize(
    "text", ["板桥", "板橋", "板桥街", "排水", "banqiao", "bqjd", "板桥jd", "街道 排水"]
)
def test_a_page_is_found_by_any_part_of_its_title_in_either_script_and_by_sound(pages, text):
    assert "板桥街道排水改造" in titles(Page.objects.search(text))
    assert "板桥街道排水改造" in titles(Page.objects.autocomplete(text))


def test_the_title_counts_before_the_text_and_an_order_asked_for_before_both(pages):
    named, telling = pages
    assert titles(Page.objects.search("板桥")) == [named.title, telling.title]
    assert titles(Page.objects.search("板桥", order_by="-pk")) == [telling.title, named.title]
    assert titles(Page.objects.order_by("-pk").search("板桥")) == [named.title, telling.title]
    ordered = Page.objects.order_by("-pk").search("板桥", order_by_relevance=False)
    assert titles(ordered) == [telling.title, named.title]


def test_all_words_must_match_unless_any_may(pages):
    assert len(Page.objects.search("排水 食堂")) == 0
    assert len(Page.objects.search("排水 食堂", operator="or")) == 2


def test_the_last_word_may_be_begun_only_while_it_is_typed():
    page = story("Community kitchen 2024")
    refresh(CaseStoryPage, [page.pk])
    assert titles(Page.objects.autocomplete("community kit")) == [page.title]
    assert titles(Page.objects.autocomplete("202")) == [page.title]
    assert titles(Page.objects.autocomplete("comm kitchen")) == []
    assert titles(Page.objects.search("kit")) == []


def test_questions_are_put_together(pages):
    named, telling = pages
    drain, place = PlainText("排水"), PlainText("板桥")

    def found(query):
        return set(titles(CaseStoryPage.objects.search(query)))

    assert found(place & drain) == {named.title}
    assert found(place & ~drain) == {telling.title}
    assert found(drain | PlainText("食堂")) == {named.title, telling.title}
    assert found(Phrase("街道排水")) == {named.title}
    assert found(Phrase("排水街道")) == set()
    assert found(Fuzzy("板桥 排水", operator="and")) == {named.title}
    assert found(Boost(drain, 2.0)) == {named.title}
    assert found(MATCH_ALL) == set(CaseStoryPage.objects.values_list("title", flat=True))
    assert found(~MATCH_ALL) == set()


def test_only_the_title_is_looked_through_where_only_it_is_asked_for(pages):
    named, _ = pages
    assert titles(Page.objects.search("板桥", fields=["title"])) == [named.title]
    assert titles(Page.objects.search("食堂", fields=["title"])) == []


def test_filters_and_slices_of_the_queryset_stay(pages):
    named, telling = pages
    assert titles(Page.objects.exclude(pk=named.pk).search("板桥")) == [telling.title]
    assert len(Page.objects.live().filter(title__startswith="一").search("板桥")) == 1
    named.unpublish()
    assert titles(Page.objects.live().search("板桥")) == [telling.title]
    assert titles(Page.objects.search("板桥")[1:]) == [telling.title]
    assert Page.objects.search("板桥").count() == 2
    assert Page.objects.search("板桥")[:1].count() == 1
    assert Page.objects.search("板桥")[0] == named.page_ptr


def test_scores_and_facets_are_given(pages):
    scores = [page.nearness for page in Page.objects.search("板桥").annotate_score("nearness")]
    assert scores == [2.0, 1.0]
    facets = Page.objects.search("板桥").facet("content_type_id")
    assert list(facets.values()) == [2]


def test_pictures_and_files_are_found_as_soon_as_they_are_saved_and_no_longer_than_they_exist():
    picture, file = ImageFactory(title="板桥现场"), DocumentFactory(title="板桥验收单")
    backend = get_search_backend()
    assert list(backend.autocomplete("banqiao", get_image_model())) == [picture]
    assert list(backend.search("驗收", type(file))) == [file]
    picture.tags.add("雨污分流")
    picture.title = "别处现场"
    picture.save()
    assert list(backend.search("板桥", get_image_model())) == []
    assert list(backend.search("雨污分流", get_image_model())) == [picture]
    picture.delete()
    assert list(backend.search("别处", get_image_model())) == []
    assert not Entry.objects.filter(words__title="别处现场").exists()


def test_a_page_that_is_deleted_leaves_no_entry(pages):
    named, telling = pages
    Page.objects.get(pk=named.pk).delete()
    assert list(Entry.objects.filter(kind="case").values_list("object_id", flat=True)) == [
        telling.pk
    ]


def test_the_words_are_kept_once(pages):
    ImageFactory(title="板桥现场")
    assert IndexEntry.objects.count() == 0


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:20])
def test_no_text_breaks_a_search(pages, text):
    for ask in (Page.objects.search, Page.objects.autocomplete):
        assert len(ask(text)) <= 2
        assert ask(Phrase(text)).count() <= 2


def test_what_holds_no_word_finds_nothing(pages):
    for text in ("*", " ", '"', "😀", "\0"):
        assert list(Page.objects.search(text)) == []


@pytest.mark.parametrize("text", ["板桥", "banqiao", '"', "\0", "*", "x" * 10_000])
@pytest.mark.parametrize(
    "address",
    ["wagtailimages_chooser:choose_results", "wagtaildocs_chooser:choose_results",
     "wagtailadmin_choose_page_search", "wagtailadmin_pages:search", "wagtailimages:index",
     "wagtaildocs:index"],
)  # fmt: skip
def test_every_screen_stands_every_text(pages, address, text):
    response = client_of(administrator()).get(reverse(address), {"q": text})
    assert response.status_code == 200
    if address.startswith("wagtailadmin_choose") and text in ("板桥", "banqiao"):
        assert "板桥街道排水改造" in words(response)


def test_a_search_costs_as_many_queries_for_three_finds_as_for_one():
    backend = get_search_backend()

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(backend.search("现场", get_image_model().objects.all()))
        return len(queries)

    ImageFactory(title="现场1")
    cost()
    one = cost()
    ImageFactory(title="现场2"), ImageFactory(title="现场3")
    assert cost() == one == 1
