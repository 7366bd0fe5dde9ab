"""Activities that the other side has confirmed."""

from typing import Any, cast

from django.db.models import QuerySet

from partners.views.record import RecordView
from portal.lists import FilteredListView
from portal.publicity import PUBLIC
from projects import photos
from projects.forms import ActivityFilterForm
from projects.models import Activity, ActivityPhoto, Project
from projects.querysets.activity import ActivityQuerySet


class ActivityListView(FilteredListView):
    """Activities; asked for those with volunteers, their attendances are added up above."""

    narrowing = {
        "q": lambda rows, text: rows.mentioning(text),
        "year": lambda rows, year: rows.of_year(year),
        "place": lambda rows, place: rows.in_place(place),
        "pairing": lambda rows, pairing: rows.filter(pairing=pairing),
        "alliance": lambda rows, alliance: rows.filter(alliance=alliance),
        "agreement": lambda rows, agreement: rows.filter(agreement=agreement),
        "project": lambda rows, project: rows.filter(project=project),
        "volunteers": lambda rows, _: rows.with_volunteers(),
    }
    form_class = ActivityFilterForm
    template_name = "projects/activity_list.html"
    paginate_by = 50

    def get_base_queryset(self) -> QuerySet:
        return Activity.objects.visible_to(PUBLIC).for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        listed = cast(ActivityQuerySet, self.object_list)
        asked = bool(self.form.cleaned_data.get("volunteers"))
        volunteers = listed.volunteer_attendances() if asked else 0
        return super().get_context_data(volunteers=volunteers, **kwargs)


class ActivityDetailView(RecordView):
    """One activity: where, who, how many, with its photos."""

    template_name = "projects/activity_detail.html"
    context_object_name = "activity"

    def get_queryset(self) -> QuerySet:
        rows = Activity.objects.visible_to(PUBLIC).for_listing()
        return rows.select_related(
            "pairing__unit_side__division", "pairing__community_side__division"
        ).prefetch_related(photos.with_renditions(ActivityPhoto))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        projects = Project.objects.visible_to(PUBLIC).filter(pk=self.object.project_id)
        return super().get_context_data(
            project=projects.first(), photos=photos.shown(self.object.photos.all()), **kwargs
        )
