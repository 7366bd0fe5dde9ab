"""The front page: figures of the featured year, the latest of everything public."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.highlights import highlights
from home.models import HomeStory
from projects.enums import ParticipantRole
from tests.factories import (
    ActivityFactory,
    DistrictFactory,
    FundEntryFactory,
    ImageFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UpdateFactory,
)
from tests.factories.pages import front, hidden_stories, notice, story

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def page(client):
    return client.get("/").content.decode()


def test_figures_are_those_of_the_featured_year(client):
    pairing = PairingFactory(signed=True)
    project = ProjectFactory(public=True, origin=pairing)
    FundEntryFactory(project=project, amount="1060000.00", verified=True)
    ActivityFactory(pairing=pairing, confirmed=True, volunteers=31)
    shown = {figure.key: figure.value for figure in highlights(front()).woven}
    assert shown["units"] == 1
    assert shown["pairing_projects"] == 1
    assert str(shown["funds"]) == "1060000.00"
    assert shown["volunteers"] == 31
    assert "106" in page(client)
    assert "2024 年" in page(client)


def test_year_that_is_not_public_shows_no_figures(client):
    ProgrammeYearFactory(is_public=False)
    assert highlights(front()).showcase is None
    assert "单位一方" not in page(client)


def test_latest_step_names_both_sides_and_stands_on_the_line_of_stages(client):
    project = ProjectFactory(public=True, name="排水涵闸改造")
    lead = ProjectParticipantFactory(project=project, role=ParticipantRole.LEAD)
    served = ProjectParticipantFactory(project=project, role=ParticipantRole.BENEFICIARY)
    UpdateFactory(project=project, title="早先", happened_on=date(2024, 5, 1), approved=True)
    UpdateFactory(project=project, title="刚刚完工", happened_on=date(2024, 6, 1), approved=True)
    shown = highlights(front())
    assert shown.latest.title == "刚刚完工"
    assert [step.title for step in shown.earlier] == ["早先"]
    content = page(client)
    for words in ("排水涵闸改造", lead.organisation.name, served.organisation.name, "立项"):
        assert words in content


def test_what_is_not_public_is_not_on_the_front_page(client):
    UpdateFactory(title="未审核的进展")
    UpdateFactory(title="未公开项目的进展", project=ProjectFactory(), approved=True)
    hidden_stories("不公开的案例")
    HomeStory.objects.create(page=front(), story=story("选中的草稿", live=False))
    notice("公告草稿", live=False)
    content = page(client)
    for words in ("未审核的进展", "未公开项目的进展", "不公开的案例", "选中的草稿", "公告草稿"):
        assert words not in content


def test_chosen_stories_lead_and_the_latest_of_the_city_fill_up(client):
    here = DistrictFactory()
    chosen = story("别处的好做法")
    for number in range(4):
        story(f"本市{number}", division=here)
    story("没有地点", place_text="外地")
    HomeStory.objects.create(page=front(), story=chosen, sort_order=1)
    titles = [one.title for one in highlights(front()).stories]
    assert titles == ["别处的好做法", "本市3", "本市2"]


def test_editor_chooses_words_to_search_for(client):
    home = front()
    home.hero_title, home.quick_words = "把事办好", "排水 助老"
    home.save()
    content = page(client)
    assert "<h1>把事办好</h1>" in content
    assert "/search/?q=%E6%8E%92%E6%B0%B4" in content


def test_front_page_costs_at_most_fourteen_queries_however_full(client):
    def add():
        pairing = PairingFactory(signed=True)
        project = ProjectFactory(public=True, origin=pairing)
        ProjectParticipantFactory(project=project)
        UpdateFactory(project=project, approved=True)
        ActivityFactory(pairing=pairing, confirmed=True)
        FundEntryFactory(project=project, verified=True)
        story(division=project.division, listing_image=ImageFactory())
        notice()

    def count():
        page(client)
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    add()
    one = count()
    add()
    add()
    assert count() == one <= 14
