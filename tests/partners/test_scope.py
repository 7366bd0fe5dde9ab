"""Who reaches which record: hand-written tables of role and relation, held against every rule."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from partners.models import Division, Membership, Organisation
from partners.permissions import (
    KEPT_ABOVE,
    KEPT_BY_AUTHOR,
    KEPT_BY_OTHERS,
    NOT_NOW,
    OUT_OF_SCOPE,
    READS_ONLY,
    may_edit,
    may_view,
)
from partners.scope import NO_SCOPE, scope_of
from portal.models import User
from portal.publicity import PUBLIC
from tests.factories import (
    ActivityFactory,
    FundEntryFactory,
    ListItemFactory,
    MembershipFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UnitFactory,
    UpdateFactory,
    UserFactory,
)
from tests.factories.cast import HIDDEN, RELATIONS, SHOWN

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

#: Which records that are not public each role opens, by relation. Nobody else opens any.
OPENS = {
    "unit": {"own"},
    "community": {"own"},
    "street": {"own", "near"},
    "east": {"own", "near"},
    "west": {"far"},
    "city": {"own", "near", "far"},
    "auditor": {"own", "near"},
    "two": {"own", "far"},
    "editor": {"own", "near", "far"},
    "administrator": {"own", "near", "far"},
}
#: A need is met by who put it forward; the paired unit meets it once it claimed it.
NEEDS = OPENS | {"unit": set(), "two": {"far"}}


def opens(name):
    """The table of a register, roles that open nothing left out."""
    table = NEEDS if name == "list_item" else OPENS
    return {role: relations for role, relations in table.items() if relations}


#: What departments may change in their places, administrators everywhere; money only its author.
STEERED = {
    "street": {"own", "near"},
    "east": {"own", "near"},
    "west": {"far"},
    "city": {"own", "near", "far"},
    "two": {"far"},
    "administrator": {"own", "near", "far"},
}
#: What liaisons may change beside that, in the state these records are in.
OWN_ENTRIES = {
    "list_item": {"community": {"own"}},
    "claim": {"unit": {"own"}, "two": {"own"}},
    "activity": {"unit": {"own"}, "two": {"own"}},
    # A draft in which both sides lead.
    "project": {"unit": {"own"}, "community": {"own"}, "two": {"own"}},
}


def who(user):
    """A person as a request brings it: read anew, nothing remembered."""
    return PUBLIC if user is None else User.objects.get(pk=user.pk)


def reached(cast, records, rows):
    """By role, the relations whose record is among `rows(queryset, user)`."""
    found = {}
    for role, person in cast.people.items():
        user = who(person)
        keys = {record.pk for record in rows(type(records["own"]).objects.all(), user)}
        if names := {name for name in RELATIONS if records[name].pk in keys}:
            found[role] = names
    return found


@pytest.mark.parametrize("name", HIDDEN)
def test_who_sees_what_is_not_public(cast, name):
    records = {relation: HIDDEN[name](cast.parties[relation]) for relation in RELATIONS}
    assert reached(cast, records, lambda rows, user: rows.visible_to(user)) == opens(name)


@pytest.mark.parametrize("name", HIDDEN)
def test_verdict_on_one_record_is_that_of_the_list(cast, name):
    record = HIDDEN[name](cast.parties["own"])
    opened = {role for role, user in cast.people.items() if may_view(who(user), record)}
    assert opened == {role for role, relations in opens(name).items() if "own" in relations}
    refused = [may_view(who(u), record) for r, u in cast.people.items() if r not in opened]
    assert all(verdict.reason == "" for verdict in refused)  # it is not to be known


@pytest.mark.parametrize("name", SHOWN)
def test_what_is_public_is_seen_by_all_but_opened_in_scope_alone(cast, name):
    records = {relation: SHOWN[name](cast.parties[relation]) for relation in RELATIONS}
    everywhere = set(RELATIONS)
    seen = reached(cast, records, lambda rows, user: rows.visible_to(user))
    assert seen == dict.fromkeys(cast.people, everywhere)
    for role, user in cast.people.items():
        for relation, record in records.items():
            verdict = may_view(who(user), record)
            assert verdict.allowed is (relation in opens(name).get(role, ())), (role, relation)
            assert verdict.allowed or verdict.reason == OUT_OF_SCOPE


@pytest.mark.parametrize("name", HIDDEN)
@pytest.mark.parametrize("make", [HIDDEN, SHOWN], ids=["hidden", "shown"])
def test_lists_of_the_workspace_hold_the_scope_and_nothing_else(cast, name, make):
    records = {relation: make[name](cast.parties[relation]) for relation in RELATIONS}
    by_duty = {r: v for r, v in opens(name).items() if r not in ("editor", "administrator")}
    in_scope = reached(cast, records, lambda rows, user: rows.in_scope(scope_of(user)))
    assert in_scope == by_duty


@pytest.mark.parametrize("name", HIDDEN)
def test_who_may_change_what(cast, name):
    records = {relation: HIDDEN[name](cast.parties[relation]) for relation in RELATIONS}
    expected = {role: set(relations) for role, relations in STEERED.items()}
    if name == "fund_entry":
        expected = {"administrator": set(RELATIONS)}
    for role, relations in OWN_ENTRIES.get(name, {}).items():
        expected[role] = expected.get(role, set()) | relations
    assert reached(cast, records, lambda rows, user: rows.editable_by(user)) == expected
    for role, user in cast.people.items():
        allowed = {n for n, record in records.items() if may_edit(who(user), record)}
        assert allowed == expected.get(role, set()), role


def test_refusal_to_change_says_why_to_who_may_know(cast):
    pairing = HIDDEN["pairing"](cast.parties["own"])
    handed_in = UpdateFactory(
        organisation=cast.parties["own"].unit, submitted=True, project=ProjectFactory(public=True)
    )
    money = SHOWN["fund_entry"](cast.parties["own"])
    person = {role: who(user) for role, user in cast.people.items()}
    assert may_edit(person["auditor"], pairing).reason == READS_ONLY
    assert may_edit(person["unit"], pairing).reason == KEPT_BY_OTHERS
    assert may_edit(person["street"], cast.world.year).reason == KEPT_ABOVE
    waits = HIDDEN["fund_entry"](cast.parties["own"])
    assert may_edit(person["city"], waits).reason == KEPT_BY_AUTHOR
    assert may_edit(person["unit"], handed_in).reason == NOT_NOW
    assert "冲正" in may_edit(person["administrator"], money).reason
    assert may_edit(person["west"], pairing).reason == ""


def test_money_waiting_is_corrected_by_its_author_in_scope(cast):
    own = cast.parties["own"]
    entry = FundEntryFactory(provider=own.unit, entered_by=cast.people["unit"])
    assert may_edit(who(cast.people["unit"]), entry)
    assert not may_edit(who(cast.people["east"]), entry)
    Membership.objects.filter(user=cast.people["unit"]).update(until="2024-12-31")
    assert not may_edit(who(cast.people["unit"]), entry)
    assert not may_view(who(cast.people["unit"]), entry)


def test_an_auditor_changes_nothing_not_even_what_was_entered_in_another_role(cast):
    auditor = cast.people["auditor"]
    entry = HIDDEN["fund_entry"](cast.parties["own"])
    type(entry).objects.filter(pk=entry.pk).update(entered_by=auditor)
    assert may_view(who(auditor), entry)
    assert not may_edit(who(auditor), entry)
    assert entry not in type(entry).objects.editable_by(who(auditor))


def test_draft_of_another_organisation_is_not_met_before_it_is_handed_in(cast):
    own = cast.parties["own"]
    project = ProjectFactory(public=True)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    other = UnitFactory()
    draft = UpdateFactory(project=project, organisation=other)
    handed_in = UpdateFactory(project=project, organisation=other, submitted=True)
    seen = type(draft).objects.visible_to(who(cast.people["unit"]))
    assert (draft in seen, handed_in in seen) == (False, True)


def test_project_is_met_by_the_sides_of_the_pairing_it_grew_from(cast):
    pairing = SHOWN["pairing"](cast.parties["own"])
    project = ProjectFactory(origin=pairing)
    for role in ("unit", "community"):
        assert project in type(project).objects.visible_to(who(cast.people[role]))


def test_activity_of_an_alliance_or_agreement_is_met_by_its_parties(cast):
    own = cast.parties["own"]
    alliance, agreement = HIDDEN["alliance"](own), HIDDEN["agreement"](own)
    for owner in ({"alliance": alliance}, {"agreement": agreement}):
        activity = ActivityFactory(pairing=None, **owner)
        assert may_view(who(cast.people["unit"]), activity)
        assert not may_view(who(cast.people["west"]), activity)


def test_memberships_are_seen_by_their_holder_and_above_and_changed_above_alone(cast):
    mine = Membership.objects.get(user=cast.people["unit"])
    mine.organisation.division = cast.world.plum
    mine.organisation.save()
    seen = {r for r, u in cast.people.items() if may_view(who(u), mine)}
    assert seen == {"unit", "street", "east", "city", "auditor", "administrator"}
    changes = {r for r, u in cast.people.items() if may_edit(who(u), mine)}
    assert changes == {"street", "east", "city", "administrator"}


def test_nobody_changes_the_own_membership(cast):
    for role in ("street", "east", "city", "unit", "auditor"):
        for held in Membership.objects.filter(user=cast.people[role]):
            assert not may_edit(who(cast.people[role]), held), role


def test_membership_counts_from_its_first_to_its_last_day():
    today = timezone.localdate()
    for since, until, counts in (
        (today, None, True),
        (today, today, True),
        (today - timedelta(days=9), today - timedelta(days=1), False),
        (today + timedelta(days=1), None, False),
    ):
        held = MembershipFactory(since=since, until=until)
        assert bool(scope_of(who(held.user))) is counts, (since, until)


def test_visitors_and_people_who_were_shut_out_have_no_scope():
    held = MembershipFactory(user=UserFactory(is_active=False))
    assert scope_of(AnonymousUser()) == NO_SCOPE
    assert scope_of(held.user) == NO_SCOPE


def test_scope_is_asked_once_a_request(cast, django_assert_num_queries):
    user = who(cast.people["two"])
    with django_assert_num_queries(1):
        for _ in range(3):
            scope_of(user)


def test_right_that_was_taken_away_is_gone_at_the_next_request(cast):
    item = ListItemFactory(organisation=cast.parties["own"].community)
    assert may_view(who(cast.people["community"]), item)
    Membership.objects.filter(user=cast.people["community"]).update(until="2024-12-31")
    assert not may_view(who(cast.people["community"]), item)


def test_places_and_organisations_are_everybodys_and_scoped_in_the_workspace(cast):
    for model in (Division, Organisation):
        rows = model.objects.all()
        assert rows.visible_to(PUBLIC).count() == rows.count()
    east = scope_of(who(cast.people["east"]))
    names = set(Division.objects.in_scope(east).values_list("name", flat=True))
    assert names == {"东区", "梅园街道", "红梅社区居委会", "青松社区居委会"}
    own = scope_of(who(cast.people["community"]))
    assert [place.name for place in Division.objects.in_scope(own)] == ["红梅社区居委会"]


def test_scope_says_what_it_steers_and_reads(cast):
    plum, village = cast.world.plum.path, cast.world.village.path
    auditor, east = (scope_of(who(cast.people[r])) for r in ("auditor", "east"))
    assert (auditor.steers(plum), auditor.reads(plum), auditor.reads(village)) == (
        False, True, False,
    )  # fmt: skip
    assert (east.steers(plum), east.steers(village)) == (True, False)


@pytest.mark.parametrize("name", HIDDEN)
def test_each_record_is_found_once_however_many_ways_lead_to_it(cast, name):
    record = HIDDEN[name](cast.parties["own"])
    for role in ("community", "city", "administrator"):
        rows = type(record).objects.visible_to(who(cast.people[role])).filter(pk=record.pk)
        assert rows.count() == 1
