"""Ticking a milestone of a project: the day it was done, written to the project's history."""

from datetime import date
from typing import Any

from django import forms
from django.db import transaction

from partners.enums import Maker
from partners.events import record_event, snapshot
from partners.moves.move import MoveRefused, not_in_future, refusing
from portal.models import User
from projects.enums import ProjectStage
from projects.models import Milestone, Project

NOT_OPEN = "这个节点已经完成，或者不属于本项目，请刷新后再看。"


@transaction.atomic
def finish(project: Project, milestone: Milestone, *, by: User, on: date) -> None:
    """The milestone was reached on the day `on`.

    Raises MoveRefused for one of another project, one done already, or a day to come.
    """
    held = Milestone.objects.select_for_update().filter(pk=milestone.pk, project=project).first()
    if held is None or held.done_on is not None:
        raise refusing(NOT_OPEN, project)
    before = snapshot(held)
    held.done_on = not_in_future(on, "完成")
    held.save(update_fields=["done_on"])
    changes = {"milestones": [[_told(before)], [_told(snapshot(held))]]}
    record_event(project, "finish_milestone", "完成节点", by=by, changes=changes)


def _told(values: dict[str, Any]) -> dict[str, Any]:
    """A row as the log writes child rows: without the key to its project."""
    return {name: v for name, v in values.items() if v is not None and name != "project"}


class FinishMilestone:
    """The same as an act of the workspace (a partners.moves.move.Act)."""

    do_not_call_in_templates = True
    name = "finish_milestone"
    label = "完成节点"
    says = ""
    makers = frozenset({Maker.AUTHOR, Maker.DEPARTMENT})
    by_other = needs_reason = takes_reason = False
    reason_words = "理由"
    asks = ("on",)

    def refusal(self, record: Project, by: User) -> str:
        """Why nothing can be ticked now."""
        if record.stage == ProjectStage.TERMINATED:
            return "项目已终止，不能完成节点。"
        return "" if record.milestones_to_come else "没有待完成的节点。"

    def open_rows(self, rows: Any) -> Any:
        """Those of `rows` that have milestones to come."""
        waiting = Milestone.objects.filter(done_on=None).values("project")
        return rows.filter(pk__in=waiting).standing()

    def fields_for(self, record: Project) -> dict[str, forms.Field]:
        """Which of the milestones to come."""
        return {
            "milestone": forms.ModelChoiceField(
                record.milestones.filter(done_on=None),
                label="节点",
                empty_label=None,
                widget=forms.RadioSelect,
                error_messages={"required": "请选择节点。", "invalid_choice": NOT_OPEN},
            )
        }

    def __call__(self, record: Project, *, by: User, milestone: Milestone, on: date) -> None:
        """Tick it. Raises what `finish` raises."""
        if why := self.refusal(record, by):
            raise MoveRefused(why)
        finish(record, milestone, by=by, on=on)
