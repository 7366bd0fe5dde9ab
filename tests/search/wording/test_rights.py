"""Who reaches the screens of words, promotions and asked questions, and who changes what."""

import pytest
from django.urls import NoReverseMatch, reverse

from search.models import StopWord, Synonym
from tests.admin import (
    administrator,
    client_of,
    editor,
    is_refused,
    is_sent_to_login,
    is_shown_the_way_out,
    liaison,
    somebody_with,
    words,
)
from tests.search.wording.groups import SCREENS, group_of

pytestmark = pytest.mark.django_db


def addresses(name: str) -> list[str]:
    made = {
        "synonym": lambda: group_of("甲甲，乙乙"),
        "stop_word": lambda: StopWord.objects.create(word="丙丙"),
        "promotion": _promotion,
    }[name]()
    with_key = ("edit", "delete", "inspect", "history")
    return [
        reverse(f"{name}:index"),
        reverse(f"{name}:add"),
        *(reverse(f"{name}:{kind}", args=[made.pk]) for kind in with_key),
    ]


def _promotion():
    from search.models import Promotion

    return Promotion.objects.create(questions="丁丁")


@pytest.mark.parametrize("name", SCREENS)
def test_editors_and_administrators_reach_every_screen_others_none(no_words, name):
    urls = addresses(name)
    for user in (editor(), administrator()):
        client = client_of(user)
        assert {url: client.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)
    nobody = client_of(somebody_with())
    assert all(is_refused(nobody.get(url)) for url in urls)
    assert all(is_refused(nobody.post(url)) for url in urls if "/new" in url or "/edit" in url)
    visitor, other = client_of(None), client_of(liaison())
    assert all(is_sent_to_login(visitor.get(url)) for url in urls)
    assert all(is_shown_the_way_out(other.get(url)) for url in urls)


def test_who_only_reads_changes_nothing(no_words):
    group = group_of("物业，物管")
    client = client_of(somebody_with("search.view_synonym"))
    assert "物管" in words(client.get(reverse("synonym:index")))
    for kind in ("edit", "delete"):
        assert is_refused(client.post(reverse(f"synonym:{kind}", args=[group.pk])))
    assert is_refused(client.get(reverse("synonym:add")))
    assert Synonym.objects.exists()


@pytest.mark.parametrize("kind", ["add", "edit", "delete", "history", "inspect"])
def test_the_log_is_entered_and_changed_by_nobody(kind):
    with pytest.raises(NoReverseMatch):
        reverse(f"asked_question:{kind}", args=[1] if kind != "add" else [])
