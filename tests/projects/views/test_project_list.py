"""The public list of projects with its filters."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from projects.enums import ParticipantRole, ProjectStage
from projects.models import Project
from tests.factories import (
    AgreementFactory,
    AllianceFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProjectFactory,
    ProjectFieldFactory,
    ProjectParticipantFactory,
)
from tests.factories.world import World

from .conftest import MEGABYTE

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def names(client: Client, **asked: Any) -> set[str]:
    """The names of the projects a list shows, read from its page."""
    response = client.get("/projects/", asked)
    assert response.status_code == 200
    shown = {row.name for row in response.context["page_obj"].object_list}
    page = response.content.decode()
    assert all(name in page for name in shown)
    assert page.count('class="card__link"') == len(shown)
    return shown


def test_a_card_says_what_where_who_and_how_far(project: Project, client: Client) -> None:
    page = client.get("/projects/").content.decode()

    for words in (project.name, "东区梅园街道红梅社区", "示例排水中心", "牵头", "受益", "立项"):
        assert words in page
    assert f'href="/projects/{project.number}/"' in page


@pytest.mark.parametrize(
    "word",
    ["涵闸", "巡查机制", "雅居", "梅园街道", "示例排水中心", "排水处"],
    ids=[
        "name",
        "summary",
        "place in words",
        "division",
        "participant",
        "participant's short name",
    ],
)
def test_text_finds_a_project(project: Project, client: Client, word: str) -> None:
    ProjectFactory(public=True, name="另一项目")

    assert names(client, q=word) == {project.name}


def test_a_number_finds_a_project(project: Project, client: Client) -> None:
    ProjectFactory(public=True, name="另一项目")

    assert names(client, q=project.number.lower()) == {project.name}


def test_year_field_stage_and_place_narrow_the_list(
    project: Project, client: Client, world: World
) -> None:
    rural = ProjectFieldFactory(name="乡村振兴", slug="countryside")
    year = ProgrammeYearFactory(year=2023)
    ProjectFactory(
        completed=True, name="桃湾大米", programme_year=year, field=rural, division=world.village
    )

    assert names(client) == {project.name, "桃湾大米"}
    assert names(client, year="2023") == {"桃湾大米"}
    assert names(client, field="services") == {project.name}
    assert names(client, stage="completed") == {"桃湾大米"}
    assert names(client, place=world.east.code) == {project.name}
    assert names(client, place=world.plum.code) == {project.name}
    assert names(client, place=world.pine.code) == set()
    assert names(client, year="2023", field="services") == set()


def test_the_origin_narrows_by_kind_and_by_record(client: Client) -> None:
    pairing, alliance = PairingFactory(signed=True), AllianceFactory(approved=True)
    agreement = AgreementFactory(approved=True, association=True)
    ProjectFactory(public=True, name="结对的", origin=pairing)
    ProjectFactory(public=True, name="联盟的", origin=alliance)
    ProjectFactory(public=True, name="协会的", origin=agreement)
    ProjectFactory(public=True, name="两家的", origin=[pairing, alliance])

    assert names(client, origin="pairing") == {"结对的", "两家的"}
    assert names(client, origin="alliance") == {"联盟的", "两家的"}
    assert names(client, origin="association") == {"协会的"}
    assert names(client, pairing=pairing.number) == {"结对的", "两家的"}
    assert names(client, alliance=alliance.number) == {"联盟的", "两家的"}
    assert names(client, agreement=agreement.number) == {"协会的"}


def test_a_participant_is_asked_for_by_number_or_by_name(project: Project, client: Client) -> None:
    unit = project.participants.get(role=ParticipantRole.LEAD).organisation
    ProjectFactory(public=True, name="另一项目")

    assert names(client, participant=unit.number) == {project.name}
    assert names(client, participant="排水处") == {project.name}
    assert names(client, participant="无此单位") == set()


def test_the_record_a_list_was_opened_from_is_named_and_can_be_left(
    project: Project, client: Client
) -> None:
    pairing = project.origins.get().pairing

    page = client.get("/projects/", {"pairing": pairing.number}).content.decode()

    assert f'<a href="{pairing.get_absolute_url()}">{pairing}</a>' in page
    assert "查看全部项目" in page


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"year": "1999"}, "没有这一年度"),
        ({"field": "nonsense"}, "没有这一领域"),
        ({"stage": "planning"}, "没有这一阶段"),
        ({"stage": "terminated"}, "没有这一阶段"),
        ({"origin": "moon"}, "没有这一来源"),
        ({"place": "999"}, "没有这一地区"),
        ({"place": "\x00"}, "没有这一地区"),
        ({"pairing": "JD-2024-999999"}, "没有找到这一结对"),
        ({"alliance": "LM"}, "没有找到这一联盟"),
        ({"agreement": "\x00"}, "没有找到这一协议"),
        ({"participant": "ZZ-2024-999999"}, "没有找到这一单位"),
        ({"participant": MEGABYTE}, "请不要超过"),
        ({"participant": "a\x00b"}, "空字符"),
        ({"q": MEGABYTE}, "请不要超过"),
        ({"q": "a\x00b"}, "空字符"),
        ({"year": ["2024", "2023"]}, "只能选择一项"),
        ({"stage": MEGABYTE}, "没有这一阶段"),
    ],
)
def test_a_wrong_filter_is_answered_with_words_and_an_empty_list(
    project: Project, client: Client, asked: dict, message: str
) -> None:
    ProgrammeYearFactory(year=2023)
    response = client.get("/projects/", asked)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert project.name not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "-1", "abc", "99999", "1.5", "９", "NaN", "", "1" * 5000])
def test_a_page_that_is_not_there_is_not_found(project: Project, client: Client, page: str) -> None:
    assert client.get("/projects/", {"page": page}).status_code == 404


def test_unknown_parameters_are_nobody_s_business(project: Project, client: Client) -> None:
    assert names(client, utm_source="x", unknown="1") == {project.name}


def test_a_pairing_that_is_not_public_cannot_be_asked_for(client: Client) -> None:
    proposed = PairingFactory()

    page = client.get("/projects/", {"pairing": proposed.number}).content.decode()

    assert "没有找到这一结对" in page
    assert proposed.unit_side.name not in page


@pytest.mark.parametrize(
    "state",
    [
        {"stage": ProjectStage.ESTABLISHED},
        {"stage": ProjectStage.ESTABLISHED, "submitted": True},
        {"stage": ProjectStage.ESTABLISHED, "returned": True},
        {"approved": True},
        {"terminated": True},
    ],
    ids=["draft", "submitted", "returned", "planned", "terminated"],
)
def test_what_is_not_public_is_neither_listed_nor_found(client: Client, state: dict) -> None:
    hidden = ProjectFactory(name="不公开的项目", **state)

    assert names(client) == set()
    assert names(client, q="不公开") == set()
    assert client.get(hidden.get_absolute_url()).status_code == 404


def test_an_administrator_sees_the_same_public_list(admin_client: Client) -> None:
    ProjectFactory(name="不公开的项目")

    assert names(admin_client) == set()


def test_the_list_takes_the_same_queries_for_one_and_for_three(
    project: Project, queries_of: Callable[[str], int]
) -> None:
    url = "/projects/?q=示例&year=2024&origin=pairing&field=services&participant=示例"
    one, narrow = queries_of("/projects/"), queries_of(url)
    for _ in range(3):
        other = ProjectFactory(public=True)
        ProjectParticipantFactory(project=other)
        ProjectParticipantFactory(project=other)

    assert queries_of("/projects/") == one <= 8
    assert queries_of(url) == narrow <= 8
