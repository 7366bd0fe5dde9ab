"""How far a project is and how it got there, as its public page tells it.

The public reads what was done and what comes next; nothing here says that something is late.
"""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils import timezone

from portal.publicity import PUBLIC
from portal.rows import Stage
from portal.wording import month_text
from projects import photos
from projects.enums import STAGE_LINE, ProjectStage
from projects.models import Milestone, Project, Update, UpdatePhoto


@dataclass(frozen=True)
class Happening:
    """A point of the timeline. `side` says whose strand it sits on, "" on neither."""

    date: date
    title: str
    text: str = ""
    side: str = ""
    by: str = ""
    url: str = ""
    picture: str = ""


def stage_line(project: Project) -> list[Stage]:
    """The road of the project with the stated days of its stops."""
    reached = _days_reached(project)
    stands_at = ProjectStage(project.suspended_from or project.stage)
    here = STAGE_LINE.index(stands_at)
    return [
        Stage(
            stage.label,
            _status(project, place - here),
            _when(project, stage, place - here, reached),
        )
        for place, stage in enumerate(STAGE_LINE)
    ]


def _status(project: Project, distance: int) -> str:
    if distance:
        return "done" if distance < 0 else "todo"
    if project.stage == ProjectStage.SUSPENDED:
        return "stop"
    return "done" if project.stage == ProjectStage.COMPLETED else "now"


def _when(
    project: Project, stage: ProjectStage, distance: int, reached: dict[str, date]
) -> date | str | None:
    """The day a stop was reached; for the last one still ahead, the month it is planned for."""
    if distance <= 0:
        return reached.get(stage)
    planned = project.planned_end
    if stage == ProjectStage.COMPLETED and planned and planned >= timezone.localdate():
        return f"计划 {month_text(planned)}"
    return None


def _days_reached(project: Project) -> dict[str, date]:
    """The days people stated. When a move was entered is not when it happened: never shown."""
    stated = {
        ProjectStage.IMPLEMENTING: project.started_on,
        ProjectStage.COMPLETED: project.completed_on,
    }
    return {stage.value: day for stage, day in stated.items() if day}


def timeline_of(project: Project) -> list[Happening]:
    """Milestones reached and approved updates, newest first (four queries at most)."""
    told = [_told(update) for update in _updates(project)]
    return sorted([*_reached(project), *told], key=lambda h: h.date, reverse=True)


def next_steps(project: Project) -> list[Milestone]:
    """Milestones still to come, by their planned days (reads `milestones`)."""
    return [milestone for milestone in project.milestones.all() if milestone.done_on is None]


def _updates(project: Project) -> list[Update]:
    updates = Update.objects.visible_to(PUBLIC).filter(project=project)
    return list(
        updates.select_related("organisation").prefetch_related(photos.with_renditions(UpdatePhoto))
    )


def _reached(project: Project) -> list[Happening]:
    milestones = (m for m in project.milestones.all() if m.done_on is not None)
    return [Happening(m.done_on, m.title) for m in milestones if m.done_on]


def _told(update: Update) -> Happening:
    pictures = photos.shown(update.photos.all())
    return Happening(
        date=update.happened_on,
        title=update.title,
        text=update.text,
        side="place" if update.organisation.is_place else "unit",
        by=str(update.organisation),
        picture=render_to_string("projects/photos.html", {"photos": pictures}) if pictures else "",
    )
