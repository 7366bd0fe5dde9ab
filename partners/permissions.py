"""Who may see and change one record, and why not; the rule itself stands in its queryset.

`may_view` and `may_edit` answer with a Verdict: its reason is for somebody who may know that the
record exists, an answer without one is a 404. Screens of the admin ask the policy below.
"""

from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from partners.scope import Scope, scope_of
from portal.publicity import PUBLIC, Audience, may_view_all
from portal.verdict import ALLOWED, UNKNOWN, Verdict, refusal

OUT_OF_SCOPE = "这条记录不在您负责的地区或所代表的组织范围内，您可以查看它的公开页面。"
KEPT_ABOVE = "这条记录由上级组织部门维护，您可以查看，不能修改。"
KEPT_BY_ADMINISTRATORS = (
    "这项设置由系统管理员维护，您可以查看，不能修改；需要调整的请与系统管理员联系。"
)
KEPT_BY_AUTHOR = "这条记录由录入的一方修改，您可以查看。"
READS_ONLY = "督导可以查看范围内的全部记录，不能修改。"
KEPT_BY_OTHERS = "这条记录由组织部门维护，您可以查看，不能修改。"
NOT_NOW = "按记录现在的状态，您不能修改它。"


def may_view(user: Audience, record: Any) -> Verdict:
    """Whether `user` may open the whole record: all it holds, drafts and history included.

    Who reaches only its public side is told so; to others a record that is not public is unknown.
    """
    rows = type(record)._default_manager.filter(pk=record.pk)
    if may_view_all(user, type(record)) or rows.filter(rows.reach_of(user)).exists():
        return ALLOWED
    return refusal(OUT_OF_SCOPE) if rows.visible_to(PUBLIC).exists() else UNKNOWN


def may_edit(user: Audience, record: Any) -> Verdict:
    """Whether `user` may change the record as it stands now."""
    if not (view := may_view(user, record)):
        return view
    rows = type(record)._default_manager.filter(pk=record.pk)
    if rows.editable_by(user).exists():
        return ALLOWED
    return refusal(_why_not(user, record, rows))


def _why_not(user: Audience, record: Any, rows: Any) -> str:
    if not rows.filter(rows.changeable_when).exists():
        return rows.why_unchangeable
    scope = scope_of(user)
    if not scope.organisations:
        return _why_not_a_department(rows, scope) if scope.steered else READS_ONLY
    is_author = rows.filter(rows.authored_by(scope.organisations)).exists()
    return NOT_NOW if rows.entered_for or is_author else KEPT_BY_OTHERS


def _why_not_a_department(rows: Any, scope: Scope) -> str:
    if rows.kept_by_administrators:
        return KEPT_BY_ADMINISTRATORS
    is_own = rows.filter(rows.in_places(scope.steered)).exists()
    return KEPT_BY_AUTHOR if is_own else KEPT_ABOVE


class KeptPolicy(ModelPermissionPolicy):
    """Records that are never deleted: they end, are terminated or withdrawn, and stay readable."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the person's rights say, but nobody may delete."""
        return action != "delete" and super().user_has_permission(user, action)


class FixedRowsPolicy(ModelPermissionPolicy):
    """Rows that come with the portal: what they say is changed, none is added or deleted."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """As the person's rights say, but nobody may add or delete."""
        return action in ("view", "change") and super().user_has_permission(user, action)


def keep(*models: type[Model]) -> None:
    """Register the policy for registers; called by AppConfig.ready, before anybody asks."""
    for model in models:
        register_permission_policy(model, KeptPolicy(model), exact_class=True)


def fix_rows(*models: type[Model]) -> None:
    """Register the policy for tables whose rows come with the portal."""
    for model in models:
        register_permission_policy(model, FixedRowsPolicy(model), exact_class=True)
