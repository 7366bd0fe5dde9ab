"""Moves of projects and activities, each one named function; see partners.moves.move."""

from datetime import date

from django.utils import timezone

from partners.enums import Maker, ReviewState
from partners.moves.move import MoveRefused, move, not_in_future
from projects.enums import RUNNING_STAGES, ActivityState, ProjectStage
from projects.models import Activity, Project
from projects.needs_met import tell_it_is_met, work_has_begun


@move(
    Project,
    "stage",
    label="立项",
    sources=[ProjectStage.PLANNING],
    makers=[Maker.REVIEWER],
    target=ProjectStage.ESTABLISHED,
    says="立项后项目对外公开，计入项目数，参与各方可以登记进展和资金。",
)
def establish(project: Project, *, by) -> None:
    """The project is set up: it has an origin and was approved. The need it answers follows."""
    if not project.origins.exists():
        raise MoveRefused("请先登记项目来源（结对、联盟或协议）。")
    if project.review_state != ReviewState.APPROVED:
        raise MoveRefused("项目尚未审核通过，不能立项。")
    work_has_begun(project, by=by)


@move(
    Project,
    "stage",
    label="开工",
    sources=[ProjectStage.ESTABLISHED],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=ProjectStage.IMPLEMENTING,
    says="项目进入实施阶段。",
)
def start_work(project: Project, *, on: date) -> None:
    """Work begins on the day `on`."""
    project.started_on = not_in_future(on, "开工")


@move(
    Project,
    "stage",
    label="提请验收",
    sources=[ProjectStage.IMPLEMENTING],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=ProjectStage.ACCEPTING,
    says="工程已经完成，请受益一方验收。",
)
def ask_acceptance(project: Project) -> None:
    """The work is done and waits for the receiving side."""


@move(
    Project,
    "stage",
    label="验收通过",
    sources=[ProjectStage.ACCEPTING],
    makers=[Maker.COUNTERPART],
    target=ProjectStage.COMPLETED,
    by_other=True,
)
def accept(project: Project, *, by, on: date) -> None:
    """The receiving side accepts on the day `on`; never the person who entered the project. The
    need it answers follows.
    """
    project.completed_on = not_in_future(on, "办结")
    tell_it_is_met(project, by=by)


@move(
    Project,
    "stage",
    label="验收退回",
    sources=[ProjectStage.ACCEPTING],
    makers=[Maker.COUNTERPART],
    target=ProjectStage.IMPLEMENTING,
    needs_reason=True,
)
def send_back(project: Project) -> None:
    """The receiving side wants more done, and says what."""


@move(
    Project,
    "stage",
    label="暂停",
    sources=RUNNING_STAGES,
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=ProjectStage.SUSPENDED,
    needs_reason=True,
    says="暂停期间保留原来的阶段，以后可以恢复。",
)
def suspend(project: Project, *, reason: str) -> None:
    """Work rests; the stage it rests in is remembered."""
    project.suspended_from, project.stage_reason = project.stage, reason


@move(
    Project,
    "stage",
    label="恢复",
    sources=[ProjectStage.SUSPENDED],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
)
def resume(project: Project) -> str:
    """Work goes on where it rested."""
    stage, project.suspended_from, project.stage_reason = project.suspended_from, "", ""
    return stage


@move(
    Project,
    "stage",
    label="终止",
    sources=RUNNING_STAGES | {ProjectStage.PLANNING, ProjectStage.SUSPENDED},
    makers=[Maker.DEPARTMENT],
    target=ProjectStage.TERMINATED,
    needs_reason=True,
    says="终止后项目不再对外公开，也不再计入；记录和办理经过保留，不能恢复。",
)
def terminate_project(project: Project, *, reason: str) -> None:
    """Given up with a reason: no longer public, no longer counted."""
    project.stage_reason = reason


@move(
    Activity,
    "state",
    label="确认",
    sources=[ActivityState.PENDING, ActivityState.DISPUTED],
    makers=[Maker.COUNTERPART],
    target=ActivityState.CONFIRMED,
    by_other=True,
    publishes=True,
)
def confirm(activity: Activity, *, by) -> None:
    """The other side says it took place so: from now on it counts."""
    activity.confirmed_by, activity.confirmed_at = by, timezone.now()
    activity.dispute_reason = ""


@move(
    Activity,
    "state",
    label="提出异议",
    sources=[ActivityState.PENDING, ActivityState.CONFIRMED],
    makers=[Maker.COUNTERPART],
    target=ActivityState.DISPUTED,
    needs_reason=True,
    by_other=True,
)
def dispute(activity: Activity, *, reason: str) -> None:
    """The other side says it was otherwise, and how."""
    activity.confirmed_by = activity.confirmed_at = None
    activity.dispute_reason = reason


@move(
    Activity,
    "state",
    label="重新提交",
    sources=[ActivityState.DISPUTED],
    makers=[Maker.AUTHOR],
    target=ActivityState.PENDING,
    publishes=True,
)
def resubmit(activity: Activity) -> None:
    """Corrected by its author, to be confirmed anew."""
    activity.dispute_reason = ""
