"""Proposing a project as a case: a draft page filled from its records, for the editors.

It is never published here. Where the column has an active workflow, the draft is handed to it.
"""

from typing import Any

from django.db import transaction
from django.utils.html import format_html_join

from partners.enums import Maker
from partners.events import record_event
from partners.moves.move import MoveRefused, refusing
from portal.models import User
from portal.publicity import PUBLIC
from projects.enums import PUBLIC_STAGES
from projects.models import CaseIndexPage, CaseStoryPage, Project, Update
from projects.querysets.project import public_project

_LONGEST_SUMMARY: Any = CaseStoryPage._meta.get_field("summary").max_length
_LONGEST_PARTIES: Any = CaseStoryPage._meta.get_field("parties_text").max_length

NOT_PUBLIC = "项目审核通过并立项后，才能推荐为案例。"
NO_COLUMN = "门户还没有案例栏目，请联系编辑。"


def column() -> CaseIndexPage | None:
    """The column of the city's own cases: the first of the published ones."""
    return CaseIndexPage.objects.live().order_by("path").first()


@transaction.atomic
def propose(project: Project, *, by: User) -> CaseStoryPage:
    """Write the draft and hand it to the editors.

    Raises MoveRefused where the project is not public, has a story, or there is no column.
    """
    held = Project.objects.select_for_update().get(pk=project.pk)
    if why := why_not(held):
        raise refusing(why, held)
    if (parent := column()) is None:
        raise MoveRefused(NO_COLUMN)
    page = parent.add_child(instance=_draft(held, by))
    page.save_revision(user=by)
    workflow = page.get_workflow()
    if workflow is not None and workflow.active:
        workflow.start(page, by)
    record_event(held, "propose_story", "推荐为案例", by=by)
    return page


def why_not(project: Project) -> str:
    """Why the project cannot be proposed now; empty when it can."""
    if project.is_draft or project.stage not in PUBLIC_STAGES:
        return NOT_PUBLIC
    if story := project.story:
        return "该项目已有案例。" if story.live else "该项目已推荐为案例，等待编辑审核。"
    return ""


def _draft(project: Project, by: User) -> CaseStoryPage:
    updates = list(
        Update.objects.visible_to(PUBLIC).filter(project=project).order_by("happened_on")
    )
    told = project.summary or "".join(update.text for update in updates)
    origin = project.origins.exclude(pairing=None).select_related("pairing").first()
    parties = project.participants.select_related("organisation")
    names = list(dict.fromkeys(str(party.organisation) for party in parties))
    return CaseStoryPage(
        title=project.name,
        summary=_cut(told, _LONGEST_SUMMARY),
        division=project.division,
        place_text=_cut(project.place_text, 60),
        field=project.field,
        year=project.programme_year.year,
        project=project,
        pairing=origin.pairing if origin else None,
        parties_text=_cut("、".join(names), _LONGEST_PARTIES),
        body=[("paragraph", _paragraphs(update)) for update in updates],
        owner=by,
        live=False,
    )


def _paragraphs(update: Update) -> str:
    """An update as running text: its day and title, then its words."""
    day = f"{update.happened_on.month}月{update.happened_on.day}日，{update.title}。"
    lines = [day, *(line.strip() for line in update.text.splitlines() if line.strip())]
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines))


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


class ProposeStory:
    """The same as an act of the workspace (a partners.moves.move.Act)."""

    do_not_call_in_templates = True
    name = "propose_story"
    label = "推荐为案例"
    says = "系统用项目的记录填好一篇案例草稿，由编辑修改、审核后发布。"
    makers = frozenset({Maker.AUTHOR, Maker.DEPARTMENT})
    by_other = needs_reason = takes_reason = False
    reason_words = "理由"
    asks: tuple[str, ...] = ()

    def refusal(self, record: Project, by: User) -> str:
        return why_not(record)

    def open_rows(self, rows: Any) -> Any:
        """Those of `rows` that have no story yet."""
        told = CaseStoryPage.objects.exclude(project=None).values("project")
        return rows.filter(public_project()).exclude(pk__in=told)

    def fields_for(self, record: Project) -> dict[str, Any]:
        """Nothing is asked: the draft is filled from the records."""
        return {}

    def __call__(self, record: Project, *, by: User) -> None:
        """Propose it. Raises what `propose` raises."""
        propose(record, by=by)
