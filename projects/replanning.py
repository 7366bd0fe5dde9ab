"""Changing the plan of a running project: its planned end, the days of its milestones to come."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from partners.enums import Maker
from partners.events import changes_between, record_event, snapshot
from partners.moves.move import MoveRefused, refusing
from partners.workspace.writing.fields import DayField
from portal.models import User
from projects.enums import RUNNING_STAGES, ProjectStage
from projects.models import Milestone, Project

NOT_RUNNING = "项目立项之后、办结之前才调整计划。"
NOTHING_NEW = "计划日期没有改动。"
_STAGES = RUNNING_STAGES | {ProjectStage.SUSPENDED}


@transaction.atomic
def replan(
    project: Project, *, by: User, reason: str, planned_end: date | None, due: Mapping[int, date]
) -> None:
    """The project is to be done by `planned_end`, its milestones to come on the days in `due` (by
    their key).

    Raises MoveRefused where nothing changes, ValidationError for an end before the start.
    """
    before = snapshot(project)
    project.planned_end = planned_end
    steps = Milestone.objects.select_for_update().filter(project=project, done_on=None)
    moved = [step for step in steps if due.get(step.pk, step.due_on) != step.due_on]
    changes: dict[str, Any] = changes_between(before, snapshot(project))
    if not (moved or changes):
        raise refusing(NOTHING_NEW, project)
    if moved:
        old = [_told(step) for step in moved]
        for step in moved:
            step.due_on = due[step.pk]
            step.save(update_fields=["due_on"])
        changes["milestones"] = [old, [_told(step) for step in moved]]
    project.full_clean()
    project.save()
    record_event(project, Replan.name, Replan.label, by=by, reason=reason, changes=changes)


def _told(step: Milestone) -> dict[str, Any]:
    return {"title": step.title, "due_on": step.due_on.isoformat()}


class Replan:
    """The same as an act of the workspace (a partners.moves.move.Act)."""

    do_not_call_in_templates = True
    name = "replan"
    label = "调整计划"
    says = "只改计划日期，不改项目所处阶段；原来的日期和理由记入办理经过。"
    makers = frozenset({Maker.AUTHOR, Maker.DEPARTMENT})
    by_other = False
    needs_reason = takes_reason = True
    reason_words = "理由"
    asks = ()

    def refusal(self, record: Project, by: User) -> str:
        """Why there is no plan to change now."""
        return "" if record.stage in _STAGES else NOT_RUNNING

    def open_rows(self, rows: Any) -> Any:
        """Those of `rows` that run."""
        return rows.filter(stage__in=_STAGES)

    def fields_for(self, record: Project) -> dict[str, forms.Field]:
        """The planned end and the day of each milestone to come, as they stand."""
        planned = record.planned_end
        end = DayField(label="计划完成", initial=planned, required=planned is not None)
        fields: dict[str, forms.Field] = {"planned_end": end}
        for step in record.milestones_to_come:
            fields[_name_of(step)] = DayField(label=f"节点：{step.title}", initial=step.due_on)
        return fields

    def __call__(self, record: Project, *, by: User, reason: str = "", **days: Any) -> None:
        """Change it. Raises what `replan` raises."""
        if why := self.refusal(record, by):
            raise MoveRefused(why)
        if not reason.strip():
            raise MoveRefused("请填写理由。")
        due = {
            step.pk: days[_name_of(step)]
            for step in record.milestones_to_come
            if days.get(_name_of(step))
        }
        end = days.get("planned_end", record.planned_end)
        replan(record, by=by, reason=reason, planned_end=end, due=due)


def _name_of(step: Milestone) -> str:
    return f"due_{step.pk}"
