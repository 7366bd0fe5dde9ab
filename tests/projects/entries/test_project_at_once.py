"""Two who claimed a need set its project up at the same time."""

import pytest
from django.core.exceptions import ValidationError

from partners.enums import MembershipRole
from partners.scope import scope_from
from partners.workspace.writing.forms import Writer
from projects.entries.project import ProjectEntryForm
from projects.models import Project
from tests.admin import client_of
from tests.factories import MembershipFactory, UnitFactory

from .plans import NEW, a_need, typed

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def second(cast):
    """The liaison of another unit that claimed the need."""
    return MembershipFactory(organisation=UnitFactory(), role=MembershipRole.UNIT_LIAISON)


@pytest.fixture
def need(cast, second):
    own = cast.parties["own"]
    return a_need(own, own.unit, second.organisation)


def test_what_was_set_up_since_the_form_was_checked_stands_alone(cast, pairing, need, second):
    forms = []
    for held in (cast.people["unit"].memberships.get(), second):
        writer = Writer(held.user, held, scope_from([held]))
        forms.append(ProjectEntryForm(typed(need=need.pk), {}, writer=writer))
    assert all(form.is_valid() for form in forms)
    forms[0].enter()
    with pytest.raises(ValidationError, match="还没有对应的项目"):
        forms[1].enter()
    assert Project.objects.get().entered_by == cast.people["unit"]


def test_the_later_is_told_and_keeps_what_was_typed(cast, in_threads, pairing, need, second):
    people = [cast.people["unit"], second.user] * 2
    sent = typed(need=need.pk)

    def send():
        answer = client_of(people.pop()).post(NEW, sent)
        return answer.status_code, "三单元" in answer.content.decode()

    assert sorted(in_threads(send, 4)) == [(200, True)] * 3 + [(302, False)]
    assert Project.objects.count() == 1
