"""Words of editors for tests, and why some are refused."""

import pytest
from django.core.exceptions import ValidationError

from search.models import StopWord, Synonym

#: What editors keep of words, by the name of its screens.
SCREENS = ("synonym", "stop_word", "promotion")


def group_of(text: str, **values: object) -> Synonym:
    group = Synonym(words=text, **values)
    group.full_clean()
    group.save()
    return group


def refusal(record: Synonym | StopWord) -> str:
    with pytest.raises(ValidationError) as raised:
        record.full_clean()
    return " ".join(raised.value.messages)
