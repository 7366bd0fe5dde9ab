"""Names are typed by their characters, their sounds, their initials, or a mix."""

import pytest

from search.language.keys import compact, keys_of, read


def offers(name, typed):
    """Whether `name` goes on from what was typed."""
    what = read(typed)
    fits = any(key.startswith(b) for key in keys_of(name) for b in what.beginnings)
    return fits and all(character in compact(name) for character in what.characters)


@pytest.mark.parametrize(
    "typed",
    [
        "板",
        "板桥",
        "板橋街",
        "banq",
        "ban qiao",
        "BanQiao",
        "bqj",
        "bqjd",
        "板桥jd",
        "板qiao",
        "板qj",
    ],
)
def test_a_street_is_typed_in_many_ways(typed):
    assert offers("板桥街道", typed)


@pytest.mark.parametrize("typed", ["桥板", "jdbq", "板桥sq", "半桥jd", "banjie", "板桥街道x"])
def test_what_does_not_begin_a_name_does_not_offer_it(typed):
    assert not offers("板桥街道", typed)


@pytest.mark.parametrize("typed", ["南京市公共", "公共工程", "ggg", "公共gc", "njs"])
def test_the_city_in_front_may_be_left_out(typed):
    assert offers("南京市公共工程建设中心", typed)


def test_every_place_above_may_be_left_out():
    keys = set(keys_of("南京市雨花台区板桥街道办事处"))
    assert {"南京市雨花台区板桥街道办事处", "雨花台区板桥街道办事处", "板桥街道办事处"} <= keys


def test_a_community_is_no_place_above():
    assert "党总支" not in set(keys_of("近华社区党总支"))
    assert len(set(keys_of("近华社区"))) == 3


@pytest.mark.parametrize(
    ("name", "typed"),
    [("G312 沿线", "g312yx"), ("G312 沿线", "G３１２沿"), ("「1+1+11」党建共同体", "1111dj")],
)
def test_letters_and_digits_are_typed_as_they_are(name, typed):
    assert offers(name, typed)


def test_local_readings_are_known():
    assert offers("六合区", "luhe")


@pytest.mark.parametrize("typed", ["", "  ", "，。", "😀", "\ud800", "*", "'"])
def test_what_is_no_word_begins_nothing(typed):
    assert read(typed).beginnings == ()


def test_keys_are_no_longer_than_the_database_takes():
    assert all(len(key) <= 80 for key in keys_of("板桥" * 60))
    assert len(read("板" * 10_000).beginnings[0]) == 80
