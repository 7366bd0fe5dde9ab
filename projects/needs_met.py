"""The need a project answers follows it: 办理 once the project stands, 反馈 once it is accepted.

Nobody types twice what the project says already. A need that is not at the stage before is left
where it is: somebody moved it by hand.
"""

from typing import Any

from django.db.models import Exists, OuterRef

from partners.enums import NeedStage
from partners.models import ListItem
from partners.moves.list_item import answer, handle
from portal.models import User
from projects.enums import ProjectStage
from projects.models import Project

#: A project in these stages says nothing more about whether its need is met.
_OVER = (ProjectStage.COMPLETED, ProjectStage.TERMINATED)


def work_has_begun(project: Project, *, by: User) -> None:
    """The project is established: 「认领/派单」 becomes 「办理」. Raises what the move raises."""
    if (need := _need_at(project, NeedStage.CLAIMED)) is not None:
        handle(need, by=by)


def tell_it_is_met(project: Project, *, by: User) -> None:
    """The project is accepted, the last of those that answer the need: 「办理」 becomes
    「反馈」, and says by which project. Whether the need is met is checked by who put it forward.

    It says the number: words of a name that were released were released for the project alone,
    and who accepts it could not change them.

    Raises what the move raises.
    """
    need = _need_at(project, NeedStage.HANDLING)
    if need is None or need.projects.exclude(pk=project.pk).exclude(stage__in=_OVER).exists():
        return
    answer(need, by=by, reason=f"共建项目 {project.number} 已验收通过。")


def _need_at(project: Project, stage: NeedStage) -> ListItem | None:
    """The need as it stands now, if it stands at that stage."""
    if project.need_id is None:
        return None
    return ListItem.objects.filter(pk=project.need_id, stage=stage).first()


def left_to_hands(needs: Any) -> Any:
    """Those of `needs` that no project under way will move on, so that somebody has to."""
    under_way = Project.objects.under_way().filter(need=OuterRef("pk"))
    return needs.exclude(Exists(under_way.order_by()))
