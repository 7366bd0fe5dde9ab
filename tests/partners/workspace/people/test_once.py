"""A form sent eight times at once makes one person, one membership, and one row in the log each."""

import pytest

from partners.models import Event, Membership
from portal.models import User
from portal.once import tokens
from tests.admin import client_of
from tests.factories import MembershipFactory, UserFactory
from tests.factories.world import build_world

pytestmark = pytest.mark.postgresql


@pytest.fixture
def department(transactional_db):
    """Somebody who keeps the people of the whole city."""
    world = build_world()
    held = MembershipFactory(role="department", division=world.city)
    assert held.organisation.division == world.city
    return held.user


def eight(in_threads, person, url, form):
    """Status and address of the answers to the same form."""
    form |= {tokens.FIELD: tokens.issue(person, url.partition("?")[0])}

    def send():
        answer = client_of(User.objects.get(pk=person.pk)).post(url, form)
        return answer.status_code, answer.headers.get("Location", "")

    return set(in_threads(send, 8))


def filled(department):
    organisation = department.memberships.get().organisation
    return {"organisation": organisation.number, "role": "unit_liaison", "since": "2025-03-01"}


def test_eight_sendings_make_one_person(in_threads, department):
    form = filled(department) | {"username": "fresh", "display_name": "演示联络员丁"}
    answers = eight(in_threads, department, "/workspace/people/add/", form)
    person = User.objects.get(username="fresh")
    assert answers == {(302, f"/workspace/people/{person.pk}/password/")}
    assert person.memberships.count() == 1
    assert Event.objects.of(person).count() == 1


def test_eight_sendings_give_one_membership(in_threads, department):
    person = UserFactory(username="somebody")
    url = "/workspace/people/give/?login=somebody"
    answers = eight(in_threads, department, url, filled(department))
    assert answers == {(302, f"/workspace/people/{person.pk}/")}
    held = Membership.objects.get(user=person)
    assert Event.objects.of(held).count() == 1
