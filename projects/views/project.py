"""Projects: the list, and the page of one with everything the public may know of it."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from partners.models import Agreement, Alliance, ListItem, Organisation, Pairing
from partners.views.record import Excerpt, RecordView, excerpt
from portal.figures import list_url
from portal.lists import FilteredListView
from portal.publicity import PUBLIC
from projects.figures import project_funds_figure
from projects.forms import ProjectFilterForm
from projects.ledger.totals import totals_of
from projects.live_facts import parties_of
from projects.models import Activity, FundEntry, Project
from projects.querysets.owner import PUBLIC_OWNER
from projects.timeline import next_steps, stage_line, timeline_of

#: Rows of a register shown on the page of a project before it leads on to the whole list.
SHOWN = 12


def _by_participant(rows: Any, asked: Organisation | str) -> Any:
    if isinstance(asked, Organisation):
        return rows.with_participant(asked)
    return rows.with_participant_named(asked)


class ProjectListView(FilteredListView):
    """Projects as cards."""

    narrowing = {
        "q": lambda rows, text: rows.mentioning(text),
        "year": lambda rows, year: rows.of_year(year),
        "place": lambda rows, place: rows.in_place(place),
        "field": lambda rows, field: rows.filter(field=field),
        "stage": lambda rows, stage: rows.filter(stage=stage),
        "origin": lambda rows, kind: rows.of_origin(kind),
        "participant": _by_participant,
        "pairing": lambda rows, pairing: rows.with_origin(pairing=pairing),
        "alliance": lambda rows, alliance: rows.with_origin(alliance=alliance),
        "agreement": lambda rows, agreement: rows.with_origin(agreement=agreement),
    }
    form_class = ProjectFilterForm
    template_name = "projects/project_list.html"
    paginate_by = 18

    def get_base_queryset(self) -> QuerySet:
        return Project.objects.visible_to(PUBLIC).for_listing()


class ProjectDetailView(RecordView):
    """One project."""

    template_name = "projects/project_detail.html"
    context_object_name = "project"

    def get_queryset(self) -> QuerySet:
        rows = Project.objects.visible_to(PUBLIC)
        return rows.select_related("field", "division", "programme_year__programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        project = self.object
        held = Activity.objects.visible_to(PUBLIC).filter(project=project).for_listing()
        return super().get_context_data(
            stages=stage_line(project),
            parties=parties_of(project),
            timeline=timeline_of(project),
            next_steps=next_steps(project),
            outcomes=project.outcomes.select_related("measure"),
            after_care=project.after_care.select_related("organisation__division"),
            origins=origins_of(project),
            need=ListItem.objects.visible_to(PUBLIC).filter(pk=project.need_id).first(),
            stories=project.stories.live().public(),
            activities=_first(held, "projects:activity_list", project),
            today=timezone.localdate(),
            **_money(project),
            **kwargs,
        )


def origins_of(project: Project) -> list[Pairing | Alliance | Agreement]:
    """The public records the project grew out of."""
    rows = project.origins.filter(PUBLIC_OWNER).select_related(
        "pairing__unit_side", "pairing__community_side", "alliance", "agreement"
    )
    return [origin.record for origin in rows]


def _money(project: Project) -> dict[str, Any]:
    lines = FundEntry.objects.visible_to(PUBLIC).filter(project=project).for_listing()
    totals = totals_of(lines)
    arrived = totals.coordinated
    return {
        "totals": totals,
        "funds": None if arrived is None else project_funds_figure(project, arrived),
        "lines": _first(lines, "projects:fund_list", project),
    }


def _first(rows: QuerySet, name: str, project: Project) -> Excerpt:
    return excerpt(rows, list_url(name, project=project.number), SHOWN)
