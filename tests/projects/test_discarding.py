"""Authors take back what nobody settled; the trail keeps it, and what was public once stays."""

import pytest
from django.urls import reverse

from partners.models import Event, ListItem, ProxyEntry
from partners.moves.review import approve, recall, submit, withdraw
from partners.proxies import note_proxy
from projects.models import Activity, ActivityPhoto, Project, Update
from projects.moves import confirm, dispute, resubmit
from tests.admin import client_of, told, words
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    AuthorFactory,
    ListItemFactory,
    MilestoneFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    ReviewerFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(cast):
    return cast.people["unit"]


@pytest.fixture
def activity(cast, unit):
    own = cast.parties["own"]
    pairing = PairingFactory(
        unit_side=own.unit, community_side=own.community, division=own.place, signed=True
    )
    return ActivityFactory(pairing=pairing, entered_by=unit, title="清理河道")


def address(slug, record, act=""):
    return reverse(
        f"workspace:{'act' if act else 'record'}", args=[slug, record.number, *filter(None, [act])]
    )


def press(person, slug, record, act):
    """The act from the page of the record, with the page the form says it came from."""
    client, url = client_of(person), address(slug, record, act)
    back = client.get(url).context
    sent = {"next": back["back"]} if back and "back" in back else {}
    return client.post(url, sent)


def test_an_activity_is_taken_back_with_its_photos_and_the_trail_says_what_it_was(unit, activity):
    ActivityPhotoFactory(activity=activity)
    note_proxy(activity_for(activity), unit)
    assert "撤回" in words(client_of(unit).get(address("activities", activity)))
    response = press(unit, "activities", activity, "take_back")
    assert response.url == reverse("workspace:register", args=["activities"])
    assert "已办理：撤回" in told(response)
    assert not Activity.objects.exists()
    assert not ActivityPhoto.objects.exists()
    assert not ProxyEntry.objects.exists()
    event = Event.objects.get(action="take_back")
    assert (event.record_number, event.actor) == (activity.number, unit)
    assert event.changes["title"] == [None, "清理河道"]


def activity_for(activity):
    activity.on_behalf_of = activity.organisation
    activity.save()
    return activity


def test_what_was_confirmed_once_stays(unit, activity):
    confirm(activity, by=ReviewerFactory())
    press(unit, "activities", activity, "take_back")
    dispute(activity, by=ReviewerFactory(), reason="当日未到场")
    resubmit(activity, by=unit)
    assert activity.state == "pending"
    assert "take_back" not in words(client_of(unit).get(address("activities", activity)))
    press(unit, "activities", activity, "take_back")
    assert Activity.objects.exists()


def test_others_take_nothing_back(cast, activity):
    for role in ("community", "street", "two"):
        press(cast.people[role], "activities", activity, "take_back")
    assert Activity.objects.exists()


def drafts(cast, unit):
    own = cast.parties["own"]
    project = ProjectFactory(division=own.place, entered_by=unit)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    MilestoneFactory(project=project)
    public = ProjectFactory(division=own.place, public=True)
    community = cast.people["community"]
    return [
        ("projects", project, unit),
        ("updates", UpdateFactory(project=public, organisation=own.unit, entered_by=unit), unit),
        (
            "list-items",
            ListItemFactory(organisation=own.community, entered_by=community),
            community,
        ),
    ]


def test_drafts_are_thrown_away_by_their_authors(cast, unit):
    for slug, record, author in drafts(cast, unit):
        response = press(author, slug, record, "discard_draft")
        assert response.url == reverse("workspace:register", args=[slug])
        assert not type(record).objects.filter(pk=record.pk).exists()
        assert Event.objects.get(record_number=record.number).action == "discard_draft"


def test_what_was_handed_in_is_recalled_first(cast, unit):
    for slug, record, author in drafts(cast, unit):
        submit(record, by=author)
        press(author, slug, record, "discard_draft")
        assert type(record).objects.filter(pk=record.pk).exists()
        press(author, slug, record, "recall")
        record.refresh_from_db()
        assert record.review_state == "draft"
        assert "修改" in words(client_of(author).get(address(slug, record)))
        press(author, slug, record, "discard_draft")
        assert not type(record).objects.filter(pk=record.pk).exists()


def test_a_draft_that_was_public_once_stays(cast, unit):
    _, (slug, update, _), _ = drafts(cast, unit)
    submit(update, by=unit)
    approve(update, by=ReviewerFactory())
    withdraw(update, by=ReviewerFactory(), reason="数字有误")
    submit(update, by=unit)
    recall(update, by=unit)
    assert "discard_draft" not in words(client_of(unit).get(address(slug, update)))
    press(unit, slug, update, "discard_draft")
    assert Update.objects.filter(pk=update.pk).exists()


def test_a_draft_that_others_use_stays_and_says_by_what(cast, unit):
    (slug, project, _), *_ = drafts(cast, unit)
    UpdateFactory(project=project)
    response = press(unit, slug, project, "discard_draft")
    assert "正被使用，不能删除" in words(response)
    assert Project.objects.filter(pk=project.pk).exists()


def test_drafts_of_others_are_not_thrown_away(cast, unit):
    for slug, record, _ in drafts(cast, unit):
        press(cast.people["street"], slug, record, "discard_draft")
        press(cast.people["city"], slug, record, "discard_draft")
        assert type(record).objects.filter(pk=record.pk).exists()


def test_a_need_entered_by_a_colleague_stays(cast):
    own = cast.parties["own"]
    need = ListItemFactory(organisation=own.community, entered_by=AuthorFactory())
    press(cast.people["community"], "list-items", need, "discard_draft")
    assert ListItem.objects.filter(pk=need.pk).exists()
