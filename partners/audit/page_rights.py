"""Rows about who reviews pages, and for whom pages and collections are closed.

Reviewing is a right: who may approve, by which steps, where, and whether at all.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.models import (
    CollectionViewRestriction,
    GroupApprovalTask,
    GroupSitePermission,
    PageViewRestriction,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from portal.models.review import ReviewTask

from .hearing import hear
from .rights import linked, names_of, rights_row

#: What such a row is called.
_WORDS = {
    Task: "审核环节",
    Workflow: "审核流程",
    WorkflowTask: "审核流程的环节",
    WorkflowPage: "页面的审核流程",
    PageViewRestriction: "页面访问限制",
    CollectionViewRestriction: "文件夹访问限制",
    GroupSitePermission: "站点权限",
}
#: Secrets, keys of tables, and what Wagtail keeps beside.
_UNTOLD = ("password", "content_type", "sort_order")
_YES = {True: "启用", False: "停用"}
_HOLDERS = (GroupApprovalTask, ReviewTask, PageViewRestriction, CollectionViewRestriction)


def listen() -> None:
    """Connect; called once the apps are ready."""
    kinds = [*_WORDS, *_below(Task)]
    hear(pre_save, before, *kinds)
    hear(post_save, on_saved, *kinds)
    hear(post_delete, on_deleted, *kinds)
    hear(m2m_changed, on_groups, *(holder.groups.through for holder in _HOLDERS))


def _below(model: type[models.Model]) -> list[type[models.Model]]:
    return [kind for sub in model.__subclasses__() for kind in (sub, *_below(sub))]


def before(sender: Any, instance: Any, **kwargs: Any) -> None:
    stored = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None
    instance._audit_before = _said(stored) if stored else None


def on_saved(sender: Any, instance: Any, created: bool, **kwargs: Any) -> None:
    """A new one, or one that says something else than before."""
    was, now = getattr(instance, "_audit_before", None), _said(instance)
    if was != now:
        _told(instance, "新建" if was is None else "修改", [was, now])


def on_deleted(sender: Any, instance: Any, **kwargs: Any) -> None:
    _told(instance, "删除", [_said(instance), None])


def on_groups(
    sender: Any, instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any
) -> None:
    """Groups that approve, or that a restriction lets through; from either side."""
    holders = next(holder for holder in _HOLDERS if holder.groups.through is sender)
    rows = holders._base_manager.filter(pk__in=pk_set or ()) if reverse else [instance]
    for holder in rows:
        if change := linked(holder, action, {instance.pk} if reverse else pk_set, "groups"):
            names = names_of(Group.objects.filter(pk__in=change[1]))
            if change[0] == "give":
                _told(holder, "增加角色：", [None, names])
            else:
                _told(holder, "减少角色：", [names, None])


def _told(record: Any, did: str, change: list[Any]) -> None:
    word = next(word for kind, word in _WORDS.items() if isinstance(record, kind))
    about = next((n for n in ("page", "collection", "site") if hasattr(record, n)), None)
    subject = str(getattr(record, about) if about else record)
    rights_row(record, "change", f"{did}{word}", {"grants": change}, subject=subject)


def _said(record: Any) -> str:
    """What it says; never the password of a restriction."""
    said = []
    for field in record._meta.concrete_fields:
        value = getattr(record, field.name)
        if field.primary_key or field.name in _UNTOLD or value in (None, ""):
            continue
        display = getattr(record, f"get_{field.name}_display", None)
        words = display() if display else _YES[value] if isinstance(value, bool) else value
        said.append(str(words))
    return "，".join(said)
