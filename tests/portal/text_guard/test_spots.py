"""What is said of a finding: where, what, with some words around it, and nothing in full."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import conditional_escape

from portal.text_guard.spots import LONGEST, Spot, look


def said(text):
    return [one.message for one in look([Spot("text", "内容", text)])]


def test_some_words_stand_around_the_mark():
    text = "党群服务中心周六上午举办便民活动，请联系13800138000预约，名额有限，先到先得，欢迎参加。"
    assert said(text) == [
        "「内容」中有手机号码：…上午举办便民活动，请联系<mark>138******00</mark>预约，名额有限，先到先得…"
    ]


def test_what_stands_beside_is_masked_too():
    (first, second) = said("电话13800138000、13900139000")
    assert "13900139000" not in first
    assert "13800138000" not in second
    assert "139******00" in first


def test_markup_in_a_text_is_no_markup_on_the_page():
    assert "&lt;script&gt;" in said("<script>13800138000")[0]


def test_words_before_a_message_leave_its_mark_a_mark():
    message = "<标题>：" + said("电话13800138000")[0]
    assert (
        conditional_escape(message)
        == "&lt;标题&gt;：「内容」中有手机号码：电话<mark>138******00</mark>"
    )


@pytest.mark.parametrize(
    "text",
    ["\x00 13800138000 \ud800", "\u202e13800138000", "请大家\ud800捐款", "支\x00付宝：\ud800"],
)
def test_unreadable_signs_are_shown_as_blanks(text):
    assert "\x00" not in said(text)[0]
    said(text)[0].encode()


def test_a_text_nobody_reads_to_its_end_is_refused():
    with pytest.raises(ValidationError, match="无法核查"):
        look([Spot("text", "内容", "甲" * (LONGEST + 1))])
