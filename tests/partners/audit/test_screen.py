"""The audit trail in the workspace: who reads which rows, filters, sheet, nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.enums import EventKind, MembershipRole
from partners.events import record_act, record_event
from partners.models import Event
from tests.admin import administrator, client_of, editor
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PairingFactory,
    UnitFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

URL = "/workspace/audit/"


def member(place, role=MembershipRole.AUDITOR):
    user = UserFactory()
    MembershipFactory(user=user, role=role, organisation=UnitFactory(division=place))
    return user


def row(place, label, **columns):
    columns = {"kind": EventKind.LOGIN, "action": "login", "label": label} | columns
    return Event.objects.create(division=place, **columns)


@pytest.fixture
def rows(world):
    """One row a place, and one that has none; each says where."""
    return {
        "city": row(world.city, "市里的事"),
        "east": row(world.east, "东区的事"),
        "plum": row(world.plum, "红梅的事"),
        "west": row(world.west, "西区的事"),
        "none": row(None, "无处的事"),
    }


SEEN = {
    "city": {"city", "east", "plum", "west", "none"},
    "east": {"east", "plum"},
    "plum": {"plum"},
    "west": {"west"},
}


@pytest.mark.parametrize("role", [MembershipRole.AUDITOR, MembershipRole.DEPARTMENT])
@pytest.mark.parametrize("place", SEEN)
def test_a_place_is_read_with_all_below_and_nothing_else(world, rows, place, role):
    client = client_of(member(getattr(world, place), role))
    shown = client.get(URL).content.decode()
    assert {name for name, event in rows.items() if event.label in shown} == SEEN[place]
    for name, event in rows.items():
        found = client.get(f"{URL}{event.pk}/")
        assert found.status_code == (200 if name in SEEN[place] else 404), name


def test_administrators_read_all_of_it(rows):
    shown = client_of(administrator()).get(URL).content.decode()
    assert all(event.label in shown for event in rows.values())


@pytest.mark.parametrize("role", [MembershipRole.UNIT_LIAISON, MembershipRole.COMMUNITY_LIAISON])
def test_liaisons_read_none_of_it(world, rows, role):
    client = client_of(member(world.city, role))
    for address in (URL, f"{URL}{rows['city'].pk}/", f"{URL}?export=csv"):
        response = client.get(address)
        assert response.status_code == 403
        assert "市里的事" not in response.content.decode()


def test_nobody_else_reads_it(rows, client):
    assert client_of(editor()).get(URL).status_code == 403
    assert client.get(URL).status_code == 302


def test_a_membership_that_has_ended_opens_nothing(world, rows):
    user = member(world.city)
    user.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert client_of(user).get(URL).status_code == 403


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_cannot_be_written_to(world, rows, method):
    client = client_of(member(world.city))
    for address in (URL, f"{URL}{rows['city'].pk}/"):
        assert getattr(client, method)(address).status_code == 405


def labels(client, **asked):
    return [event.label for event, _ in client.get(URL, asked).context["rows"]]


@pytest.fixture
def varied(world):
    anna, berta = UserFactory(display_name="演示人员安"), UserFactory(username="berta")
    now = timezone.now()
    row(world.plum, "一", actor=anna, at=now - timedelta(days=9))
    row(world.east, "二", actor=berta, kind=EventKind.EXPORT, at=now - timedelta(days=2))
    row(world.west, "三", kind=EventKind.MOVE, record_number="JD-2024-000001", at=now,
        on_behalf_of=OrganisationFactory())  # fmt: skip
    row(None, "四", subject="berta", at=now - timedelta(days=1))
    return client_of(member(world.city))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["三", "四", "二", "一"]),
        ({"kind": "export"}, ["二"]),
        ({"kind": "proxy"}, ["三"]),
        ({"q": "安"}, ["一"]),
        ({"q": " berta "}, ["四", "二"]),
        ({"q": " jd-2024-000001 "}, ["三"]),
        ({"q": "JD-2024-000002"}, []),
        ({"kind": "login", "q": "berta"}, ["四"]),
    ],
)
def test_rows_are_found_by(varied, asked, found):
    assert labels(varied, **asked) == found


def test_rows_are_found_by_place_and_period(varied, world):
    day = timezone.localdate()
    assert labels(varied, place=world.east.pk) == ["二", "一"]
    assert labels(varied, since=day - timedelta(days=2)) == ["三", "四", "二"]
    assert labels(varied, since=day - timedelta(days=2), until=day - timedelta(days=1)) == [
        "四", "二",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "nonsense"}, {"place": "x"}, {"place": "9" * 30}, {"since": "gestern"},
        {"since": "2024-05-06", "until": "2024-05-05"}, {"q": "长" * 101},
        {"until": "9999-12-31"}, {"since": "0001-01-01"}, {"q": "\x00"},
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_in_words(varied, asked):
    response = varied.get(URL, asked)
    assert response.status_code == 200


def test_a_wrong_answer_shows_no_rows(varied):
    assert labels(varied, since="gestern") == []


def test_a_place_of_others_cannot_be_asked_for(world, rows):
    client = client_of(member(world.east))
    response = client.get(URL, {"place": world.village.pk})
    assert response.context["rows"] == []
    assert "桃湾" not in response.content.decode()


def test_a_page_out_of_range_is_none(varied):
    assert varied.get(URL, {"page": "9"}).status_code == 404


def test_the_list_costs_the_same_at_one_row_and_at_three(world):
    client = client_of(member(world.city))

    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(URL).status_code == 200
        return len(queries)

    record_event(PairingFactory(), "create", "录入", by=UserFactory())
    one = count()
    record_event(UnitFactory(), "create", "录入", by=UserFactory())
    record_act(EventKind.EXPORT, "export", "导出", by=UserFactory())
    assert count() == one <= 10


def test_a_row_is_shown_whole(world):
    pairing, actor = PairingFactory(division=world.plum), UserFactory(username="anna")
    event = record_event(
        pairing, "sign", "签约", by=actor, field="status", from_state="proposed",
        to_state="signed", reason="按程序", changes={"summary": ["", "新的说明"]},
    )  # fmt: skip
    page = client_of(member(world.city)).get(f"{URL}{event.pk}/").content.decode()
    for words in ("签约", pairing.number, "拟结对 → 已签约", "按程序", "anna", "新的说明", "红梅"):
        assert words in page
    assert f"/workspace/pairings/{pairing.number}/" in page


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_sheet_holds_what_is_filtered_and_leaves_its_own_row(world, rows, file_format):
    user = member(world.east)
    response = client_of(user).get(URL, {"export": file_format})
    body = b"".join(response.streaming_content)
    if file_format == "csv":
        assert "红梅的事" in body.decode()
        assert "西区的事" not in body.decode()
    event = Event.objects.get(kind=EventKind.EXPORT)
    assert (event.actor, event.subject, event.changes["rows"]) == (user, "审计日志", [None, 2])


def test_a_sheet_too_large_is_refused_in_words(world, rows, monkeypatch):
    monkeypatch.setattr("partners.workspace.audit.LARGEST_SHEET", 1)
    client = client_of(member(world.city))
    response = client.get(URL, {"export": "csv", "kind": "login"}, follow=True)
    assert "请先缩小日期或类别范围" in response.content.decode()
    assert not Event.objects.filter(kind=EventKind.EXPORT).exists()


def test_the_navigation_leads_there_only_whom_it_is_for(world):
    assert URL in client_of(member(world.city)).get("/workspace/").content.decode()
    liaison = client_of(member(world.city, MembershipRole.UNIT_LIAISON))
    assert URL not in liaison.get("/workspace/").content.decode()
