"""What authors throw away: activities nobody confirmed, drafts of updates and of projects."""

from typing import Any

from django.db.models import Q

from partners.moves.discarding import discarding, discarding_drafts
from portal.models import User
from projects.entries.photos import remove_photos
from projects.enums import ActivityState
from projects.models import Activity, Project, Update


def _with_photos(record: Any, by: User) -> None:
    if photos := list(record.photos.select_related("image")):
        remove_photos(record, photos, by)


TAKE_BACK = discarding(
    Activity,
    "take_back",
    "撤回",
    waits=Q(state=ActivityState.PENDING),
    never=("confirm",),
    why_not="只有对方还没有确认过的活动可以撤回。",
    says="撤回后这场活动不再等待对方确认，也不能恢复，内容留在审计日志中；需要时请重新登记。",
    parts=("photos",),
    first=_with_photos,
)
DISCARD_UPDATE = discarding_drafts(Update, parts=("photos",), first=_with_photos)
DISCARD_PROJECT = discarding_drafts(
    Project, parts=("origins", "participants", "milestones", "after_care")
)
