"""The groups of those who work in the admin, as one table: who may do what. Written after migrate.

A right here is for all records of a kind. Liaisons, departments and auditors are in no group: what
they see and do follows from their memberships in force (partners.scope), and they never enter the
admin.
"""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
)

from home.right_names import name_rights
from portal.changes import untold
from portal.models import ReviewTask
from portal.models.review import UNREVIEWED

_REGISTERS = (
    "partners.organisation", "partners.division", "partners.programmeyear", "partners.pairing",
    "partners.alliance", "partners.agreement", "partners.assignment", "partners.listitem",
    "partners.claim", "projects.project", "projects.update", "projects.activity",
    "projects.fundentry",
)  # fmt: skip
#: Records below a register; rights on them go with it.
_DETAILS = (
    "partners.organisationname", "partners.pairinglevel", "partners.pairingcontact",
    "partners.alliancemember", "partners.agreementparty", "partners.commitment",
    "projects.projectorigin", "projects.projectparticipant", "projects.milestone",
    "projects.aftercare", "projects.updatephoto", "projects.activityphoto",
)  # fmt: skip
#: Short lists that administrators edit; an unused entry may be deleted.
_VOCABULARY = (
    "partners.programme", "partners.checklistitem", "partners.listcategory",
    "partners.reviewlevel",
    "projects.projectfield", "projects.measure", "projects.outcome",
)  # fmt: skip
#: How the search understands questions, and what it puts on top.
_SEARCH = (
    "search.synonym", "search.stopword", "search.promotion", "search.promotiontarget",
)  # fmt: skip
_SITE = (
    "home.sitesettings", "portal.user", "wagtailcore.site",
    "wagtailcore.collection", "wagtailcore.workflow", "wagtailcore.task",
    "wagtailredirects.redirect",
)  # fmt: skip


def _rights(models: tuple[str, ...], *actions: str) -> tuple[str, ...]:
    """「app.action_model」 for each model and action."""
    return tuple(
        f"{app}.{action}_{model}"
        for app, model in (name.split(".") for name in models)
        for action in actions
    )


@dataclass(frozen=True)
class Role:
    """A group: rights on records, on pages (everywhere), on pictures and files (everywhere)."""

    name: str
    rights: tuple[str, ...]
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = field(default=())


_ENTER = ("wagtailadmin.access_admin",)
_VIEW_ALL = _rights((*_REGISTERS, *_DETAILS, *_VOCABULARY, "partners.event"), "view")
_FILES = tuple(
    f"{app}.{action}_{model}"
    for app, model in (("wagtailimages", "image"), ("wagtaildocs", "document"))
    for action in ("add", "change", "choose", "delete")
)

ROLES = (
    Role(
        "系统管理员",
        rights=(
            *_ENTER,
            *_rights(("partners.event",), "view"),
            *_rights((*_REGISTERS, "partners.membership"), "view", "add", "change"),
            *_rights(
                (*_DETAILS, *_VOCABULARY, *_SEARCH, *_SITE), "view", "add", "change", "delete"
            ),
            *_rights(("search.askedquestion", "partners.proxyentry"), "view"),
            *_rights(("partners.rolepolicy",), "view", "change"),
            UNREVIEWED,
        ),
        pages=("add", "change", "publish", "lock", "unlock", "bulk_delete"),
        files=_FILES,
    ),
    Role(
        "编辑",
        rights=(
            *_ENTER,
            *_VIEW_ALL,
            *_rights(_SEARCH, "view", "add", "change", "delete"),
            *_rights(("search.askedquestion",), "view"),
        ),
        pages=("add", "change", "publish"),
        files=_FILES,
    ),
)

#: Made by Wagtail's first migrations, in English; nobody here is put into them.
_NOT_OURS = ("Moderators", "Editors")
#: Groups of roles that are memberships now; a right left in them would reach beyond the scope.
_MEMBERSHIPS_NOW = ("组织部门", "单位联络员", "社区（街镇）联络员", "督导")
_WORKFLOW = ("Moderators approval", "页面审核")
#: Who looks through what was handed in.
_REVIEWERS = ("系统管理员", "编辑")


def sync_roles(**kwargs: Any) -> None:
    """Make every group what the table says; running it again changes nothing.

    Connected to the end of `migrate`. It may come before the permissions of the other apps were
    made, so those are made first.
    """
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0)
    root = Page.get_first_root_node()
    files = Collection.get_first_root_node()
    if root is None or files is None:  # only part of the migrations ran
        return
    with untold():  # what a release brings is nobody's act
        for role in ROLES:
            group, _ = Group.objects.get_or_create(name=role.name)
            group.permissions.set(_permissions(role.rights))
            _set_page_rights(group, root, role.pages)
            _set_file_rights(group, files, role.files)
        _put_away_what_wagtail_made()
        name_rights()


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    """The permissions by name. Raises LookupError when the table names one that is not."""
    if not names:
        return []
    wanted = Q()
    for name in names:
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted).select_related("content_type"))
    known = {f"{p.content_type.app_label}.{p.codename}" for p in found}
    if unknown := set(names) - known:
        raise LookupError(f"roles name unknown permissions: {sorted(unknown)}")
    return found


def _set_page_rights(group: Group, root: Page, actions: tuple[str, ...]) -> None:
    wanted = _permissions(tuple(f"wagtailcore.{action}_page" for action in actions))
    GroupPagePermission.objects.filter(group=group, page=root).exclude(
        permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)


def _set_file_rights(group: Group, files: Collection, names: tuple[str, ...]) -> None:
    wanted = _permissions(names)
    held = GroupCollectionPermission.objects.filter(group=group, collection=files)
    held.exclude(permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=files, permission=permission
        )


def _put_away_what_wagtail_made() -> None:
    english, chinese = _WORKFLOW
    reviewers = Group.objects.filter(name__in=_REVIEWERS)
    for task in GroupApprovalTask.objects.all():
        if task.name in _WORKFLOW:
            _let_others_review(task, chinese, reviewers)
        else:
            _let_others_review(task, task.name, task.groups.all())
    Workflow.objects.filter(name=english).update(name=chinese)
    Group.objects.filter(name__in=_NOT_OURS, user=None).delete()
    Group.objects.filter(name__in=_MEMBERSHIPS_NOW).delete()


def _let_others_review(task: GroupApprovalTask, name: str, by: QuerySet[Group]) -> None:
    """Make a step of Wagtail's own kind one of ours; what waits in it goes on waiting there."""
    step = ReviewTask(task_ptr_id=task.pk, name=name, active=task.active)
    step.save()
    step.groups.set(by)
    task.delete(keep_parents=True)
