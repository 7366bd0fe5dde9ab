"""What the page of a place shows for a year: its organisation, figures, partners, joint work."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr

from partners.enums import PLACE_KINDS, ListKind
from partners.figures import count_figures, counted_pairings, partner_drafts
from partners.joint_work import activities, projects, stories
from partners.models import (
    Agreement,
    Alliance,
    Division,
    ListItem,
    Organisation,
    Pairing,
    ProgrammeYear,
)
from partners.querysets.subtree import STEP
from portal.figures import Figure, list_url
from portal.publicity import PUBLIC

from .pairing import pairing_cards
from .record import STORIES_SHOWN, excerpt

#: The column of case stories, a page of the tree.
CASES = "/cases/"


def pairings_by_place(
    year: ProgrammeYear | None, length: int, place: Division | None = None
) -> dict[str, int]:
    """How many pairings count in the year, by the first `length` digits of their path."""
    pairings = counted_pairings(PUBLIC, year, place).order_by()
    at = pairings.annotate(at=Substr("division__path", 1, length)).values_list("at")
    return dict(at.annotate(n=Count("pk")))


def organisation_of(place: Division) -> Organisation | None:
    organisations = Organisation.objects.visible_to(PUBLIC).select_related("parent__division")
    return organisations.filter(division=place, kind__in=PLACE_KINDS).first()


def figures_of(place: Division, year: ProgrammeYear | None) -> list[Figure]:
    """What partners count in the place; a figure of nothing is left out."""
    if year is None:
        return []
    counted = count_figures(year, partner_drafts(PUBLIC, year, place))
    return [figure for figure in counted if figure.value]


def children_of(place: Division, year: ProgrammeYear | None) -> list[tuple]:
    """A tile for each place right below, with its pairings of the year."""
    below = list(place.children.visible_to(PUBLIC))
    counts = pairings_by_place(year, len(place.path) + STEP, place) if below else {}
    return [(p.display_name, counts.get(p.path, 0), p.get_absolute_url()) for p in below]


def partners_in(
    place: Division, organisation: Organisation | None, year: ProgrammeYear | None
) -> dict[str, Any]:
    """Pairings of the year, alliances, agreements, needs and resources of the place.

    Alliances and agreements also where only its organisation takes part.
    """
    pairings = Pairing.objects.visible_to(PUBLIC).of_year(year).in_place(place).for_listing()
    shown = excerpt(
        pairings.order_by("level__rank", "number"), _list_of("partners:pairing_list", place, year)
    )
    return {
        "pairings": pairing_cards(shown.rows),
        "pairings_url": shown.url,
        "alliances": excerpt(
            _in_or_of(Alliance, "members__organisation", place, organisation),
            _list_of("partners:alliance_list", place),
        ),
        "agreements": excerpt(
            _in_or_of(Agreement, "parties__organisation", place, organisation).order_by(
                "-signed_on", "-number"
            ),
            _list_of("partners:agreement_list", place),
        ),
        "needs": _list_items(place, ListKind.NEED),
        "resources": _list_items(place, ListKind.RESOURCE),
    }


def _in_or_of(
    model: Any, party: str, place: Division, organisation: Organisation | None
) -> QuerySet:
    rows = model.objects.visible_to(PUBLIC)
    inside = rows.in_place(place).order_by().values("pk")
    if organisation is None:
        return rows.filter(pk__in=inside)
    taking_part = rows.filter(**{party: organisation}).order_by().values("pk")
    return rows.filter(Q(pk__in=inside) | Q(pk__in=taking_part))


def _list_items(place: Division, kind: str) -> Any:
    items = ListItem.objects.visible_to(PUBLIC).in_place(place).filter(kind=kind).for_listing()
    url = list_url("partners:list_item_list", kind=kind, place=place.code)
    return excerpt(items, url)


def joint_work_in(place: Division, year: ProgrammeYear | None) -> dict[str, Any]:
    """Projects and activities of the place and year, stories of the place."""
    built = projects().visible_to(PUBLIC).of_year(year).in_place(place)
    held = activities().visible_to(PUBLIC).of_year(year).in_place(place)
    return {
        "projects": excerpt(
            built.select_related("field", "division").order_by("-number"),
            _list_of("projects:project_list", place, year),
        ),
        "activities": excerpt(
            held.select_related("checklist_item").order_by("-date", "-number"),
            _list_of("projects:activity_list", place, year),
        ),
        "stories": excerpt(
            stories().visible_to(PUBLIC).in_place(place).for_listing(),
            f"{CASES}?place={place.code}",
            STORIES_SHOWN,
        ),
    }


#: Lists of everything in a place, whatever the year.
_LISTS = (
    ("这里的结对", "partners:pairing_list"),
    ("这里的共建项目", "projects:project_list"),
    ("这里的结对活动", "projects:activity_list"),
    ("这里的资金明细", "projects:fund_list"),
    ("这里的协议", "partners:agreement_list"),
    ("这里的需求和资源", "partners:list_item_list"),
    ("这里的组织", "partners:organisation_list"),
)


def lists_of(place: Division) -> list[tuple[str, str]]:
    """Words and addresses of the lists narrowed to the place."""
    return [(label, _list_of(name, place)) for label, name in _LISTS]


def _list_of(name: str, place: Division, year: ProgrammeYear | None = None) -> str:
    return list_url(name, place=place.code, year=year.key if year else None)
