"""What is done about accounts: by whom, what comes of it, and what is refused."""

import pytest
from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners.enums import EventKind
from partners.models import Event
from portal.changes import untold
from portal.models import User
from tests.admin import client_of, words
from tests.factories import AdministratorFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

ACTS = ("password", "deactivate", "activate", "reset-factor", "unlock")


@pytest.fixture
def subject(bodies):
    """A liaison in plum with an own password and a second factor."""
    person = UserFactory(username="subject")
    person.choose_password("an own password 9")
    with untold():
        person.save()
    TOTPDevice.objects.create(user=person, name="手机")
    MembershipFactory(user=person, organisation=bodies["plum"])
    return person


def url(person, act):
    return f"/workspace/people/{person.pk}/account/{act}/"


def stored(person):
    return User.objects.get(pk=person.pk)


def fail(client, times=5):
    """Log in by the subject's name with a wrong password."""
    for _ in range(times):
        last = client.post("/login/", {"username": "subject", "password": "wrong"})
    return last


def test_a_new_password_is_shown_once_must_be_changed_and_ends_what_was_open(at, cast, subject):
    open_page = client_of(subject)
    shown = at("street").post(url(subject, "password"), follow=True)
    password = shown.context["password"]
    person = stored(subject)
    assert person.check_password(password)
    assert person.must_change_password
    assert open_page.get("/workspace/").status_code == 302
    event = Event.objects.of(subject).get()
    assert (event.action, event.actor) == ("give_password", cast.people["street"])
    assert event.kind == EventKind.RIGHT
    assert password not in str(event.changes)


def test_an_account_is_put_out_of_use_and_into_use_again_with_reasons(at, subject):
    client, open_page = at("street"), client_of(subject)
    assert client.post(url(subject, "deactivate"), {"reason": "长期离岗"}).status_code == 302
    assert not stored(subject).is_active
    assert open_page.get("/workspace/").status_code == 302
    assert client.post(url(subject, "activate"), {"reason": "返岗"}).status_code == 302
    assert stored(subject).is_active
    rows = [(e.action, e.reason, e.changes) for e in Event.objects.of(subject)]
    assert rows == [
        ("activate", "返岗", {"is_active": [False, True]}),
        ("deactivate", "长期离岗", {"is_active": [True, False]}),
    ]


@pytest.mark.parametrize("act", ["deactivate", "activate"])
@pytest.mark.parametrize("reason", ["", "  ", "长" * 201])
def test_no_reason_or_too_long_a_one_changes_nothing(at, subject, act, reason):
    before = act == "deactivate"
    User.objects.filter(pk=subject.pk).update(is_active=before)
    response = at("street").post(url(subject, act), {"reason": reason})
    assert response.status_code == 200
    assert stored(subject).is_active is before


def test_the_second_factor_is_taken_away_for_who_lost_it(at, subject):
    assert at("street").post(url(subject, "reset-factor")).status_code == 302
    assert not TOTPDevice.objects.filter(user=subject).exists()
    assert Event.objects.of(subject).get().label == "重置二次验证"


def test_who_failed_too_often_is_let_in_again(at, client, subject):
    TOTPDevice.objects.all().delete()
    assert fail(client).status_code == 429
    desk = at("street")
    assert "登录已锁定" in words(desk.get(f"/workspace/people/{subject.pk}/"))
    assert desk.post(url(subject, "unlock")).status_code == 302
    right = client.post("/login/", {"username": "subject", "password": "an own password 9"})
    assert right.status_code == 302
    assert Event.objects.of(subject).filter(action="unlock").count() == 1


def test_what_the_state_does_not_ask_for_is_not_done(at, subject):
    desk = at("street")
    for act in ("unlock", "activate"):
        assert "不需要这样办理" in words(desk.get(url(subject, act)))
        told = desk.post(url(subject, act), {"reason": "试一试"}, follow=True)
        assert "没有办理" in words(told)
    assert not Event.objects.of(subject).exists()


@pytest.mark.parametrize("act", ACTS)
def test_accounts_beyond_the_own_rights_are_refused_or_unknown(at, cast, subject, bodies, act):
    elsewhere = MembershipFactory(organisation=bodies["village"]).user
    both = MembershipFactory(organisation=bodies["plum"]).user
    MembershipFactory(user=both, organisation=bodies["village"])
    beside = MembershipFactory(organisation=bodies["street"], role="department").user
    in_group = MembershipFactory(organisation=bodies["plum"]).user
    in_group.groups.add(Group.objects.get(name="编辑"))
    above = MembershipFactory(organisation=bodies["plum"], user=AdministratorFactory()).user
    for person, status in (
        (elsewhere, 404), (both, 403), (beside, 403), (in_group, 403), (above, 403),
        (cast.people["street"], 403),
    ):  # fmt: skip
        before = User.objects.values("password", "is_active").get(pk=person.pk)
        assert at("street").get(url(person, act)).status_code == status, person
        assert at("street").post(url(person, act), {"reason": "越权"}).status_code == status
        assert User.objects.values("password", "is_active").get(pk=person.pk) == before


@pytest.mark.parametrize("role", ["unit", "community", "auditor", "west", "editor", "ended"])
def test_who_keeps_nobody_touches_no_account(at, subject, role):
    for act in ACTS:
        assert at(role).post(url(subject, act), {"reason": "越权"}).status_code in (403, 404)
    assert stored(subject).check_password("an own password 9")
    assert stored(subject).is_active


def test_an_administrator_keeps_accounts_but_no_superusers_and_not_the_own(at, cast, subject):
    above, desk = AdministratorFactory(), at("administrator")
    assert desk.post(url(subject, "password")).status_code == 302
    assert desk.post(url(above, "password")).status_code == 403
    assert desk.post(url(cast.people["administrator"], "password")).status_code == 403
    assert stored(above).password == above.password


def test_the_page_offers_what_is_possible_and_says_why_not(at, subject, bodies):
    page = words(at("street").get(f"/workspace/people/{subject.pk}/"))
    assert url(subject, "password") in page
    assert url(subject, "activate") not in page
    assert url(subject, "unlock") not in page
    assert url(subject, "password") not in words(
        at("auditor").get(f"/workspace/people/{subject.pk}/")
    )


def test_state_of_an_account_is_nobodys_business_who_does_not_see_all_it_opens(at, bodies, subject):
    page = f"/workspace/people/{subject.pk}/"
    assert at("street").get(page).context["account"]
    MembershipFactory(user=subject, organisation=bodies["village"])
    assert at("street").get(page).context["account"] is None
    assert at("city").get(page).context["account"]


def test_unknown_acts_are_not_there(at, subject):
    assert at("street").get(url(subject, "promote")).status_code == 404
