"""Log-ins, refusals and exports: one complete row each, with nothing in it that opens a door."""

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.signals import user_login_failed
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from partners.access import signals
from partners.audit.access import on_refusal
from partners.enums import EventKind
from partners.models import Event
from portal.changes import untold
from tests.admin import administrator, client_of, editor, member_of
from tests.factories import (
    AuthorFactory,
    FundEntryFactory,
    MembershipFactory,
    PairingFactory,
    UserFactory,
)
from tests.factories.pages import story

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

PASSWORD = "geheim-und-lang-7"
PHONE = "13912345678"


def rows(kind=None):
    found = Event.objects.order_by("pk")
    return list(found.filter(kind=kind) if kind else found)


@pytest.fixture
def person():
    user = UserFactory()
    user.set_password(PASSWORD)
    with untold():
        user.save()
    return user


def test_a_log_in_and_out_leave_a_row_each_with_person_address_and_place(person, rf):
    membership = MembershipFactory(user=person)
    client = Client(REMOTE_ADDR="10.1.2.3")
    client.force_login(person)  # outside a request: no address
    client.logout()
    login, logout = rows()
    assert [login.kind, login.label, login.actor] == [EventKind.LOGIN, "登录", person]
    assert [logout.label, logout.actor] == ["退出", person]
    assert login.division == logout.division == membership.organisation.division
    assert login.record_type is None


def test_a_visitor_who_logs_out_leaves_nothing(client):
    client.logout()
    assert rows() == []


def test_a_membership_that_has_ended_lends_no_place(person, client):
    MembershipFactory(user=person, since="2020-01-01", until="2020-12-31")
    client.force_login(person)
    assert rows()[0].division is None


def test_a_failure_keeps_a_name_that_exists_and_the_place_of_its_person(person):
    membership = MembershipFactory(user=person)
    assert authenticate(RequestFactory().get("/"), username=person.username, password="x") is None
    (row,) = rows()
    assert (row.label, row.subject, row.actor) == ("登录失败", person.username, None)
    assert row.division == membership.organisation.division


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(PASSWORD, "ge…"), ("admin1", "ad…"), ("abc", "a…"), ("", "…"), (PHONE, "13…")],
)
def test_of_a_name_nobody_has_only_the_beginning_is_kept(typed, kept):
    authenticate(RequestFactory().get("/"), username=typed, password=PASSWORD)
    (row,) = rows()
    assert row.subject == kept
    assert PASSWORD not in str(Event.objects.values().get())


def test_a_log_in_that_is_locked_is_told_once_a_minute(person, client):
    for _ in range(9):
        client.post(reverse("access:login"), {"username": person.username, "password": "falsch"})
    told = [(row.label, row.subject, row.actor) for row in rows()]
    failure, lock = (
        ("登录失败", person.username, None), ("登录锁定", person.username, None),
    )  # fmt: skip
    assert sorted(told) == sorted([failure] * 5 + [lock])
    assert {row.address for row in rows()} == {"127.0.0.1"}


def test_a_log_in_by_the_page_is_one_row(person, client):
    client.post(reverse("access:login"), {"username": person.username, "password": PASSWORD})
    assert [(row.label, row.actor, row.address) for row in rows()] == [
        ("登录", person, "127.0.0.1"),
    ]  # fmt: skip


def test_a_session_that_ended_by_itself_is_one_row(person, client):
    client.force_login(person)
    session = client.session
    session["seen_at"] = 0
    session.save()
    Event.objects.count()
    client.get("/workspace/")
    assert [row.label for row in rows()] == ["登录", "超时退出"]


def test_what_happens_to_a_second_factor_is_told(person):
    admin = UserFactory()
    signals.factor_set_up.send(type(person), user=person, by=person)
    signals.factor_refused.send(type(person), user=person, by=person, kind="totp")
    signals.factor_given.send(type(person), user=person, by=person, kind="recovery", left=9)
    signals.recovery_codes_renewed.send(type(person), user=person, by=person)
    signals.factor_removed.send(type(person), user=person, by=admin)
    assert [(row.kind, row.label, row.actor) for row in rows()] == [
        ("right", "设置二次验证", person), ("login", "二次验证失败", person),
        ("login", "二次验证通过", person), ("right", "更换恢复码", person),
        ("right", "取消二次验证", admin),
    ]  # fmt: skip
    assert rows()[-1].subject == str(person)


def test_a_failure_while_locked_is_told_by_the_row_about_the_lock():
    request = RequestFactory().get("/")
    request.axes_locked_out = True
    user_login_failed.send(None, credentials={"username": "abc"}, request=request)
    assert [row.label for row in rows()] == ["登录锁定"]


REFUSED = "/admin/membership/"


def test_what_the_admin_refuses_leaves_one_row(db):
    user = editor()
    client = client_of(user)
    assert client.get(REFUSED, REMOTE_ADDR="10.1.2.3").status_code == 302
    (row,) = rows()
    assert (row.kind, row.actor, row.path) == (EventKind.REFUSAL, user, REFUSED)
    assert (row.reason, row.address) == ("没有权限", "10.1.2.3")


def test_a_person_sent_away_from_the_admin_leaves_one_row(db):
    user = member_of("督导")
    client_of(user).get("/admin/")
    (row,) = rows()
    assert (row.kind, row.actor, row.path) == (EventKind.REFUSAL, user, "/admin/")


def test_what_is_allowed_or_asked_by_a_visitor_leaves_none(client):
    assert client_of(administrator()).get("/admin/").status_code == 200
    assert client.get("/admin/").status_code == 302
    assert client_of(editor()).get("/nowhere/").status_code == 404
    assert rows() == []


def test_the_same_refusal_again_within_a_minute_is_one_row():
    user, other = editor(), editor()
    for _ in range(3):
        client_of(user).get(REFUSED + "?p=1")
    assert len(rows()) == 1
    client_of(other).get(REFUSED)
    client_of(user).get("/admin/users/")
    assert len(rows()) == 3


def test_the_same_refusal_a_minute_later_is_another_row():
    user = UserFactory()
    earlier = timezone.now() - timedelta(seconds=61)
    Event.objects.create(kind="refusal", actor=user, path="/a/", action="refuse", at=earlier)
    on_refusal(None, user=user, path="/a/", reason="没有权限")
    assert len(rows()) == 2


def test_a_form_without_its_token_is_a_refusal():
    client = Client(enforce_csrf_checks=True)
    user = administrator()
    client.cookies = client_of(user).cookies
    assert client.post("/admin/logout/").status_code == 403
    (row,) = rows()
    assert (row.actor, row.reason) == (user, "表单校验未通过")


def test_a_move_refused_to_a_person_is_kept_though_all_else_is_taken_back():
    user = administrator()
    line = FundEntryFactory(entered_by=user)
    client_of(user).post(reverse("ledger_verify", args=[line.pk]), {"seen": line.version})
    (row,) = rows()
    assert (row.kind, row.reason) == (EventKind.REFUSAL, "核验须由录入人以外的人员办理。")
    assert (row.record_number, row.division) == (line.number, line.division)
    line.refresh_from_db()
    assert not line.is_verified


def test_a_move_the_state_forbids_is_a_refusal_when_it_was_asked_for():
    pairing = PairingFactory()
    url = reverse("pairing:move", args=[pairing.pk, "start"])
    client = client_of(administrator())
    client.get(url)
    assert rows() == []
    client.post(url)
    (row,) = rows()
    assert row.kind == EventKind.REFUSAL
    assert "当前状态为「拟结对」，不能启动" in row.reason
    assert row.record_number == pairing.number


def test_a_refusal_is_no_part_of_the_history_of_the_record():
    pairing = PairingFactory()
    url = reverse("pairing:move", args=[pairing.pk, "start"])
    client_of(administrator()).post(url)
    assert not Event.objects.of(pairing).exists()


def test_outside_a_request_nobody_is_refused():
    from partners.moves.move import MoveRefused
    from partners.moves.pairing import start

    with pytest.raises(MoveRefused):
        start(PairingFactory(), by=AuthorFactory())
    assert rows() == []


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_an_export_says_which_list_how_asked_and_how_many_rows(file_format):
    PairingFactory(), PairingFactory()
    user = administrator()
    query = f"?q={PHONE}&status=&export={file_format}"
    response = client_of(user).get(reverse("pairing:index") + query)
    b"".join(response.streaming_content)
    (row,) = rows()
    assert (row.kind, row.actor, row.subject) == (EventKind.EXPORT, user, "结对")
    assert row.path == f"/admin/pairing/?q=…&export={file_format}"
    assert row.changes == {"rows": [None, 0], "format": [None, file_format]}


def test_an_export_of_the_ledger_leaves_its_row():
    FundEntryFactory()
    client_of(administrator()).get("/admin/ledger/?export=csv")
    (row,) = rows()
    assert (row.subject, row.changes["rows"]) == ("资金台账", [None, 1])


REPORTS = (
    "wagtailadmin_reports:site_history", "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:page_types_usage", "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow", "wagtailadmin_reports:workflow_tasks",
    "wagtailredirects:index", "wagtailusers_users:index",
)  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_an_export_of_a_report_of_wagtail_leaves_its_row(name, file_format):
    client_of(administrator()).get(reverse(name), {"export": file_format})
    (row,) = rows()
    assert (row.kind, row.changes["format"]) == (EventKind.EXPORT, [None, file_format])


def test_a_report_of_wagtail_holds_no_formula():
    story("=1+1").save_revision(user=administrator(), log_action=True)
    url = reverse("wagtailadmin_reports:site_history")
    sheet = b"".join(client_of(administrator()).get(url, {"export": "csv"}).streaming_content)
    assert "'=1+1" in sheet.decode()
    assert ",=1+1" not in sheet.decode()


def test_a_list_that_is_only_looked_at_leaves_none():
    client_of(administrator()).get(reverse("pairing:index"))
    assert rows() == []
