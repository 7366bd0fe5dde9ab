"""Rows about rights: the groups people are in, what a group or a person may do.

Memberships are a register and leave their rows as every register does. Who acts is the person at
the keyboard; in a command nobody is. Roles that a release brings are no act of a person: what
writes them does so untold.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from partners.enums import EventKind
from partners.events import record_act
from portal.changes import rows_changed
from portal.models import User
from portal.traces import acting_person

from .hearing import hear

_GRANTS = (GroupPagePermission, GroupCollectionPermission)


def listen() -> None:
    """Connect; called once the apps are ready."""
    hear(pre_save, before_group, Group)
    hear(post_save, on_group, Group)
    hear(post_delete, on_deleted, Group)
    hear(m2m_changed, on_groups_of_person, User.groups.through)
    hear(m2m_changed, on_rights, User.user_permissions.through, Group.permissions.through)
    hear(post_save, on_grant, *_GRANTS)
    hear(post_delete, on_grant_taken, *_GRANTS)
    hear(rows_changed, on_grants_in_bulk, *_GRANTS)


def before_group(sender: Any, instance: Group, **kwargs: Any) -> None:
    stored = Group.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._audit_before = stored and stored.name  # type: ignore[attr-defined]


def on_group(sender: Any, instance: Group, created: bool, **kwargs: Any) -> None:
    """A new group, or one with a new name."""
    before = getattr(instance, "_audit_before", None)
    if created:
        rights_row(instance, "create_group", "新建角色")
    elif before and before != instance.name:
        rights_row(instance, "change_group", "修改角色", {"name": [before, instance.name]})


def on_deleted(sender: Any, instance: Group, **kwargs: Any) -> None:
    rights_row(instance, "delete_group", "删除角色")


def on_groups_of_person(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """A row a person: groups given or taken, from either side of the relation."""
    if not (change := linked(instance, action, pk_set, "user_set" if reverse else "groups")):
        return
    verb, pks = change
    if not reverse:
        names = names_of(Group.objects.filter(pk__in=pks))
        _change_of_rights(instance, verb, "groups", names)
        return
    for person in User.objects.filter(pk__in=pks):
        _change_of_rights(person, verb, "groups", [str(instance)])


def on_rights(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """A row for rights given to or taken from a person or a group."""
    if reverse:  # permission.group_set: nobody's screen writes so
        holders = Group if sender is Group.permissions.through else User
        for holder in holders.objects.filter(pk__in=pk_set or ()):
            if change := linked(holder, action, {instance.pk}, ""):
                _change_of_rights(holder, change[0], "permissions", [str(instance)])
        return
    relation = "permissions" if isinstance(instance, Group) else "user_permissions"
    if change := linked(instance, action, pk_set, relation):
        rights = Permission.objects.filter(pk__in=change[1]).select_related("content_type")
        _change_of_rights(instance, change[0], "permissions", names_of(rights))


def on_grant(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """A right of a group on a page or a collection and all below it."""
    if created:
        _change_of_rights(instance.group, "give", "grants", [_grant_words(instance)])


def on_grant_taken(sender: Any, instance: Any, **kwargs: Any) -> None:
    _change_of_rights(instance.group, "take", "grants", [_grant_words(instance)])


def on_grants_in_bulk(sender: type[models.Model], pks: Iterable[int], **kwargs: Any) -> None:
    """Grants written by Wagtail's form of a group, which sends no signal a row."""
    for grant in sender._base_manager.filter(pk__in=pks).select_related("group", "permission"):
        on_grant(sender, grant, created=True)


def _grant_words(grant: Any) -> str:
    where = grant.page if isinstance(grant, GroupPagePermission) else grant.collection
    return f"{where}：{grant.permission.name}"


def linked(
    instance: Any, action: str, pks: set[int] | None, relation: str
) -> tuple[str, set[int]] | None:
    """What a change of a relation did: give or take, and the keys; None for no change yet."""
    if action == "post_add" and pks:
        return "give", pks
    if action == "post_remove" and pks:
        return "take", pks
    if action == "pre_clear":
        held = set(getattr(instance, relation).values_list("pk", flat=True))
        return ("take", held) if held else None
    return None


def _change_of_rights(holder: models.Model, verb: str, what: str, names: list[str]) -> None:
    label = "授予权限" if verb == "give" else "收回权限"
    rights_row(holder, verb, label, {what: [None, names] if verb == "give" else [names, None]})


def rights_row(
    record: models.Model,
    action: str,
    label: str,
    changes: dict | None = None,
    *,
    subject: str = "",
) -> None:
    """The row about a change of rights: whose, and by whom if somebody is at the keyboard."""
    about = subject or str(record)
    told: dict[str, Any] = {"record": record, "subject": about, "changes": changes or {}}
    record_act(EventKind.RIGHT, action, label, by=acting_person(), **told)


def names_of(rows: Iterable[models.Model]) -> list[str]:
    return sorted(str(row) for row in rows)
