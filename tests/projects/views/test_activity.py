"""Activities in public: confirmed ones, counted with their volunteers."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from projects.models import Activity
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    AgreementFactory,
    AllianceFactory,
    ChecklistItemFactory,
    CommunityOrganisationFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProjectFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from tests.factories.world import World

from .conftest import MEGABYTE

pytestmark = pytest.mark.django_db


@pytest.fixture
def activity(world: World) -> Activity:
    """A confirmed activity of a unit with the street of the east, 12 volunteers."""
    unit = UnitFactory(name="示例医院")
    OrganisationNameFactory(organisation=unit, name="一院")
    street = StreetOrganisationFactory(name="梅园街道", division=world.street)
    pairing = PairingFactory(signed=True, unit_side=unit, community_side=street)
    return ActivityFactory(
        pairing=pairing,
        confirmed=True,
        title="义诊进社区",
        place_text="红梅广场",
        text="测量血压，解答用药。",
        attendance=80,
        volunteers=12,
        volunteer_hours=Decimal("24.5"),
        checklist_item=ChecklistItemFactory(title="开展一次服务"),
    )


def titles(client: Client, **asked: Any) -> set[str]:
    """The titles of the activities a list shows, read from its page."""
    response = client.get("/activities/", asked)
    assert response.status_code == 200
    shown = {row.title for row in response.context["page_obj"].object_list}
    page = response.content.decode()
    assert page.count('<td class="is-main">') == len(response.context["page_obj"].object_list)
    assert all(title in page for title in shown)
    return shown


def test_a_row_says_when_what_who_and_where(activity: Activity, client: Client) -> None:
    page = client.get("/activities/").content.decode()

    for words in ("2024-05-20", "义诊进社区", "示例医院", "梅园街道", "红梅广场", "12 人次"):
        assert words in page
    assert f'href="{activity.get_absolute_url()}"' in page


def test_the_volunteers_of_the_whole_list_are_added_up(
    activity: Activity, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("projects.views.ActivityListView.paginate_by", 1)
    ActivityFactory(confirmed=True, volunteers=30)
    ActivityFactory(volunteers=1000)

    page = client.get("/activities/?volunteers=yes").content.decode()

    assert '<data class="amount" value="42">42</data>' in page


def test_filters_narrow_the_list(activity: Activity, client: Client, world: World) -> None:
    community = CommunityOrganisationFactory(division=world.village)
    alliance = AllianceFactory(approved=True, name="水电气讯联盟", division=world.village)
    agreement = AgreementFactory(
        approved=True, association=True, title="协会共建协议", division=community.division
    )
    project = ProjectFactory(public=True)
    ActivityFactory(
        pairing=None, alliance=alliance, confirmed=True, title="联盟的", date=date(2023, 5, 1)
    )
    ActivityFactory(
        pairing=None, agreement=agreement, confirmed=True, title="协会的", project=project
    )

    assert titles(client) == {"义诊进社区", "联盟的", "协会的"}
    assert titles(client, year="2024") == {"义诊进社区", "协会的"}
    assert titles(client, place=world.east.code) == {"义诊进社区"}
    assert titles(client, place=world.village.code) == {"联盟的", "协会的"}
    assert titles(client, volunteers="yes") == {"义诊进社区"}
    assert titles(client, pairing=activity.pairing.number) == {"义诊进社区"}
    assert titles(client, alliance=alliance.number) == {"联盟的"}
    assert titles(client, agreement=agreement.number) == {"协会的"}
    assert titles(client, project=project.number) == {"协会的"}


@pytest.mark.parametrize("word", ["义诊", "红梅", "示例医院", "一院", "梅园街道"])
def test_text_finds_an_activity_by_its_words_and_its_sides(
    activity: Activity, client: Client, word: str
) -> None:
    ActivityFactory(confirmed=True, title="另一活动")

    assert titles(client, q=word) == {"义诊进社区"}
    assert titles(client, q=activity.number) == {"义诊进社区"}


def test_text_finds_an_activity_by_its_alliance_or_agreement(client: Client, world: World) -> None:
    alliance = AllianceFactory(approved=True, name="水电气讯联盟")
    agreement = AgreementFactory(approved=True, title="协会共建协议")
    ActivityFactory(pairing=None, alliance=alliance, confirmed=True, title="联盟的")
    ActivityFactory(pairing=None, agreement=agreement, confirmed=True, title="协议的")

    assert titles(client, q="气讯") == {"联盟的"}
    assert titles(client, q="共建协议") == {"协议的"}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"volunteers": "no"}, "没有这一志愿服务"),
        ({"pairing": "XM-2024-000001"}, "没有找到这一结对"),
        ({"project": "nothing"}, "没有找到这一项目"),
        ({"year": ["2024", "x"]}, "只能选择一项"),
        ({"place": MEGABYTE}, "没有这一地区"),
        ({"q": "\x00"}, "空字符"),
    ],
)
def test_a_wrong_filter_is_answered_with_words_and_an_empty_list(
    activity: Activity, client: Client, asked: dict, message: str
) -> None:
    response = client.get("/activities/", asked)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert activity.title not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "99999", "x", "-1"])
def test_a_page_that_is_not_there_is_not_found(
    activity: Activity, client: Client, page: str
) -> None:
    assert client.get("/activities/", {"page": page}).status_code == 404


def test_what_is_not_confirmed_or_not_public_is_neither_listed_nor_found(
    client: Client, admin_client: Client, world: World
) -> None:
    hidden = [
        ActivityFactory(title="待确认的"),
        ActivityFactory(title="有异议的", disputed=True),
        ActivityFactory(title="拟结对的", confirmed=True, pairing=PairingFactory()),
        ActivityFactory(title="终止的", confirmed=True, pairing=PairingFactory(terminated=True)),
        ActivityFactory(title="草稿的", confirmed=True, pairing=None, alliance=AllianceFactory()),
        ActivityFactory(title="待审的", confirmed=True, pairing=None, agreement=AgreementFactory()),
    ]

    assert titles(client) == titles(admin_client) == set()
    for activity in hidden:
        assert client.get(activity.get_absolute_url()).status_code == 404


def test_the_page_tells_where_who_and_how_many(activity: Activity, client: Client) -> None:
    page = client.get(activity.get_absolute_url()).content.decode()

    for words in ("测量血压", "红梅广场", "东区梅园街道", "开展一次服务", "80 人", "12 人次"):
        assert words in page
    assert "24.5 小时" in page
    for record in (activity.pairing, activity.pairing.unit_side, activity.pairing.community_side):
        assert f'href="{record.get_absolute_url()}"' in page


@pytest.mark.parametrize("owner", [AllianceFactory, AgreementFactory])
def test_the_page_names_an_alliance_or_agreement_it_belongs_to(
    client: Client, world: World, owner: Any
) -> None:
    record = owner(approved=True)
    activity = ActivityFactory(pairing=None, confirmed=True, **{record._meta.model_name: record})

    page = client.get(activity.get_absolute_url()).content.decode()

    assert f'href="{record.get_absolute_url()}">{record}' in page


def test_the_page_keeps_people_and_hidden_projects_to_itself(
    activity: Activity, client: Client
) -> None:
    draft = ProjectFactory(name="草稿项目")
    Activity.objects.filter(pk=activity.pk).update(project=draft)

    page = client.get(activity.get_absolute_url()).content.decode()

    assert draft.name not in page
    assert activity.entered_by.display_name not in page
    assert activity.confirmed_by.display_name not in page


def test_photos_are_shown_scaled(activity: Activity, client: Client) -> None:
    photo = ActivityPhotoFactory(activity=activity, caption="现场量血压")

    page = client.get(activity.get_absolute_url()).content.decode()

    assert photo.image.renditions.get().url in page
    assert photo.image.file.name not in page
    assert "现场量血压" in page


def test_the_lists_take_the_same_queries_for_one_and_for_three(
    activity: Activity, queries_of: Callable[[str], int]
) -> None:
    url = f"/activities/?year=2024&pairing={activity.pairing.number}&volunteers=yes&q=义诊"
    one, narrow = queries_of("/activities/"), queries_of(url)
    ActivityPhotoFactory(activity=activity)
    page = queries_of(activity.get_absolute_url())
    for _ in range(3):
        ActivityFactory(confirmed=True)
        ActivityFactory(
            pairing=None, alliance=AllianceFactory(approved=True), confirmed=True, volunteers=1
        )
        ActivityPhotoFactory(activity=activity)

    assert queries_of("/activities/") == one <= 8
    assert queries_of(url) == narrow <= 8
    assert queries_of(activity.get_absolute_url()) == page <= 8
