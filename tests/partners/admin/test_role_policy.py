"""Administrators switch the second factor on and off for a role; the rows are fixed."""

import pytest
from django.urls import reverse

from partners.models import Event, RolePolicy
from tests.admin import administrator, client_of, editor, filled_in, is_refused, told, words
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.django_db


def test_the_list_names_every_role_and_what_it_must_do():
    RolePolicy.objects.filter(role="auditor").update(second_factor=True)
    page = words(client_of(administrator()).get(reverse("role_policy:index")))
    for name in ("系统管理员", "编辑", "单位联络员", "社区（街镇）联络员", "组织部门", "督导"):
        assert name in page
    assert page.count("不要求") == 5
    assert page.count("须验证") == 1


def test_a_switch_is_logged_and_holds():
    client = client_of(administrator())
    policy = RolePolicy.objects.get(role="department")
    url = reverse("role_policy:edit", args=[policy.pk])
    response = client.post(url, filled_in(client, url, second_factor="on"))
    assert "已保存" in told(response)
    policy.refresh_from_db()
    assert policy.second_factor
    assert Event.objects.of(policy).get().changes == {"second_factor": [False, True]}


def test_nobody_adds_or_deletes_a_row_not_even_a_superuser():
    client = client_of(AdministratorFactory())
    policy = RolePolicy.objects.first()
    assert is_refused(client.get(reverse("role_policy:add")))
    assert is_refused(client.post(reverse("role_policy:delete", args=[policy.pk])))
    assert RolePolicy.objects.count() == 6


def test_others_neither_see_nor_switch_it():
    client = client_of(editor())
    policy = RolePolicy.objects.first()
    edit = reverse("role_policy:edit", args=[policy.pk])
    assert is_refused(client.get(reverse("role_policy:index")))
    assert is_refused(client.post(edit, {"second_factor": "on"}))
    assert not RolePolicy.objects.filter(second_factor=True).exists()
