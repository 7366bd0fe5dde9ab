"""How editors write words and questions, and which count as the same."""

import pytest

from search.wording.spelling import key_of, split_questions, split_words


@pytest.mark.parametrize("sign", ["，", ",", "、", "；", ";", " ", "\u3000", " ，、 "])
def test_words_are_parted_by_commas_semicolons_and_blanks(sign):
    assert split_words(f"{sign}物业{sign}物管{sign}") == ["物业", "物管"]


def test_a_word_counts_once_in_whatever_spelling():
    assert split_words("物業，物业，WiFi，ｗｉｆｉ，——，物业。") == ["物業", "WiFi"]
    assert key_of("老年 食堂？") == key_of("老年食堂") == "老年食堂"


def test_questions_keep_their_blanks():
    assert split_questions("老年  食堂\n老人在哪吃饭？，老年食堂") == [
        "老年 食堂",
        "老人在哪吃饭？",
    ]
