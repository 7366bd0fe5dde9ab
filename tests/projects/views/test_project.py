"""The public page of a project."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.models import Page

from projects.enums import FundKind, ParticipantRole
from projects.models import Project
from projects.models.story import CaseIndexPage, CaseStoryPage
from projects.moves import ask_acceptance, establish, start_work
from tests.factories import (
    ActivityFactory,
    AfterCareFactory,
    AllianceFactory,
    CommunityOrganisationFactory,
    DocumentFactory,
    FundEntryFactory,
    ImageFactory,
    ListItemFactory,
    MeasureFactory,
    MilestoneFactory,
    OutcomeFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    ReviewerFactory,
    UnitFactory,
    UpdateFactory,
    UpdatePhotoFactory,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, project: Project) -> str:
    response = client.get(project.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_project_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/projects/XM-2024-999999/").status_code == 404
    assert client.get("/projects/xm-1/").status_code == 404


def test_the_page_tells_what_where_who_and_why(project: Project, client: Client) -> None:
    need = ListItemFactory(approved=True, title="希望修缮涵闸")
    Project.objects.filter(pk=project.pk).update(need=need)
    origin = project.origins.get().pairing

    page = page_of(client, project)

    for words in (project.summary, "东区梅园街道红梅社区", "向阳雅居小区", "示例排水中心"):
        assert words in page
    assert f'href="{need.get_absolute_url()}"' in page
    assert f'href="{origin.get_absolute_url()}"' in page
    assert f'href="{project.division.get_absolute_url()}"' in page


def test_origins_and_a_need_that_are_not_public_are_not_named(
    project: Project, client: Client
) -> None:
    proposed, draft = PairingFactory(), AllianceFactory(name="未公开的联盟")
    for origin in ({"pairing": proposed}, {"alliance": draft}):
        project.origins.create(**origin)
    need = ListItemFactory(title="未公开的需求")
    Project.objects.filter(pk=project.pk).update(need=need)

    page = page_of(client, project)

    for hidden in (proposed.number, proposed.unit_side.name, draft.name, need.title):
        assert hidden not in page


def test_the_stage_line_shows_the_stated_days_of_its_stops(client: Client) -> None:
    by = ReviewerFactory()
    project = ProjectFactory(approved=True, origin=PairingFactory(signed=True))
    establish(project, by=by)
    start_work(project, by=by, on=date(2024, 4, 2))
    ask_acceptance(project, by=by)

    stages = client.get(project.get_absolute_url()).context["stages"]

    assert [(s.label, s.status) for s in stages] == [
        ("谋划", "done"),
        ("立项", "done"),
        ("实施", "done"),
        ("待验收", "now"),
        ("办结", "todo"),
    ]
    assert stages[2].date == date(2024, 4, 2)
    assert [stages[1].date, stages[3].date, stages[4].date] == [None, None, None]


def test_a_suspended_project_rests_at_its_stage_and_gives_no_reason(client: Client) -> None:
    project = ProjectFactory(suspended=True)

    response = client.get(project.get_absolute_url())

    assert [s.status for s in response.context["stages"]] == [
        "done",
        "done",
        "stop",
        "todo",
        "todo",
    ]
    assert "暂停" in response.content.decode()
    assert project.stage_reason not in response.content.decode()


def test_the_timeline_weaves_milestones_and_updates_of_both_sides(
    project: Project, client: Client
) -> None:
    community = project.participants.get(role=ParticipantRole.BENEFICIARY).organisation
    MilestoneFactory(project=project, title="完成设计", done_on=date(2024, 3, 18))
    MilestoneFactory(project=project, title="现场验收", due_on=date(2024, 1, 1))
    UpdateFactory(project=project, approved=True, title="进场施工", happened_on=date(2024, 4, 2))
    UpdateFactory(
        project=project,
        approved=True,
        title="居民试水",
        organisation=community,
        happened_on=date(2024, 11, 18),
    )

    response = client.get(project.get_absolute_url())

    told = [(h.title, h.side) for h in response.context["timeline"]]
    assert told == [("居民试水", "place"), ("进场施工", "unit"), ("完成设计", "")]
    page = response.content.decode()
    assert page.index("下一步") < page.index("现场验收")
    assert "2024 年 1 月" not in page.replace("\xa0", " ")


def test_updates_that_were_not_approved_leak_neither_words_nor_photos(
    project: Project, client: Client
) -> None:
    told = UpdateFactory(project=project, approved=True)
    UpdatePhotoFactory(update_record=told, caption="新装的闸门")
    hidden = []
    for state in ({}, {"submitted": True}, {"returned": True}):
        update = UpdateFactory(project=project, title="未审核标题", text="未审核内容", **state)
        image = ImageFactory(title="未审核图片")
        UpdatePhotoFactory(update_record=update, image=image, caption="未审核说明")
        hidden.append(image)

    page = page_of(client, project)

    assert page.count("<figure") == 1
    assert "新装的闸门" in page
    assert "未审核" not in page
    for image in hidden:
        assert not image.renditions.exists()


def test_a_photo_is_shown_scaled_never_as_it_was_uploaded(project: Project, client: Client) -> None:
    photo = UpdatePhotoFactory(update_record=UpdateFactory(project=project, approved=True))

    page = page_of(client, project)

    assert photo.image.renditions.get().url in page
    assert photo.image.file.name not in page


def test_a_photo_whose_file_is_lost_is_left_out(project: Project, client: Client) -> None:
    photo = UpdatePhotoFactory(update_record=UpdateFactory(project=project, approved=True))
    photo.image.file.storage.delete(photo.image.file.name)

    assert "<figure" not in page_of(client, project)


def test_money_is_what_was_verified_and_promises_stand_apart(
    project: Project, client: Client
) -> None:
    line = {"project": project, "verified": True}
    FundEntryFactory(amount=Decimal("800000.00"), **line)
    FundEntryFactory(kind=FundKind.IN_KIND, amount=Decimal("42600.50"), **line)
    taken_back = FundEntryFactory(amount=Decimal("5.00"), **line)
    FundEntryFactory(reverses=taken_back, verified=True)
    FundEntryFactory(kind=FundKind.PLEDGED, amount=Decimal("900.00"), **line)
    FundEntryFactory(kind=FundKind.SPENT, amount=Decimal("321.00"), **line)

    page = page_of(client, project)

    assert "842,600.50 元" in page
    assert "到账 800,000.00 元，物资折价 42,600.50 元" in page
    assert "-5.00" in page
    assert "冲正" in page
    assert "承诺金额，不计入协调争取资金" in page
    assert "321.00" in page


def test_unverified_money_evidence_and_notes_are_nowhere(project: Project, client: Client) -> None:
    document = DocumentFactory(title="机密凭证", file=ContentFile(b"x", name="jimi-pingzheng.pdf"))
    FundEntryFactory(project=project, amount=Decimal("777.77"), note="未核验说明")
    FundEntryFactory(
        project=project,
        verified=True,
        amount=Decimal("12.00"),
        evidence=document,
        note="内部说明",
    )

    page = page_of(client, project)

    assert "12.00" in page
    for hidden in ("777.77", "说明", "机密凭证", "jimi", document.file.name, document.url):
        assert hidden not in page


def test_outcomes_after_care_and_confirmed_activities_are_told(
    project: Project, client: Client
) -> None:
    OutcomeFactory(project=project, value=Decimal("1520.00"))
    OutcomeFactory(
        project=project, measure=MeasureFactory(name="疏通", unit="米"), value=Decimal("320.50")
    )
    AfterCareFactory(project=project, task="汛期巡查", done_on=date(2024, 6, 1), result="运行正常")
    AfterCareFactory(project=project, task="半年检修", due_on=date(2024, 2, 1))
    AfterCareFactory(project=project, task="远期检修", due_on=date(2999, 2, 1))
    ActivityFactory(project=project, confirmed=True, title="试水日")
    ActivityFactory(project=project, disputed=True, title="有异议的活动")
    ActivityFactory(project=project, title="待确认的活动")

    page = page_of(client, project).replace("\xa0", " ")

    for words in ("1,520", "320.5", "汛期巡查", "运行正常", "半年检修", "2999 年 2 月", "试水日"):
        assert words in page
    for words in ("2024 年 2 月", "有异议的活动", "待确认的活动"):
        assert words not in page


def test_a_story_is_linked_once_it_is_published(project: Project, client: Client) -> None:
    root = Page.objects.get(depth=2)
    column = root.add_child(instance=CaseIndexPage(title="案例", slug="cases-of-test"))
    column.add_child(instance=CaseStoryPage(title="涵闸的故事", slug="sluice", project=project))
    column.add_child(
        instance=CaseStoryPage(title="未发布的故事", slug="draft", project=project, live=False)
    )

    page = page_of(client, project)

    assert "涵闸的故事" in page
    assert "/cases-of-test/sluice/" in page
    assert "未发布的故事" not in page


def test_long_registers_lead_on_to_their_lists(project: Project, client: Client) -> None:
    for _ in range(13):
        FundEntryFactory(project=project, verified=True)
        ActivityFactory(project=project, confirmed=True, pairing=project.origins.get().pairing)

    page = page_of(client, project)

    assert f'href="/funds/?project={project.number}"' in page
    assert f'href="/activities/?project={project.number}"' in page
    assert client.get(f"/funds/?project={project.number}").context["paginator"].count == 13
    assert client.get(f"/activities/?project={project.number}").context["paginator"].count == 13


def test_the_page_takes_the_same_queries_for_one_and_for_three_of_everything(
    project: Project, queries_of: Callable[[str], int]
) -> None:
    def one_more() -> None:
        MilestoneFactory(project=project, done_on=date(2024, 6, 1))
        AfterCareFactory(project=project, organisation=UnitFactory())
        OutcomeFactory(project=project)
        ActivityFactory(project=project, confirmed=True)
        FundEntryFactory(project=project, verified=True)
        ProjectParticipantFactory(project=project, organisation=CommunityOrganisationFactory())
        UpdatePhotoFactory(update_record=UpdateFactory(project=project, approved=True))
        project.origins.create(pairing=PairingFactory(signed=True))

    one_more()
    one = queries_of(project.get_absolute_url())
    one_more()
    one_more()

    assert queries_of(project.get_absolute_url()) == one <= 20
