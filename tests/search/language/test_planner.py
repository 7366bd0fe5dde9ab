"""The plan: what is found for a question, in which tier, in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language.lexicon import Lexicon
from search.language.planner import ENOUGH, answer
from search.language.question import word_of
from search.language.tokens import query_phrase
from search.language.tree import NOTHING, Or
from tests.search.language.memory import MemoryIndex

LEXICON = Lexicon(
    groups=[
        ["南京市公共工程建设中心", "市公建中心"],
        ["南京大学", "南大"],
        ["东南大学", "东大"],
        ["板桥街道"],
        ["江苏省人民医院"],
    ],
    synonyms=[["加装电梯", "增设电梯", "增装电梯"]],
    stop_words=frozenset({"有哪些", "关于", "怎么办"}),
    kind_words={"案例": "case", "协议": "agreement"},
)
DRAIN, LIFT, TEA, HOSPITAL, SOUTHEAST = 1, 2, 3, 4, 5
OFFICE = 6


@pytest.fixture
def index() -> MemoryIndex:
    return MemoryIndex(
        ("向阳雅居排水涵闸维修", ["市公建中心", "板桥街道"], "汛期不再倒灌，惠及23个小区。"),
        ("老楼增设电梯记", ["和平社区"], "楼上楼下协商多次。"),
        ("穆家庄村茶园提升", ["穆家庄村"], "修整茶园道路，投入200余万元。"),
        ("名医到家门口", ["江苏省人民医院"], "专家每周坐诊。"),
        ("校园法律讲堂", ["东南大学", "东大"], "老师讲民法典。"),
        ("工程建设座谈", [], "南京市公共工程建设中心派员参加。"),
    )


def best(question: str, index: MemoryIndex) -> int | None:
    found = answer(question, LEXICON, index)
    return next(iter((*found.head, *found.late)), None)


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("排水涵闸", DRAIN),
        ("排水涵閘", DRAIN),
        ("banqiao", DRAIN),
        ("bqjd", DRAIN),
        ("板桥jd", DRAIN),
        ("板桥j", DRAIN),
        ("banqiaojd", DRAIN),
        ("bqjiedao", DRAIN),
        ("bǎnqiáo jiēdào", DRAIN),
        ("ban qiao jie dao", DRAIN),
        ("板桥 jie dao", DRAIN),
        ("ban qiao pai shui", DRAIN),
        ("板乔街道", DRAIN),
        ("排水函闸", DRAIN),
        ("板桥街道 排水", DRAIN),
        ("板桥街道哪个小区修了排水", DRAIN),
        ("二十三个小区", DRAIN),
        ("加装电梯", LIFT),
        ("加裝電梯有哪些案例", LIFT),
        ("茶", TEA),
        ("200万", TEA),
        ("chayuan", TEA),
        ("zzdt", LIFT),
        ("省人医", HOSPITAL),
        ("ＤＯＮＧＤＡ", SOUTHEAST),
    ],
)
def test_people_find_it_however_they_ask(question: str, key: int, index: MemoryIndex) -> None:
    assert best(question, index) == key


def test_one_name_finds_what_is_told_under_another(index: MemoryIndex) -> None:
    assert set(answer("市公建中心", LEXICON, index).head) == {DRAIN, OFFICE}


def test_a_name_within_another_is_enough_to_look_for() -> None:
    word = word_of(
        "南京市公共工程建设中心", Lexicon(groups=[["南京市公共工程建设中心", "建设中心"]])
    )
    assert word.tree == query_phrase("建设中心")
    assert word.spellings == ("南京市公共工程建设中心", "建设中心")
    number = word_of("示范区12号", Lexicon(synonyms=[["示范区12号", "示范区1"]]))
    parts = [phrase for text in number.spellings if (phrase := query_phrase(text))]
    assert number.tree == Or(tuple(parts))


def test_a_short_name_does_not_find_another_that_holds_it(index: MemoryIndex) -> None:
    assert answer("南大", LEXICON, index).head == []


def test_a_full_name_is_not_widened_by_a_short_one_that_others_hold(index: MemoryIndex) -> None:
    index.add(7, "case", "爱心早餐", ["南京大学"], "学生送早餐。")
    index.add(8, "case", "夜校开课", [], "东大的老师。")
    assert answer("南京大学", LEXICON, index).head == [7]
    assert set(answer("东南大学", LEXICON, index).head) == {SOUTHEAST, 8}


@pytest.mark.parametrize(
    "question", ["量子计算机", "xzqwk", "", "  ", "？！", "*", "\x00", "\ud800"]
)
def test_nothing_is_found_where_nothing_answers(question: str, index: MemoryIndex) -> None:
    found = answer(question, LEXICON, index)
    assert (found.head, found.late, found.tier, found.tree) == ([], [], 0, NOTHING)


def test_what_was_corrected_is_told(index: MemoryIndex) -> None:
    found = answer("板乔街道 排水", LEXICON, index)
    assert found.correction
    assert (found.correction.typed, found.correction.meant) == ("板乔街道 排水", "板桥街道 排水")
    assert found.tier == 3


def test_taken_literally_nothing_is_corrected_or_widened(index: MemoryIndex) -> None:
    assert answer("板乔街道", LEXICON, index, literal=True).head == []
    assert answer("加装电梯", LEXICON, index, literal=True).head == []
    assert answer("增设电梯", LEXICON, index, literal=True).head == [LIFT]
    for letters in ("bqjd", "banqiao", "板桥jd"):
        assert answer(letters, LEXICON, index, literal=True).head == []
    assert answer("二十三个小区", LEXICON, index, literal=True).head == []


def test_a_decimal_is_not_its_digits() -> None:
    index = MemoryIndex(
        ("夜校", [], "1号楼有6万人听课"), ("茶园", [], "惠及1.6万人"), ("集市", [], "卖出75.2万斤")
    )
    assert answer("哪里惠及1.6万人", Lexicon(), index).head == [2]
    assert answer("哪里卖出７５.２万斤", Lexicon(), index).head == [3]
    assert answer("哪里卖出７５．２万斤", Lexicon(), index).head == [3]


def test_titles_come_before_names_and_names_before_texts() -> None:
    index = MemoryIndex(
        ("夜校", [], "茶园里上课"),
        ("夜校", ["茶园"], "上课"),
        ("茶园夜校", [], "上课"),
    )
    assert answer("茶园", LEXICON, index).head == [3, 2, 1]


def test_a_kind_that_was_asked_for_comes_first() -> None:
    index = MemoryIndex(("茶园共建", [], "改造茶园"), kind="agreement")
    index.add(2, "case", "茶园共建", [], "改造茶园")
    assert answer("茶园协议", LEXICON, index).head[0] == 1
    assert answer("茶园案例", LEXICON, index).head[0] == 2


def test_a_story_leads_the_pairings_that_answer_as_well() -> None:
    index = MemoryIndex(*[("某单位与板桥街道", ["板桥街道"], "")] * 50, kind="pairing")
    index.add(51, "case", "涵闸修好了", ["板桥街道"], "板桥街道与单位一起修涵闸。")
    index.add(52, "place", "板桥街道", ["板桥街道"], "")
    lexicon = Lexicon(groups=[["板桥街道", "板桥"]], leading=("case",), kind_weights={"place": 0.4})
    assert answer("板桥", lexicon, index).head[0] == 51
    assert 52 in answer("板桥", lexicon, index).head[:5]


def test_a_story_does_not_lead_what_answers_better() -> None:
    index = MemoryIndex(("板桥街道涵闸维修", ["板桥街道"], "板桥街道的涵闸。"), kind="pairing")
    index.add(2, "case", "老楼加梯", [], "邻近板桥街道。")
    lexicon = Lexicon(groups=[["板桥街道", "板桥"]], leading=("case",))
    assert answer("板桥街道", lexicon, index).head == [1, 2]


def test_neighbours_in_letters_are_one_word_before_they_are_several() -> None:
    index = MemoryIndex(("板桥街道", [], ""), ("白板上的小桥", [], ""), ("茶园小桥", [], ""))
    assert answer("ban qiao", Lexicon(), index).head == [1]
    assert answer("cha yuan qiao", Lexicon(), index).head == [3]


@pytest.mark.parametrize("typed", ["XM-2024-000001", "xm2024000001"])
def test_a_number_finds_its_record_and_no_other(typed: str) -> None:
    index = MemoryIndex(
        ("茶园", ["XM-2024-000001"], ""), ("排水", ["XM-2024-000002"], ""), ("路灯", ["2024"], "")
    )
    found = answer(typed, LEXICON, index)
    assert (found.head, found.late) == ([1], [])


def test_results_proper_have_all_that_was_asked_and_related_ones_most(index: MemoryIndex) -> None:
    index.add(7, "case", "茶园采摘节", [], "游客摘茶。")
    index.add(8, "case", "茶园道路", [], "修路。")
    found = answer("茶园道路提升", LEXICON, index)
    assert found.head[0] == TEA
    assert set(found.late) <= {7, 8}
    assert not set(found.head) & set(found.late)


def test_related_ones_are_not_asked_for_where_enough_was_found() -> None:
    index = MemoryIndex(*[("茶园", [], "排水")] * ENOUGH, ("茶馆排水", [], ""))
    assert answer("茶园 排水", LEXICON, index).late == []


def test_what_means_the_same_is_asked_only_where_words_found_too_little(
    index: MemoryIndex,
) -> None:
    asked: list[str] = []

    def meant(question: str, strong: object) -> dict[int, float]:
        asked.append(question)
        return {HOSPITAL: 0.9}

    assert answer("身体不舒服找谁瞧瞧", LEXICON, index, meant=meant).late == [HOSPITAL]
    assert asked == ["身体不舒服找谁瞧瞧"]
    assert HOSPITAL not in answer("板乔街道", LEXICON, index, meant=meant).late
    assert asked == ["身体不舒服找谁瞧瞧"]


@given(st.text(max_size=60))
def test_no_text_is_too_strange_to_ask(question: str) -> None:
    index = MemoryIndex(("排水涵闸", ["板桥街道"], "茶园"))
    found = answer(question, LEXICON, index)
    assert set(found.head) <= {1}


def test_ten_thousand_characters_are_cut_not_refused(index: MemoryIndex) -> None:
    found = answer("排水" * 5000, LEXICON, index)
    assert len(found.question.text) <= 100
