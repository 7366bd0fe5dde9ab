"""Somebody in the admin with less than the whole of it."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from tests.admin import somebody_with
from tests.factories.pages import column


@pytest.fixture
def page_worker():
    """Somebody who edits one column, and files of one folder."""
    group = Group.objects.create(name="栏目组")
    own = Collection.get_first_root_node().add_child(instance=Collection(name="栏目文件"))
    mine = column("elsewhere")
    GroupPagePermission.objects.create(
        group=group, page=mine, permission=Permission.objects.get(codename="change_page")
    )
    for codename in ("change_document", "change_image"):
        right = Permission.objects.get(codename=codename)
        GroupCollectionPermission.objects.create(group=group, collection=own, permission=right)
    user = somebody_with()
    user.groups.add(group)
    return user, mine, own
