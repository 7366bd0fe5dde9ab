"""The log of questions: counted once a search, numbers of people masked, nobody kept waiting."""

import re
import sqlite3
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from search import log
from search.log import MASKS, is_counted, masked, note, prune
from search.models import AskedQuestion


def kept() -> list[tuple]:
    return list(
        AskedQuestion.objects.order_by("pk").values_list(
            "question", "times", "empty_times", "results", "tier"
        )
    )


# --- what is kept -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    [
        "13800000000",
        "１３８０００００００００",  # full width
        "138 0000 0000",
        "138-0000-0000",
        "138\u200b0000\u200b0000",  # zero-width characters between
        "32010119900101123X",
        "3201 0119 9001 0112 3x",
        "6222020000000000000",
        "6222 0200 0000 0000 000",
        "83000000",
        "025-83000000",
        "一三八〇〇〇〇〇〇〇〇",
        "一三八 〇〇〇〇 〇〇〇〇",
        "8300 0000",
        "025-8300-0000",
        "025 830 0000",
        "八三〇〇 〇〇〇〇",
        "E12345678",
    ],
)
def test_numbers_of_people_are_masked(number):
    text = masked(f"找{number}谁")
    assert "[号码]" in text
    assert not re.search(r"\d{4}", text), text
    assert not re.search("[〇一二三四五六七八九]{4}", text)


def test_addresses_of_mail_are_masked():
    assert masked("@") == ""
    assert masked("发到 zhang.san@example.com 可以吗") == "发到 [邮箱] 可以吗"
    for address in ("zhang＠example.com", "zhang @ example.com", "zhang@@example.com"):
        assert "example" not in masked(f"联系 {address}")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("  板桥   排水 ", "板桥 排水"),
        ("BanQiao", "banqiao"),
        ("板橋街道", "板桥街道"),
        ("2024年结对", "2024年结对"),
        ("2023-2024 年度清单", "2023-2024 年度清单"),
        ("一到七号楼", "一到七号楼"),
        ("一、二、三、四、五、六、七号楼", "一、二、三、四、五、六、七号楼"),
        ("2024 1000户", "2024 1000户"),
        ("？！……", ""),
        ("😀", ""),
        ("五个一", "五个一"),
        ("210022", "210022"),
    ],
)
def test_questions_are_kept_folded_and_small_numbers_as_they_are(typed, same):
    assert masked(typed) == same


@given(st.text(max_size=300))
def test_nothing_that_is_kept_holds_a_long_number_or_an_at_sign(text):
    found = masked(text)
    assert len(found) <= 80
    assert not re.search(r"\d{7}", found)
    assert "@" not in found
    assert found.isprintable()
    found.encode()


@given(
    st.from_regex(r"\A1[3-9][0-9]{9}\Z"),
    st.text(alphabet=" -.·/_—\u200b\u3000", max_size=3),
    st.integers(2, 5),
)
def test_a_mobile_number_is_masked_however_it_is_parted(number, sign, size):
    parted = sign.join(number[at : at + size] for at in range(0, len(number), size))
    text = masked(f"电话{parted}的人")
    assert not re.search(r"\d", text), text


@given(st.text(alphabet="0123456789xX", min_size=7, max_size=30), st.integers(0, 90))
def test_a_number_is_masked_wherever_it_stands_and_the_cut_leaves_none(number, before):
    digits = re.sub(r"\D", "", number)
    text = masked("问" * before + number)
    if re.search(r"\d{7}", number):
        assert re.search(r"\d{7}", number).group() not in text  # type: ignore[union-attr]
    assert not re.search(r"\d{7}", text)
    assert len(digits) < 7 or len(text) <= 80


# --- counting -----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.postgresql
class TestCounting:
    def test_a_question_has_one_row_a_day_however_it_is_spelt(self):
        note("加装电梯", results=3, tier=1)
        note(" 加裝電梯 ", results=5, tier=2)
        assert kept() == [("加装电梯", 2, 0, 5, 2)]
        assert AskedQuestion.objects.get().day == timezone.localdate()

    def test_times_without_result_are_counted_apart(self):
        note("护学岗", results=0, tier=0)
        note("护学岗", results=0, tier=4)  # something related was shown
        note("护学岗", results=2, tier=3)
        assert kept() == [("护学岗", 3, 1, 2, 3)]

    def test_another_day_is_another_row(self, monkeypatch):
        note("护学岗", results=1, tier=1)
        tomorrow = timezone.localdate() + timedelta(days=1)
        monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)
        note("护学岗", results=1, tier=1)
        assert AskedQuestion.objects.values_list("times", flat=True).count() == 2

    @pytest.mark.parametrize("question", ["", "   ", "\0", "\ud800", "\u200b"])
    def test_blanks_are_no_question(self, question):
        note(question, results=0, tier=0)
        assert kept() == []

    def test_a_narrowed_search_is_not_counted_again(self):
        note("护学岗", results=1, tier=1, kind="project")
        assert kept() == []

    def test_counting_costs_one_statement(self, django_assert_num_queries):
        note("护学岗", results=1, tier=1)
        with django_assert_num_queries(3):  # with the savepoint around it
            note("护学岗", results=1, tier=1)

    @pytest.mark.parametrize(
        "question", ["'; DROP TABLE x", "%s %(a)s", "a" * 10_000, "💧" * 200, "*", '"', "\\"]
    )
    def test_hostile_questions_are_counted_or_left_out(self, question):
        note(question, results=10**12, tier=99)
        assert all(len(row[0]) <= 80 for row in kept())

    @pytest.mark.parametrize("question", ["*", '"', "\\", "？？", "💧" * 200])
    def test_signs_alone_are_no_question(self, question):
        note(question, results=0, tier=0)
        assert kept() == []

    def test_a_flood_of_nonsense_ends_but_known_questions_are_counted_on(self, monkeypatch):
        monkeypatch.setattr(log, "MOST_A_DAY", 2)
        for question in ("甲甲", "乙乙", "丙丙", "甲甲"):
            note(question, results=1, tier=1)
        assert [row[:2] for row in kept()] == [("甲甲", 2), ("乙乙", 1)]

    def test_nothing_of_the_person_stands_in_the_table(self):
        names = {field.name for field in AskedQuestion._meta.get_fields()}
        assert names == {"id", "question", "day", "times", "empty_times", "results", "tier"}

    def test_old_questions_are_forgotten(self, capsys):
        today = timezone.localdate()
        for days in (0, 400, 401):
            AskedQuestion.objects.create(question="甲", day=today - timedelta(days=days))
        call_command("prune_search_log")
        assert "1 条" in capsys.readouterr().out
        assert AskedQuestion.objects.count() == 2
        assert prune(today + timedelta(days=500)) == 2


@pytest.mark.django_db
def test_a_failure_is_logged_and_not_raised(monkeypatch, caplog):
    def fails(*args):
        raise RuntimeError("disk")

    monkeypatch.setattr(log, "_count", fails)
    note("护学岗", results=1, tier=1)
    assert "not counted" in caplog.text


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_while_another_writes_the_row_is_dropped_at_once(tmp_path, caplog, monkeypatch):
    path = connection.settings_dict["NAME"]
    other = sqlite3.connect(path, uri="mode=memory" in str(path), timeout=0)
    (usual,) = connection.cursor().execute("PRAGMA busy_timeout").fetchone()
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO search_stopword (word, changed_at) VALUES ('甲乙', '2024-01-01')")
    try:
        note("护学岗", results=1, tier=1)
    finally:
        other.rollback()
        other.close()
    assert "not counted" in caplog.text
    assert kept() == []
    assert connection.cursor().execute("PRAGMA busy_timeout").fetchone() == (usual,)
    note("护学岗", results=1, tier=1)
    assert len(kept()) == 1


# --- whose questions count ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "headers", "counts"),
    [
        ("get", {}, True),
        ("get", {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0"}, True),
        ("head", {}, False),
        ("get", {"Sec-Purpose": "prefetch;prerender"}, False),
        ("get", {"Purpose": "prefetch"}, False),
        ("get", {"User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"}, False),
        ("get", {"User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)"}, False),
        ("get", {"User-Agent": "curl/8.0"}, False),
    ],
)
def test_only_people_who_look_are_counted(method, headers, counts):
    request = getattr(RequestFactory(headers=headers), method)("/search/?q=1")
    assert is_counted(request) is counts


def test_the_marks_survive_masking():
    for mark in MASKS:
        assert masked(mark) == mark
