"""A person's page: what, where, by which membership; nothing from beyond the reader's places."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partners.events import record_event
from partners.workspace.people.rights import rights_of
from partners.workspace.registers import places, registers
from tests.admin import words
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


def url(person):
    return f"/workspace/people/{person.pk}/"


#: Who opens the page of somebody who is liaison in plum, and whose reads the liaison's of the west.
OPENS = {
    "plum": {"street", "east", "city", "auditor", "administrator"},
    "village": {"west", "two", "city", "administrator"},
}


@pytest.mark.parametrize("place", OPENS)
def test_the_page_opens_for_who_reads_the_place_and_is_unknown_to_others(at, cast, bodies, place):
    subject = MembershipFactory(organisation=bodies[place]).user
    for role in cast.people:
        status = at(role).get(url(subject)).status_code
        if role in OPENS[place]:
            assert status == 200, role
        elif role in ("visitor", "nobody", "ended", "editor"):
            assert status in (302, 403), role
        else:
            assert status == 404, role


@pytest.mark.parametrize("role", ["unit", "community", "street", "auditor", "two"])
def test_everybody_in_the_workspace_reads_the_own_page(at, cast, role):
    response = at(role).get(url(cast.people[role]))
    assert response.status_code == 200
    assert all(m.number in words(response) for m in cast.people[role].memberships.all())
    assert url(cast.people[role]) in words(at(role).get("/workspace/"))


def test_memberships_elsewhere_are_counted_but_not_named(at, bodies):
    here = MembershipFactory(organisation=bodies["plum"])
    there = MembershipFactory(user=here.user, organisation=bodies["village"])
    record_event(there, "end", "结束任职", by=here.entered_by, reason="外区的理由")
    page = words(at("street").get(url(here.user)))
    assert "另有 1 项任职不在您的范围内" in page
    assert here.number in page
    for hidden in (there.number, str(there.organisation), "外区的理由"):
        assert hidden not in page
    assert there.number in words(at("city").get(url(here.user)))


def test_the_page_says_where_by_which_membership_since_when_and_who_entered_it(at, bodies):
    until = timezone.localdate() + timedelta(days=30)
    held = MembershipFactory(organisation=bodies["plum"], until=until)
    page = words(at("street").get(url(held.user)))
    for said in (held.number, str(held.organisation), "2024-01-01", str(until)):
        assert said in page
    assert str(held.entered_by) in page


def test_what_ended_or_has_not_begun_gives_no_right(at, bodies):
    today = timezone.localdate()
    subject = UserFactory()
    MembershipFactory(user=subject, organisation=bodies["plum"], until=date(2024, 6, 1))
    MembershipFactory(user=subject, organisation=bodies["pine"], since=today + timedelta(days=9))
    response = at("street").get(url(subject))
    assert response.context["in_force"] == []
    assert len(response.context["memberships"]) == 2
    assert "没有在任的任职" in words(response)


def test_an_account_out_of_use_has_no_right(at, bodies):
    held = MembershipFactory(organisation=bodies["plum"])
    held.user.is_active = False
    held.user.save()
    response = at("street").get(url(held.user))
    assert response.context["in_force"] == []
    assert "账号已停用" in words(response)


def test_groups_are_named_to_administrators_and_hinted_at_to_departments(at, bodies):
    held = MembershipFactory(organisation=bodies["plum"])
    held.user.groups.add(Group.objects.get(name="编辑"))
    assert "“编辑”" in words(at("administrator").get(url(held.user)))
    page = words(at("street").get(url(held.user)))
    assert "编辑" not in page
    assert "由系统管理员维护" in page


#: What a page says about some registers, by role: sees, changes, reviews.
SAYS = {
    "unit_liaison": {
        "结对": ("本组织参与的", "—", "—"),
        "共建项目": ("本组织参与的", "本组织牵头或配合的（草稿、退回修改时）", "—"),
        "项目进展": ("本组织参与的", "为本组织录入的（草稿、退回修改时）", "—"),
        "组织": ("全部", "—", "—"),
        "人员与任职": ("本人的", "—", "—"),
        "审计日志": ("—", "—", "—"),
    },
    "department": {
        "结对": ("本地区全部", "本地区全部", "—"),
        "项目进展": ("本地区全部", "本地区全部", "审核通过、退回修改（本人录入的除外）"),
    },
    "auditor": {
        "结对": ("本地区全部", "—", "—"),
        "资金台账": ("本地区全部", "—", "—"),
        "审计日志": ("可以打开", "—", "—"),
        "项目进展": ("本地区全部", "—", "—"),
    },
}


@pytest.mark.parametrize("role", SAYS)
def test_rights_are_said_as_the_rules_are(bodies, role):
    held = MembershipFactory(organisation=bodies["plum"], role=role)
    said = {
        subject: (right.sees, right.changes, right.reviews)
        for right in rights_of(held)
        for subject in right.subjects
    }
    assert {subject: said[subject] for subject in SAYS[role]} == SAYS[role]


def test_every_register_and_screen_is_named_once(bodies):
    held = MembershipFactory(organisation=bodies["plum"], role="auditor")
    said = [subject for right in rights_of(held) for subject in right.subjects]
    labels = {entry.label for entry in (*registers().values(), *places())}
    assert sorted(said) == sorted(labels)


def test_what_is_said_alike_stands_together(bodies):
    held = MembershipFactory(organisation=bodies["plum"], role="auditor")
    words_said = [right[1:] for right in rights_of(held)]
    assert len(set(words_said)) == len(words_said)


def test_history_tells_what_was_done_about_the_memberships(at, cast, bodies):
    held = MembershipFactory(organisation=bodies["plum"])
    record_event(held, "end", "结束任职", by=cast.people["street"], reason="调往他处")
    page = words(at("street").get(url(held.user)))
    assert "调往他处" in page
    assert str(cast.people["street"]) in page


def test_queries_do_not_grow_with_the_memberships(at, bodies):
    subject, client, counts = UserFactory(), at("east"), []
    for place in ("plum", "pine", "street"):
        MembershipFactory(user=subject, organisation=bodies[place])
        with CaptureQueriesContext(connection) as seen:
            client.get(url(subject))
        counts.append(len(seen))
    assert counts[0] == counts[2]


def test_addresses_that_name_nobody_are_not_there(at):
    for wrong in ("/workspace/people/999999/", "/workspace/people/99999999999999999999999/"):
        assert at("city").get(wrong).status_code == 404
