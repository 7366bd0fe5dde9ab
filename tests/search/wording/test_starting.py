"""The words a portal starts with are valid, and never overwrite those of editors."""

import pytest

from search.models import StopWord, Synonym
from search.wording import starting as starting_words
from search.wording.spelling import key_of
from search.wording.starting import starting_stop_words, starting_synonyms

pytestmark = pytest.mark.django_db


def test_a_new_portal_starts_with_words_that_are_valid():
    assert Synonym.objects.count() == len(starting_synonyms()) >= 150
    assert StopWord.objects.count() == len(starting_stop_words()) >= 150
    taken = [key_of(word) for group in starting_synonyms() for word in group]
    assert len(taken) == len(set(taken))
    assert not set(taken) & set(map(key_of, starting_stop_words()))
    Synonym.objects.get(words__contains="加装电梯").full_clean()
    StopWord.objects.get(word="有哪些").full_clean()


def test_words_of_editors_are_never_overwritten():
    Synonym.objects.exclude(words__contains="加装电梯").delete()
    Synonym.objects.update(words="甲，乙")
    StopWord.objects.exclude(word="有哪些").delete()
    starting_words.load(Synonym.objects, StopWord.objects)
    assert [group.words for group in Synonym.objects.all()] == ["甲，乙"]
    assert [stop.word for stop in StopWord.objects.all()] == ["有哪些"]
