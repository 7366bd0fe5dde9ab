"""A person's roles: groups of the admin, and memberships in force."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from home.roles import ROLES
from partners.enums import MembershipRole, StaffRole
from partners.models import RolePolicy
from partners.roles import roles_of
from tests.factories import MembershipFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


def test_there_is_one_row_a_role_and_none_asks_for_anything_at_first():
    assert set(RolePolicy.objects.values_list("role", flat=True)) == {*StaffRole, *MembershipRole}
    assert not RolePolicy.objects.filter(second_factor=True).exists()


def test_the_groups_of_staff_roles_are_those_of_the_table():
    assert set(StaffRole.labels) <= {role.name for role in ROLES}


def test_groups_and_memberships_add_up():
    user = UserFactory()
    assert roles_of(user) == frozenset()
    user.groups.add(Group.objects.get(name="编辑"))
    MembershipFactory(user=user, role=MembershipRole.AUDITOR)
    MembershipFactory(user=user, role=MembershipRole.DEPARTMENT)
    MembershipFactory(role=MembershipRole.UNIT_LIAISON)
    assert roles_of(user) == {"editor", "auditor", "department"}


def test_who_is_in_the_admin_by_a_group_of_another_name_is_an_administrator():
    user = UserFactory()
    group = Group.objects.get(name="编辑")
    user.groups.add(group)
    group.name = "编辑部"
    group.save()
    assert roles_of(get_user_model().objects.get(pk=user.pk)) == {"administrator"}


def test_a_membership_counts_from_its_first_to_its_last_day():
    today = timezone.localdate()
    day = timedelta(days=1)
    for since, until, holds in (
        (today, today, True),
        (today - day, today - day, False),
        (today + day, None, False),
    ):
        user = UserFactory()
        MembershipFactory(user=user, role=MembershipRole.AUDITOR, since=since, until=until)
        assert roles_of(user) == ({"auditor"} if holds else frozenset()), (since, until)


def test_a_superuser_is_an_administrator():
    assert roles_of(UserFactory(is_superuser=True)) == {"administrator"}


def test_it_is_one_query(django_assert_num_queries):
    user = UserFactory()
    MembershipFactory.create_batch(3, user=user)
    with django_assert_num_queries(1):
        roles_of(user)
