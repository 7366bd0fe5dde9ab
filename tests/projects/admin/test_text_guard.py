"""What people see in the admin when their words are stopped, and that nothing typed is lost."""

import pytest
from django.urls import reverse

from partners.held_texts import release
from partners.models import Event, HeldText
from portal.text_guard import Kind
from projects.models import Activity, FundEntry
from tests.admin import filled_in, words
from tests.factories import (
    ActivityFactory,
    MembershipFactory,
    PairingFactory,
    ProjectFactory,
    UnitFactory,
    UpdateFactory,
    UserFactory,
)
from tests.factories.held import MASKED, MOBILE, WORDS
from tests.projects.ledger import hands as ledger_hands

pytestmark = pytest.mark.django_db


def department(division):
    """A person of the department of a place."""
    user = UserFactory()
    MembershipFactory(
        user=user, role="department", organisation=UnitFactory(division=division), until=None
    )
    return user


def marked(response) -> bool:
    """Whether the page marks the finding, and nothing of it is to be read but the mask."""
    return f"<mark>{MASKED}</mark>" in words(response) and "文字核查" in words(response)


def test_a_draft_is_saved_with_anything_in_it(client):
    update = UpdateFactory()
    url = reverse("update:edit", args=[update.pk])
    response = client.post(url, filled_in(client, url, text=MOBILE))
    assert response.status_code == 302
    update.refresh_from_db()
    assert update.text == MOBILE


def test_the_move_says_what_is_wrong_and_changes_nothing(client):
    update = UpdateFactory(text=MOBILE)
    response = client.post(reverse("update:move", args=[update.pk, "submit"]))
    assert marked(response)
    update.refresh_from_db()
    assert update.review_state == "draft"


@pytest.mark.parametrize("kind", WORDS)
def test_a_public_record_is_not_edited_into_one_that_may_not_be(client, kind):
    project = ProjectFactory(public=True)
    url = reverse("project:edit", args=[project.pk])
    text, masked = WORDS[kind]
    response = client.post(url, filled_in(client, url, summary=text))
    assert f"<mark>{masked}</mark>" in words(response)
    assert text in words(response)  # what was typed is still there
    project.refresh_from_db()
    assert project.summary != text
    assert HeldText.objects.get().record_id == project.pk


def new_activity(client, **changes):
    pairing = PairingFactory(signed=True)
    url = reverse("activity:add")
    data = filled_in(client, url, pairing=pairing.pk, title="义诊", date="2024-05-20", **changes)
    return url, data


def test_an_activity_is_handed_in_as_it_is_entered(client, person):
    url, data = new_activity(client, text=MOBILE)
    response = client.post(url, data)
    assert marked(response)
    assert MOBILE in words(response)
    assert not Activity.objects.exists()
    assert not Event.objects.exists()
    held = HeldText.objects.get()
    assert (held.record_id, held.tried_by) == (None, person)


def test_what_was_released_before_it_was_stored_passes_and_becomes_its_own(client, person):
    url, data = new_activity(client, text=MOBILE)
    client.post(url, data)
    held = HeldText.objects.get()
    release(held, by=department(held.division), reason="社区值班电话，可以公开")
    assert client.post(url, data).status_code == 302
    activity = Activity.objects.get()
    assert Event.objects.of(activity).filter(action="override").count() == 1
    held.refresh_from_db()
    assert (held.record_id, held.record_number) == (activity.pk, activity.number)
    # It is spent: another one of the same words stops anew.
    another = filled_in(client, url, pairing=activity.pairing.pk, title="又一次", date="2024-05-21")
    assert marked(client.post(url, another | {"text": MOBILE}))
    # Its own correction passes.
    edit = reverse("activity:edit", args=[activity.pk])
    assert client.post(edit, filled_in(client, edit, place_text="广场")).status_code == 302


def test_an_activity_is_not_changed_into_one_that_may_not_be(client):
    activity = ActivityFactory()
    url = reverse("activity:edit", args=[activity.pk])
    assert marked(client.post(url, filled_in(client, url, place_text=MOBILE)))


def test_the_ledger_says_what_is_wrong_and_keeps_what_was_typed(client):
    response = ledger_hands.enter(client, note=MOBILE)
    assert marked(response)
    assert MOBILE in words(response)
    assert not FundEntry.objects.exists()
    assert HeldText.objects.get().kind == Kind.MOBILE
