"""A changed synonym or stop word counts at once."""

import pytest

from search import vocabulary
from search.finding import find
from search.index.watching import settle
from search.models import StopWord
from tests.factories.pages import notice
from tests.search.wording.groups import group_of

pytestmark = pytest.mark.django_db


def test_a_change_is_known_to_the_search_after_it_is_kept(
    no_words, django_capture_on_commit_callbacks
):
    assert vocabulary.vocabulary().synonyms_of("物业") == []
    with django_capture_on_commit_callbacks(execute=True):
        group = group_of("物业，物管")
    assert vocabulary.vocabulary().synonyms_of("物业") == ["物管"]
    with django_capture_on_commit_callbacks(execute=True):
        StopWord.objects.create(word="求助")
        group.delete()
    assert vocabulary.vocabulary().synonyms_of("物业") == []
    assert "求助" in vocabulary.vocabulary().stop_words


def test_a_stop_word_of_several_common_words_is_left_out_of_questions(
    no_words, django_capture_on_commit_callbacks
):
    notice("排水涵闸招标")
    settle()
    assert find("想了解一下排水涵闸").total == 0
    with django_capture_on_commit_callbacks(execute=True):
        StopWord.objects.create(word="想了解一下")
    assert find("想了解一下排水涵闸").total == 1
