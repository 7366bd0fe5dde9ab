"""Memberships in the admin: kept by administrators, nobody's own, never twice at a time."""

from datetime import date

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import querydict_from_html

from partners.models import Membership
from tests.admin import administrator, client_of, words
from tests.factories import AdministratorFactory, MembershipFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db

ADD = reverse("membership:add")


def entered(user, organisation, **changes):
    """What the form of a new membership would send."""
    return {
        "user": user.pk, "organisation": organisation.pk, "role": "unit_liaison",
        "since": "2025-01-01", "until": "", "division": "", "on_behalf_of": "", **changes,
    }  # fmt: skip


def test_an_administrator_enters_a_membership_for_somebody():
    subject, unit = UserFactory(), UnitFactory()
    assert client_of(administrator()).post(ADD, entered(subject, unit)).status_code == 302
    assert subject.memberships.get().organisation == unit


@pytest.mark.parametrize("make", [administrator, AdministratorFactory])
def test_nobody_enters_a_membership_for_the_own_person(make):
    me = make()
    response = client_of(me).post(ADD, entered(me, UnitFactory()))
    assert "不能由本人办理" in words(response)
    assert not me.memberships.exists()


@pytest.mark.parametrize("whose", ["own", "made the own"])
def test_nobody_changes_the_own_membership_or_makes_one_the_own(whose):
    me, somebody = administrator(), UserFactory()
    held = MembershipFactory(user=me if whose == "own" else somebody)
    url = reverse("membership:edit", args=[held.pk])
    desk = client_of(me)
    other = somebody if whose == "own" else me
    response = desk.post(url, filled_form(desk, url) | {"user": other.pk, "until": "2099-01-01"})
    assert "不能由本人办理" in words(response)
    stored = Membership.objects.get(pk=held.pk)
    assert (stored.user, stored.until) == (held.user, None)


def filled_form(desk, url):
    """What the form at `url` would send."""
    page = desk.get(url).content.decode()
    return dict(querydict_from_html(page, form_id="w-editor-form").items())


def test_the_same_role_is_held_once_at_a_time():
    held = MembershipFactory(since=date(2024, 1, 1))
    again = entered(held.user, held.organisation)
    assert "不能重叠" in words(client_of(administrator()).post(ADD, again))
    assert held.user.memberships.count() == 1
