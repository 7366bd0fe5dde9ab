"""Two people saving the same page: the second sees both versions and decides, field by field."""

from typing import Any

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from home.models.front import HomeStory
from tests.admin import administrator, chosen, client_of, words
from tests.factories.pages import front, standard, story

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(administrator())


@pytest.fixture
def other():
    return client_of(administrator())


def url_of(page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def text(*paragraphs: str) -> dict:
    return streamfield([("paragraph", rich_text(f"<p>{words}</p>")) for words in paragraphs])


def form(client, page, **changes: Any) -> dict[str, Any]:
    """What the page's form would send; its text is made by scripts, so it is given here."""
    shown = querydict_from_html(words(client.get(url_of(page))), form_id="page-edit-form")
    body = {"body": text()} if "body" not in changes else {}
    given = {"comments": inline_formset([])} | body | changes
    return dict(shown.lists()) | nested_form_data(given)


def latest(page) -> Any:
    """The page as it was saved last."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def test_wagtail_alone_would_put_the_first_save_aside_here_nothing_is_saved(client, other):
    page = standard("原标题", summary="原摘要")
    mine = form(client, page, title="我的标题")
    other.post(url_of(page), form(other, page, title="对方的标题", summary="对方的摘要"))
    answer = client.post(url_of(page), mine)
    shown = words(answer)
    assert answer.status_code == 409
    assert latest(page).title == "对方的标题"
    assert page.revisions.count() == 1
    for expected in ("我的标题", "对方的标题", "对方的摘要", "保存"):
        assert expected in shown


def test_it_is_saved_as_chosen_and_asked_where_both_changed_it(client, other):
    page = standard("原标题", summary="原摘要")
    page.save_revision()
    mine = form(client, page, title="我的标题", seo_title="我的页面标题")
    other.post(url_of(page), form(other, page, title="对方的标题", summary="对方的摘要"))
    shown = client.post(url_of(page), mine)
    assert "原标题" in words(shown)
    again = chosen(client, url_of(page), shown)
    assert again.status_code == 409
    assert "还有内容没有选择" in words(again)
    assert chosen(client, url_of(page), again, title="mine").status_code == 302
    saved = latest(page)
    assert (saved.title, saved.summary, saved.seo_title) == (
        "我的标题", "对方的摘要", "我的页面标题",
    )  # fmt: skip


def test_the_text_of_the_page_is_chosen_whole(client, other):
    page = standard("有正文")
    page.save_revision()
    mine = form(client, page, body=text("我写的正文"), title="我的标题")
    other.post(url_of(page), form(other, page, body=text("对方写的正文")))
    shown = client.post(url_of(page), mine)
    assert "我写的正文" in words(shown)
    assert "对方写的正文" in words(shown)
    chosen(client, url_of(page), shown, body="theirs")
    saved = latest(page)
    assert "对方写的正文" in str(saved.body)
    assert saved.title == "我的标题"


def test_a_third_save_in_between_is_shown_again(client, other):
    page = standard("原标题")
    page.save_revision()
    mine = form(client, page, title="我的标题")
    other.post(url_of(page), form(other, page, title="第二个标题"))
    shown = client.post(url_of(page), mine)
    other.post(url_of(page), form(other, page, title="第三个标题"))
    again = chosen(client, url_of(page), shown, title="mine")
    assert again.status_code == 409
    assert "第三个标题" in words(again)
    assert latest(page).title == "第三个标题"
    assert chosen(client, url_of(page), again, title="mine").status_code == 302
    assert latest(page).title == "我的标题"


def test_publishing_is_still_what_was_asked_for(client, other):
    page = standard("原标题")
    page.save_revision()
    mine = form(client, page, title="我的标题") | {"action-publish": "action-publish"}
    other.post(url_of(page), form(other, page, summary="对方的摘要"))
    chosen(client, url_of(page), client.post(url_of(page), mine))
    page.refresh_from_db()
    assert (page.title, page.summary) == ("我的标题", "对方的摘要")


def test_mistakes_are_told_after_choosing_and_what_was_kept_is_in_the_form(client, other):
    page = standard("原标题", summary="原摘要")
    page.save_revision()
    mine = form(client, page, title="") | {"action-publish": "action-publish"}
    other.post(url_of(page), form(other, page, summary="对方的摘要"))
    shown = client.post(url_of(page), mine)
    answer = chosen(client, url_of(page), shown, title="mine")
    assert answer.status_code == 200
    assert "对方的摘要" in words(answer)
    fixed = dict(querydict_from_html(words(answer), form_id="page-edit-form").lists())
    fixed |= nested_form_data({"comments": inline_formset([]), "body": text(), "title": "改好了"})
    client.post(url_of(page), fixed)
    assert (latest(page).title, latest(page).summary) == ("改好了", "对方的摘要")


def test_the_form_can_be_filled_as_chosen_and_written_on(client, other):
    page = standard("原标题")
    page.save_revision()
    mine = form(client, page, title="我的标题")
    other.post(url_of(page), form(other, page, summary="对方的摘要"))
    shown = client.post(url_of(page), mine)
    filled = words(chosen(client, url_of(page), shown, button="fill_as_chosen"))
    assert 'value="我的标题"' in filled
    assert "对方的摘要" in filled
    assert latest(page).title == "原标题"


def test_lists_of_other_things_are_chosen_whole(client, other):
    page, mine_story, their_story = front(), story("我推荐的"), story("对方推荐的")
    page.save_revision()

    def featuring(browser, *stories) -> dict:
        rows = [{"story": one.pk, "ORDER": n} for n, one in enumerate(stories, 1)]
        return form(browser, page, featured_stories=inline_formset(rows))

    mine = featuring(client, mine_story)
    other.post(url_of(page), featuring(other, their_story))
    shown = client.post(url_of(page), mine)
    assert "我推荐的" in words(shown)
    assert chosen(client, url_of(page), shown, featured_stories="theirs").status_code == 302
    assert [str(row.story) for row in latest(page).featured_stories.all()] == ["对方推荐的"]
    assert not HomeStory.objects.filter(story=mine_story).exists()


def test_the_same_content_twice_asks_nobody(client, other):
    page = standard("原标题")
    page.save_revision()
    mine = form(client, page, title="新标题")
    other.post(url_of(page), form(other, page, title="新标题"))
    assert client.post(url_of(page), mine).status_code == 302


def test_a_page_that_saves_itself_is_not_saved_over_either(client, other):
    page = standard("从未保存过版本的页面")
    mine = form(client, page, title="我的标题")
    other.post(url_of(page), form(other, page, title="对方的标题"))
    answer = client.post(url_of(page), mine, headers={"accept": "application/json"})
    assert answer.json()["error_code"] == "invalid_revision"
    assert latest(page).title == "对方的标题"
