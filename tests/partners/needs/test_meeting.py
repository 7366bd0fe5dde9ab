"""Which resource could meet which need, and the reason in words: the rule on plain values."""

import pytest

from partners.needs.meeting import PARTNER_OFFERS, Entry, common_words, suggest

EAST, STREET, PLUM = "00010001", "000100010001", "0001000100010001"
PLACES = {EAST: "东区", STREET: "梅园街道", PLUM: "红梅社区"}
NEED = Entry(1, "养老托幼", PLUM, "高龄老人助餐配送", "行动不便的居民需要送餐上门。")


def offer(key, title="食堂开放", **facts):
    return Entry(key, **{"category": "养老托幼", "path": "0001", "title": title} | facts)


def reasons(*offers, need=NEED):
    return {s.key: s.reason for s in suggest(need, offers, PARTNER_OFFERS, PLACES)}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({}, "同属“养老托幼”"),
        ({"is_partner": True}, "由结对单位提供；同属“养老托幼”"),
        ({"path": "00010001"}, "同属“养老托幼”；同在东区"),
        ({"path": "000100010001"}, "同属“养老托幼”；同在梅园街道"),
        ({"path": "0001000100010001"}, "同属“养老托幼”；同在红梅社区"),
        ({"path": "0001000100010002"}, "同属“养老托幼”；同在梅园街道"),
        ({"path": "00010002"}, "同属“养老托幼”"),
        ({"category": "医疗健康", "title": "老人健康讲座"}, "都提到“老人”"),
        ({"title": "老人助餐名额"}, "同属“养老托幼”；都提到“老人助餐”"),
        (
            {"is_partner": True, "path": PLUM, "title": "老人助餐"},
            "由结对单位提供；同属“养老托幼”；同在红梅社区；都提到“老人助餐”",
        ),
    ],
)
def test_the_reason_says_all_that_fits(facts, reason):
    assert reasons(offer(2, **facts)) == {2: reason}


@pytest.mark.parametrize(
    "facts",
    [
        {"category": "环境整治", "title": "绿化养护"},
        {"category": "环境整治", "title": "绿化养护", "is_partner": True, "path": PLUM},
        {"category": "环境整治", "title": "居民需要社区服务"},  # words of any list
    ],
)
def test_who_offers_something_else_is_not_suggested_however_near(facts):
    assert reasons(offer(2, **facts)) == {}


def test_the_partner_comes_first_then_what_fits_in_more_ways_then_what_is_nearer():
    offers = [
        offer(2),
        offer(3, path=EAST),
        offer(4, path=PLUM),
        offer(5, title="老人助餐", path="00010002"),
        offer(6, category="医疗健康", title="老人义诊", is_partner=True),
    ]
    assert list(reasons(*offers)) == [6, 5, 4, 3, 2]


def test_equals_stand_as_they_were_entered_and_five_are_enough():
    assert list(reasons(*(offer(key) for key in range(9, 1, -1)))) == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (("楼道照明", ""), ("照明灯具", ""), ["照明"]),
        (("楼道照明", ""), ("水电维修", "可以更换楼道照明灯具"), ["楼道照明"]),
        (("楼道照明", ""), ("水电维修", "可以更换照明灯具"), []),  # two letters, in a text
        (("水电维修", "楼道照明灯具损坏"), ("照明灯具", ""), ["照明灯具"]),
        (("社区居民服务", ""), ("社区居民服务", ""), []),
        (("（演示数据）", ""), ("（演示数据）", ""), []),
        (("A", ""), ("B", ""), []),
        (("", ""), ("", ""), []),
        (("图书更新和法律咨询", ""), ("法律和图书", ""), ["图书", "法律"]),
    ],
)
def test_words_that_both_use(one, other, words):
    a, b = (Entry(n, "x", "0001", *text) for n, text in enumerate((one, other)))
    assert sorted(common_words(a, b)) == sorted(words)
    assert sorted(common_words(b, a)) == sorted(words)


def test_the_same_both_ways():
    resource = offer(2, title="老人助餐名额", path=STREET)
    assert reasons(resource) == {2: "同属“养老托幼”；同在梅园街道；都提到“老人助餐”"}
    assert reasons(NEED, need=resource) == {1: "同属“养老托幼”；同在梅园街道；都提到“老人助餐”"}
