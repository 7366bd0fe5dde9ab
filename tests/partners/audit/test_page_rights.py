"""Who reviews pages, and for whom pages are closed: each change leaves one row."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import (
    CollectionViewRestriction,
    GroupSitePermission,
    PageViewRestriction,
    Workflow,
)

from partners.audit import page_rights, rights
from partners.enums import EventKind
from partners.models import Event
from portal.models import User
from portal.models.review import ReviewTask
from tests.admin import administrator, client_of
from tests.factories.pages import story

pytestmark = pytest.mark.django_db


def rows():
    return list(Event.objects.filter(kind=EventKind.RIGHT).order_by("pk"))


def test_closing_a_page_and_opening_it_again(client):
    boss, page = administrator(), story("共建故事")
    url = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    client_of(boss).post(url, {"restriction_type": "password", "password": "open sesame"})
    client_of(boss).post(url, {"restriction_type": "none"})
    closed, opened = rows()
    assert [closed.label, opened.label] == ["新建页面访问限制", "删除页面访问限制"]
    assert (closed.actor, closed.subject) == (boss, "共建故事")
    assert "open sesame" not in str(closed.changes)


def test_groups_that_approve():
    task, group = ReviewTask.objects.get(), Group.objects.create(name="审稿")
    before = len(rows())
    task.groups.add(group)
    group.reviewtask_set.remove(task)
    given, taken = rows()[before:]
    assert [given.label, taken.label] == ["增加角色：审核环节", "减少角色：审核环节"]
    assert (given.subject, given.changes) == (str(task), {"grants": [None, ["审稿"]]})


def test_switching_a_review_off():
    workflow = Workflow.objects.first()
    workflow.active = False
    workflow.save()
    (row,) = rows()
    assert row.label == "修改审核流程"
    assert "停用" in row.changes["grants"][1]
    workflow.save()
    assert len(rows()) == 1


def test_every_model_that_gives_a_group_something_is_heard():
    heard = {*rights._GRANTS, *page_rights._WORDS, *page_rights._HOLDERS}
    through = {holder.groups.through for holder in page_rights._HOLDERS}
    through |= {Group.permissions.through, Group.user_set.through, User}
    giving = {
        relation.related_model for relation in Group._meta.get_fields(include_hidden=True)
        if relation.is_relation and relation.auto_created
    }  # fmt: skip
    assert giving - heard - through == set()
    assert {CollectionViewRestriction, GroupSitePermission, PageViewRestriction} <= heard
