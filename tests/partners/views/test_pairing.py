"""Pairings in public: what is listed, what a page tells, what stays hidden."""

from datetime import date

import pytest
from django.utils.html import escape

from partners.enums import NameKind, Side
from partners.models import PairingLevel
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AssignmentFactory,
    ChecklistItemFactory,
    LevelOneFactory,
    OrganisationNameFactory,
    PairingContactFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    UnitFactory,
    pages,
)

from .reading import count_queries, listed, read, status

pytestmark = pytest.mark.django_db

LIST = "partners:pairing_list"
#: Words of the workspace: who lags is nobody's business in public.
LATE = ("滞后", "未启动", "逾期", "正常")


@pytest.mark.parametrize("state", ["signed", "active", "expired"])
def test_a_pairing_is_public_from_signing_on(state):
    pairing = PairingFactory(**{state: True})
    assert listed(LIST) == [pairing]
    assert pairing.number in read(LIST)
    assert pairing.unit_side.name in read(pairing)


@pytest.mark.parametrize("state", [{}, {"terminated": True}], ids=["proposed", "terminated"])
def test_a_proposed_or_ended_pairing_is_nowhere(state):
    hidden = PairingFactory(**state)
    text = read(LIST)
    assert hidden.number not in text
    assert hidden.unit_side.name not in text
    assert status(hidden) == 404


def test_a_page_tells_what_the_two_sides_do_together_as_plain_text():
    text = "共同清理沟渠。\n\n每月一次<b>巡查</b>。"
    told = read(PairingFactory(signed=True, summary=text))
    assert "<p>共同清理沟渠。</p>" in told
    assert escape("每月一次<b>巡查</b>。") in told
    assert '<div class="prose">' in told
    assert '<div class="prose">' not in read(PairingFactory(signed=True, summary=""))


def test_a_number_nobody_has_is_not_found():
    assert status("/pairings/JD-2024-999999/") == 404
    assert status("/pairings/JD-2024-abc/") == 404


def test_a_pairing_is_found_by_any_name_of_either_side():
    pairing, _ = PairingFactory.create_batch(2, signed=True)
    OrganisationNameFactory(organisation=pairing.unit_side, name="公建中心")
    OrganisationNameFactory(
        organisation=pairing.community_side,
        name="老梅园公社",
        kind=NameKind.FORMER,
        until=date(1984, 1, 1),
    )
    assert listed(LIST, q="公建") == [pairing]
    assert listed(LIST, q="梅园公社") == [pairing]
    assert listed(LIST, q=pairing.community_side.name) == [pairing]
    assert listed(LIST, q="查无此名") == []


def test_a_number_finds_the_pairing_and_those_under_it():
    above = PairingFactory(signed=True)
    below = PairingFactory(signed=True, second=True, parent=above)
    PairingFactory(signed=True, second=True)
    assert set(listed(LIST, q=above.number)) == {above, below}
    assert listed(LIST, q=below.number.lower()) == [below]


def test_filters_narrow_together():
    one = PairingFactory(signed=True)
    two = PairingFactory(active=True, second=True, parent=one)
    last_year = PairingFactory(expired=True, programme_year=ProgrammeYearFactory(year=2023))
    assert set(listed(LIST, year="2024")) == {one, two}
    assert set(listed(LIST, level="1")) == {one, last_year}
    assert listed(LIST, level="1", year="2024") == [one]
    assert listed(LIST, status="active") == [two]
    assert set(listed(LIST, place=one.division.code)) == {one, two}
    assert listed(LIST, place=two.division.code) == [two]
    assert listed(LIST, place=last_year.division.parent.code) == [last_year]


def test_levels_go_by_the_names_the_years_give_them():
    pairing = PairingFactory(signed=True)
    LevelOneFactory(programme_year=ProgrammeYearFactory(year=2023))
    PairingLevel.objects.update(name="头等结对")
    PairingLevel.objects.filter(programme_year__year=2023).update(name="首批结对")
    for text in (read(LIST), read(pairing)):
        assert "头等结对" in text
        assert "一级结对" not in text
    assert "头等结对 / 首批结对" in read(LIST)


def test_years_that_are_not_public_are_not_offered():
    ProgrammeYearFactory(year=2030, is_public=False)
    assert "2030" not in read(LIST)
    assert "请重新选择" in read(LIST, year="2030")


def test_a_card_counts_the_items_both_sides_confirmed():
    pairing = PairingFactory(signed=True)
    done, waiting, _ = ChecklistItemFactory.create_batch(3, level=pairing.level)
    ActivityFactory(pairing=pairing, checklist_item=done, confirmed=True, date=date(2024, 6, 1))
    ActivityFactory(pairing=pairing, checklist_item=waiting, date=date(2024, 9, 9))
    text = read(LIST)
    assert "已确认 1 / 3" in text
    assert 'datetime="2024-06-01"' in text
    assert "2024-09-09" not in text


def test_nobody_reads_who_lags():
    pairing = PairingFactory(signed=True)
    item = ChecklistItemFactory(level=pairing.level, due_on=date(2024, 1, 2))
    for text in (read(LIST), read(pairing)):
        assert not any(word in text for word in LATE)
        assert "2024-01-02" not in text
    assert item.title in read(pairing)


def test_a_page_tells_which_items_are_confirmed_and_when():
    pairing = PairingFactory(signed=True)
    done = ChecklistItemFactory(level=pairing.level, title="走访慰问")
    ChecklistItemFactory(level=pairing.level, title="主题党日")
    ActivityFactory(pairing=pairing, checklist_item=done, confirmed=True, date=date(2024, 6, 1))
    text = read(pairing)
    assert text.count("check--done") == 1
    assert "2024-06-01" in text.split("走访慰问")[1].split("主题党日")[0]


def test_contacts_are_named_only_where_the_department_says_so_and_never_with_a_telephone():
    pairing = PairingFactory(signed=True)
    PairingContactFactory(pairing=pairing, name="公开者", is_public=True, phone="13800000001")
    PairingContactFactory(
        pairing=pairing, name="保密者", post="密职", side=Side.COMMUNITY, phone="13800000002"
    )
    text = read(pairing)
    assert "公开者" in text
    for secret in ("保密者", "密职", "1380000000"):
        assert secret not in text


def test_relatives_that_are_not_public_are_not_mentioned():
    before = PairingFactory(terminated=True, programme_year=ProgrammeYearFactory(year=2023))
    above = PairingFactory()
    pairing = PairingFactory(signed=True, second=True, parent=above, predecessor=before)
    after = PairingFactory(predecessor=pairing, programme_year=ProgrammeYearFactory(year=2025))
    below = PairingFactory(parent=pairing)
    text = read(pairing)
    for hidden in (before, above, after, below):
        assert hidden.number not in text
        assert hidden.get_absolute_url() not in text


def test_public_relatives_are_linked():
    before = PairingFactory(expired=True, programme_year=ProgrammeYearFactory(year=2023))
    pairing = PairingFactory(signed=True, second=True, predecessor=before)
    after = PairingFactory(
        signed=True, predecessor=pairing, programme_year=ProgrammeYearFactory(year=2025)
    )
    text = read(pairing)
    for other in (before, pairing.parent, after):
        assert other.get_absolute_url() in text
    assert pairing.get_absolute_url() in read(pairing.parent)


def test_children_beyond_the_first_dozen_are_a_list_away():
    above = PairingFactory(signed=True)
    PairingFactory.create_batch(12, signed=True, second=True, parent=above)
    assert f"q={above.number}" not in read(above)
    PairingFactory(signed=True, second=True, parent=above)
    assert f"/pairings/?q={above.number}" in read(above)
    assert len(listed(LIST, q=above.number)) == 14


def _hang_on(pairing, **state) -> list[str]:
    """Something of each kind on the pairing; returns what a page that shows it would say."""
    approved, public = state.get("approved", False), state.get("public", False)
    return [
        ActivityFactory(pairing=pairing, confirmed=public).title,
        ProjectFactory(origin=pairing, public=public).name,
        AgreementFactory(pairing=pairing, approved=approved).title,
        AssignmentFactory(place=None, pairing=pairing, is_public=public).name,
    ]


def test_what_grew_out_of_it_is_shown_once_it_is_public():
    pairing = PairingFactory(signed=True)
    shown, hidden = _hang_on(pairing, approved=True, public=True), _hang_on(pairing)
    text = read(pairing)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_who_no_longer_answers_for_it_is_not_named():
    pairing = PairingFactory(signed=True)
    AssignmentFactory(
        place=None, pairing=pairing, is_public=True, name="前任", until=date(2024, 6, 30)
    )
    assert "前任" not in read(pairing)


def test_names_are_escaped():
    pairing = PairingFactory(signed=True, unit_side=UnitFactory(name="<b>粗</b>单位"))
    for text in (read(LIST), read(pairing)):
        assert "<b>粗" not in text
        assert escape("<b>粗</b>单位") in text


def test_a_page_costs_the_same_queries_whatever_hangs_on_it():
    pairing = PairingFactory(signed=True)
    level = pairing.level

    def one_more() -> None:
        _hang_on(pairing, approved=True, public=True)
        PairingContactFactory(pairing=pairing, is_public=True)
        PairingFactory(signed=True, second=True, parent=pairing)
        item = ChecklistItemFactory(level=level)
        ActivityFactory(pairing=pairing, checklist_item=item, confirmed=True)
        pages.story(f"关于{item.title}的故事", pairing=pairing)

    one_more()
    at_one = count_queries(pairing)
    one_more()
    one_more()
    assert count_queries(pairing) == at_one


def test_stories_about_it_are_shown_once_they_are_published():
    pairing = PairingFactory(signed=True)
    told = pages.story("排水修好了", pairing=pairing)
    pages.story("别处的事", pairing=PairingFactory(signed=True))
    for hidden in pages.hidden_stories("未公开的故事"):
        hidden.pairing = pairing
        hidden.save()
    text = read(pairing)
    assert told.title in text
    assert "别处的事" not in text
    assert "未公开的故事" not in text
