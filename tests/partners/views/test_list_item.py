"""Needs and resources in public."""

from datetime import date

import pytest
from django.utils import timezone

from partners.enums import NeedStage
from partners.moves.list_item import accept_need, assign_need, withdraw_claim
from partners.needs.stages import road, stage_line
from tests.factories import (
    AssignmentFactory,
    ClaimFactory,
    CommunityOrganisationFactory,
    DocumentFactory,
    ListCategoryFactory,
    ListItemFactory,
    OrganisationNameFactory,
    ProjectFactory,
    ReviewerFactory,
    UnitFactory,
)

from .reading import count_queries, listed, read, status

pytestmark = pytest.mark.django_db

LIST = "partners:list_item_list"


@pytest.mark.parametrize("state", [{}, {"submitted": True}, {"returned": True}], ids=str)
def test_an_item_that_was_not_approved_is_nowhere(state):
    hidden = ListItemFactory(title="未公开的需求", **state)
    text = read(LIST)
    assert "未公开的需求" not in text
    assert hidden.number not in text
    assert status(hidden) == 404


@pytest.mark.parametrize(
    ("stage", "is_told"),
    [("handling", False), ("answered", True), ("closed", True)],
)
def test_what_was_done_is_told_from_the_answer_on(stage, is_told):
    closed_on = date(2024, 9, 30) if stage == "closed" else None
    need = ListItemFactory(approved=True, stage=stage, closed_on=closed_on, answer="已清淤十二处。")
    assert ("已清淤十二处。" in read(need)) == is_told


def test_filters_narrow_together():
    category = ListCategoryFactory(name="环境整治")
    need = ListItemFactory(approved=True, category=category, stage=NeedStage.ACCEPTED)
    offer = ListItemFactory(approved=True, resource=True)
    assert listed(LIST, kind="need") == listed(LIST, category=category.pk) == [need]
    assert listed(LIST, stage="accepted") == listed(LIST, place=need.division.code) == [need]
    assert listed(LIST, kind="resource") == [offer]
    assert listed(LIST, kind="resource", category=category.pk) == []


def test_an_item_is_found_by_its_words_and_who_asks():
    asker = CommunityOrganisationFactory()
    OrganisationNameFactory(organisation=asker, name="金湖村")
    item = ListItemFactory(
        approved=True, organisation=asker, title="修路灯", description="东门外一片漆黑"
    )
    ListItemFactory(approved=True)
    for text in ("路灯", "漆黑", "金湖", item.number):
        assert listed(LIST, q=text) == [item]


@pytest.mark.parametrize("stage", list(NeedStage))
def test_the_road_of_a_need_shows_where_it_stands(stage):
    closed_on = date(2024, 9, 30) if stage == NeedStage.CLOSED else None
    stops = stage_line(ListItemFactory.build(stage=stage, closed_on=closed_on, division=None))
    here = list(NeedStage).index(stage)
    statuses = [stop.status for stop in stops]
    if closed_on:
        assert statuses == ["done"] * 6
        assert stops[-1].date == closed_on
    else:
        assert statuses == ["done"] * here + ["now"] + ["todo"] * (5 - here)


def test_the_days_of_the_road_are_told_to_everybody_and_who_moved_it_to_nobody():
    need = ListItemFactory(approved=True, stage=NeedStage.COLLECTED)
    person = ReviewerFactory(display_name="演示经办人")
    accept_need(need, by=person)
    ClaimFactory(item=need)
    assign_need(need, by=person, reason="内部意见")
    today = timezone.localdate()
    stops = road(need, public=True)
    assert [stop.date for stop in stops] == [None, today, today, None, None, None]
    text = read(need)
    assert 'aria-current="step"><span class="stages__label">认领/派单' in text
    assert text.count(f'<time datetime="{today}">{today:%Y-}<span class="nowrap">') == 2
    assert "演示经办人" not in text
    assert "内部意见" not in text


def test_a_stop_ahead_has_no_day_after_a_way_back():
    need = ListItemFactory(approved=True, stage=NeedStage.CLAIMED)
    claim = ClaimFactory(item=need)
    withdraw_claim(claim, by=ReviewerFactory(), reason="人手不足")
    need.refresh_from_db()
    entered = timezone.localdate(need.created_at)
    dates = [stop.date for stop in road(need)]
    assert dates == [entered, timezone.localdate(), None, None, None, None]


def test_a_resource_has_no_road():
    assert "stages__stop" in read(ListItemFactory(approved=True))
    assert "stages__stop" not in read(ListItemFactory(approved=True, resource=True))


def test_the_deliberation_is_told_without_its_private_file():
    item = ListItemFactory(
        approved=True,
        deliberated_on=date(2024, 3, 4),
        deliberation_participants="居民代表 15 人",
        deliberation_result="同意先修北门",
        deliberation_file=DocumentFactory(title="签到表"),
    )
    text = read(item)
    assert "居民代表 15 人" in text
    assert "同意先修北门" in text
    assert "签到表" not in text
    assert item.deliberation_file.url not in text


def test_a_public_file_of_the_deliberation_is_offered():
    file = DocumentFactory(is_public=True)
    item = ListItemFactory(approved=True, deliberated_on=date(2024, 3, 4), deliberation_file=file)
    assert file.url in read(item)


def test_claims_stand_until_they_are_withdrawn():
    item = ListItemFactory(approved=True)
    ClaimFactory(item=item, organisation=UnitFactory(name="认领者"), promise="负责勘察")
    ClaimFactory(item=item, organisation=UnitFactory(name="退出者"), state="withdrawn")
    text = read(item)
    assert "认领者" in text
    assert "负责勘察" in text
    assert "退出者" not in text


def _hang_on(item, *, public: bool) -> list[str]:
    return [
        ProjectFactory(need=item, public=public).name,
        AssignmentFactory(place=None, need=item, is_public=public).name,
    ]


def test_what_answers_it_is_shown_once_it_is_public():
    item = ListItemFactory(approved=True)
    shown, hidden = _hang_on(item, public=True), _hang_on(item, public=False)
    text = read(item)
    assert [word for word in shown if word not in text] == []
    assert [word for word in hidden if word in text] == []


def test_a_page_costs_the_same_queries_whatever_hangs_on_it():
    item = ListItemFactory(approved=True)

    def one_more() -> None:
        _hang_on(item, public=True)
        ClaimFactory(item=item)
        ClaimFactory(item=item, organisation=CommunityOrganisationFactory())

    one_more()
    at_one = count_queries(item)
    one_more()
    one_more()
    assert count_queries(item) == at_one
