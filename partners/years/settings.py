"""What departments do to a programme year: show it to the public, take an item off its list."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from partners.enums import Maker
from partners.events import changes_between, record_event, snapshot
from partners.models import ChecklistItem, ProgrammeYear
from partners.moves.deed import Deed
from partners.moves.move import MoveRefused
from portal.admin.dependents import dependents
from portal.admin.protection import in_use_message
from portal.models import User


@transaction.atomic
def _show(year: ProgrammeYear, by: User, *, public: bool, label: str) -> None:
    held = ProgrammeYear.objects.select_for_update().get(pk=year.pk)
    before = snapshot(held)
    held.is_public = public
    held.save(update_fields=["is_public"])
    changes = changes_between(before, snapshot(held))
    record_event(held, "publish_year", label, by=by, changes=changes)


def publish_year(year: ProgrammeYear, *, by: User) -> None:
    """From now on the public sees what belongs to the year."""
    _show(year, by, public=True, label="对外公开")


def hide_year(year: ProgrammeYear, *, by: User) -> None:
    """The public sees nothing of the year any more. Raises MoveRefused for the one shown first."""
    if year.is_featured:
        raise MoveRefused("这是首页和成果展示的默认年度，请先由系统管理员改设默认年度。")
    _show(year, by, public=False, label="停止公开")


@transaction.atomic
def remove_item(item: ChecklistItem, *, by: User) -> None:
    """Take it off the checklist. Raises MoveRefused while something was done for it."""
    if uses := dependents(item):
        raise MoveRefused(in_use_message(item, uses, by))
    gone: Any = snapshot(item)
    record_event(item, "delete", "删除", by=by, changes=changes_between({}, gone))
    ChecklistItem.objects.filter(pk=item.pk).delete()


_DEPARTMENT = frozenset({Maker.DEPARTMENT})
YEAR_ACTS = {
    "publish_year": Deed(
        "publish_year",
        "对外公开",
        publish_year,
        _DEPARTMENT,
        Q(is_public=False),
        "这一年度已经公开。",
        says="公开后，成果展示和公开筛选中出现这一年度。",
    ),
    "hide_year": Deed(
        "hide_year",
        "停止公开",
        hide_year,
        _DEPARTMENT,
        Q(is_public=True),
        "这一年度没有公开。",
        says="停止公开后，成果展示和公开筛选中不再出现这一年度；记录保留，可以重新公开。",
    ),
}
ITEM_ACTS = {
    "remove_item": Deed("remove_item", "删除", remove_item, _DEPARTMENT, Q(), "这个事项已经删除。"),
}
