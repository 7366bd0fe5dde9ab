"""Alliances in public: their members, what they signed, what came of it."""

from typing import Any

from django.db.models import Q, QuerySet

from partners.enums import AllianceRole
from partners.forms import AllianceFilterForm
from partners.models import Alliance, AllianceMember, Organisation
from portal.figures import list_url
from portal.lists import FilteredListView
from portal.publicity import PUBLIC

from .record import (
    RecordView,
    excerpt,
    public_activities,
    public_assignments,
    public_projects,
    public_stories,
)


class AllianceListView(FilteredListView):
    """Approved alliances, by text, kind, year and place."""

    form_class = AllianceFilterForm
    narrowing = {
        "q": lambda rows, text: rows.filter(_asked_for(text)),
        "year": lambda rows, year: rows.filter(programme_year=year),
        "place": lambda rows, place: rows.in_place(place),
        "kind": lambda rows, kind: rows.filter(kind=kind),
    }

    def get_base_queryset(self) -> QuerySet:
        return Alliance.objects.visible_to(PUBLIC).for_listing()


def _asked_for(text: str) -> Q:
    """The alliance's own name, its number, or any name of a member."""
    named = Organisation.objects.visible_to(PUBLIC).named(text).order_by()
    members = AllianceMember.objects.filter(organisation__in=named.values("pk"))
    return (
        Q(name__icontains=text)
        | Q(number=text.upper())
        | Q(pk__in=members.order_by().values("alliance"))
    )


class AllianceDetailView(RecordView):
    """One alliance: members, outcomes, agreements, projects."""

    model = Alliance
    related = ("division", "programme_year__programme")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        alliance = self.object
        number = alliance.number
        agreements = alliance.agreements.visible_to(PUBLIC).order_by("-signed_on", "-number")
        return super().get_context_data(
            members=_members(alliance),
            outcomes=alliance.outcomes.select_related("measure"),
            agreements=excerpt(agreements, list_url("partners:agreement_list", q=number)),
            projects=public_projects(
                list_url("projects:project_list", alliance=number), alliance=alliance
            ),
            activities=public_activities(
                list_url("projects:activity_list", alliance=number), alliance=alliance
            ),
            stories=public_stories(alliance=alliance),
            assignments=public_assignments(alliance),
            **kwargs,
        )


def _members(alliance: Alliance) -> list[AllianceMember]:
    """Members, leads first."""
    order = {role: place for place, role in enumerate(AllianceRole.values)}
    members = alliance.members.select_related("organisation__division").order_by("pk")
    return sorted(members, key=lambda member: order[member.role])
