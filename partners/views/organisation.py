"""Organisations in public: their names, and what they take part in."""

from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from partners.enums import NameKind
from partners.figures import counted_pairings, counted_parties
from partners.forms import OrganisationFilterForm
from partners.joint_work import funds, projects
from partners.models import (
    Agreement,
    Alliance,
    Organisation,
    OrganisationName,
    Pairing,
)
from portal.figures import Figure, list_url
from portal.lists import FilteredListView, page_of
from portal.publicity import PUBLIC

from .record import RecordView, excerpt

PAIRINGS_SHOWN = 24
CHILDREN_PER_PAGE = 24


class OrganisationListView(FilteredListView):
    """Organisations by any of their names, kind, level and place.

    With `counted` the list holds exactly the organisations one of the figures counts, in the
    year and place asked for; a year alone asks who was paired in it.
    """

    form_class = OrganisationFilterForm
    narrowing = {
        "q": lambda rows, text: rows.filter(Q(number=text.upper()) | Q(pk__in=_named(text))),
        "year": lambda rows, year: rows.sides_of(counted_pairings(PUBLIC, year)),
        "place": lambda rows, place: rows.in_place(place),
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "level": lambda rows, level: rows.filter(level=level),
    }

    def get_base_queryset(self) -> QuerySet:
        return Organisation.objects.visible_to(PUBLIC).for_listing()

    def narrow(self, rows: QuerySet, *, counted: str = "", **chosen: Any) -> QuerySet:
        if counted:  # takes year and place to itself: they are those of the pairing or agreement
            year, place = chosen.pop("year", None), chosen.pop("place", None)
            parties = counted_parties(counted, PUBLIC, year, place)
            rows = rows.filter(pk__in=parties.order_by().values("pk"))
        return super().narrow(rows, **chosen)


def _named(text: str) -> QuerySet:
    return Organisation.objects.visible_to(PUBLIC).named(text).order_by().values("pk")


class OrganisationDetailView(RecordView):
    """One organisation; a street or community has its page at its place."""

    model = Organisation
    related = ("division", "parent__division", "merged_into__division")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if self.object.is_place:
            return redirect(self.object, permanent=True)
        return self.render_to_response(self.get_context_data(object=self.object))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        organisation = self.object
        name = organisation.name
        children = organisation.children.visible_to(PUBLIC).for_listing()
        return super().get_context_data(
            names=other_names(organisation),
            money=money_figures(organisation),
            pairings=_pairings_by_year(organisation),
            alliances=excerpt(
                alliances_of(organisation), list_url("partners:alliance_list", q=name)
            ),
            agreements=excerpt(
                agreements_of(organisation), list_url("partners:agreement_list", q=name)
            ),
            projects=excerpt(
                projects_of(organisation),
                list_url("projects:project_list", participant=organisation.number),
            ),
            children=page_of(children, CHILDREN_PER_PAGE, self.request.GET.get("page", "1")),
            **kwargs,
        )


def other_names(organisation: Organisation) -> list[OrganisationName]:
    """Every name but the one it goes by: short ones, others, former ones."""
    return [
        name
        for name in organisation.names.order_by("kind", "since", "pk")
        if name.kind != NameKind.OFFICIAL or name.until
    ]


def alliances_of(organisation: Organisation) -> QuerySet:
    """Public alliances it is a member of."""
    return Alliance.objects.visible_to(PUBLIC).filter(organisations=organisation)


def agreements_of(organisation: Organisation) -> QuerySet:
    """Public agreements it signed, latest first."""
    agreements = Agreement.objects.visible_to(PUBLIC).filter(organisations=organisation)
    return agreements.order_by("-signed_on", "-number")


def projects_of(organisation: Organisation) -> QuerySet:
    """Public projects it takes part in."""
    found = projects().visible_to(PUBLIC).with_participant(organisation)
    return found.select_related("field", "division").order_by("-number")


def _pairings_by_year(organisation: Organisation) -> dict[str, Any]:
    """Its public pairings under their year, latest first, and where the rest is listed."""
    pairings = Pairing.objects.visible_to(PUBLIC).of_party(organisation).for_listing()
    url = list_url("partners:pairing_list", q=organisation.name)
    shown = excerpt(
        pairings.order_by("-programme_year__year", "level__rank", "number"), url, PAIRINGS_SHOWN
    )
    years = groupby(shown.rows, key=lambda pairing: pairing.programme_year)
    return {"years": [(year, list(rows)) for year, rows in years], "url": shown.url}


def money_figures(organisation: Organisation) -> list[Figure]:
    """What it provided and received in public projects, in yuan; nothing where there is none."""
    figures = [
        _money_figure("提供资金", "由该组织提供", "unit", provider=organisation),
        _money_figure("获得资金", "由该组织接收", "place", receiver=organisation),
    ]
    return [figure for figure in figures if figure.value]


def _money_figure(label: str, whose: str, side: str, **party: Organisation) -> Figure:
    lines = funds().visible_to(PUBLIC).coordinated().filter(**party)
    totals = lines.totals_by("kind")
    query = {role: organisation.number for role, organisation in party.items()}
    return Figure(
        key="_".join(["funds", *party]),
        label=label,
        value=sum(totals.values()),
        unit="元",
        rule=f"公开项目中{whose}、经核验的到账和物资折价，减去冲正；意向、协议和支出不计。",
        url=list_url("projects:fund_list", kind=sorted(totals), **query),
        side=side,
    )
