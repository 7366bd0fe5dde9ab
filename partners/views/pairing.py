"""Pairings in public: who is paired with whom, and what both sides confirmed."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from partners.checklist import ConfirmedItems, confirmed_items
from partners.enums import Side
from partners.forms import PairingFilterForm
from partners.models import Organisation, Pairing
from partners.models.number import NUMBER_PATTERN
from partners.progress import ItemProgress
from portal.figures import list_url
from portal.lists import FilteredListView
from portal.publicity import PUBLIC
from portal.rows import Stage

from .record import (
    RecordView,
    excerpt,
    public_activities,
    public_assignments,
    public_projects,
    public_stories,
)

ACTIVITIES_SHOWN = 10
CHILDREN_SHOWN = 12
NUMERALS = "一二三四五六七八九十"


class PairingListView(FilteredListView):
    """Pairings from signing on, by text, year, level, place and status."""

    form_class = PairingFilterForm
    narrowing = {
        "q": lambda rows, text: rows.filter(_asked_for(text)),
        "year": lambda rows, year: rows.of_year(year),
        "level": lambda rows, rank: rows.filter(level__rank=int(rank)),
        "place": lambda rows, place: rows.in_place(place),
        "status": lambda rows, status: rows.filter(status=status),
    }

    def get_base_queryset(self) -> QuerySet:
        return Pairing.objects.visible_to(PUBLIC).for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"cards": pairing_cards(context["object_list"])}


@dataclass(frozen=True)
class PairingCard:
    """A pairing with its confirmed items, as lists show them."""

    pairing: Pairing
    checklist: ConfirmedItems

    @property
    def stops(self) -> list[Stage]:
        """A numbered stop for each item: done or still to do, never late."""
        return [
            Stage(NUMERALS[place] if place < len(NUMERALS) else str(place + 1), _doneness(item))
            for place, item in enumerate(self.checklist.items)
        ]


def _doneness(item: ItemProgress) -> str:
    return "done" if item.is_confirmed else "todo"


def pairing_cards(pairings: Any) -> list[PairingCard]:
    """Cards of the pairings of a page, in two queries."""
    pairings = list(pairings)
    checklists = confirmed_items(pairings) if pairings else {}
    return [PairingCard(pairing, checklists[pairing.pk]) for pairing in pairings]


def checklist_rows(checklist: ConfirmedItems) -> list[dict[str, Any]]:
    """The items in words, for the page of one pairing."""
    return [
        {
            "label": step.item.title,
            "done": step.is_confirmed,
            "date": step.last_on,
            "note": f"全年 {step.item.quantity} 次" if step.item.quantity > 1 else "",
        }
        for step in checklist.items
    ]


def _asked_for(text: str) -> Q:
    """A number asks for that pairing and those under it; a name, past ones too, for a side."""
    if re.fullmatch(NUMBER_PATTERN, text.upper()):
        return Q(number=text.upper()) | Q(parent__number=text.upper())
    named = Organisation.objects.visible_to(PUBLIC).named(text).order_by().values("pk")
    return Q(unit_side__in=named) | Q(community_side__in=named)


class PairingDetailView(RecordView):
    """One pairing: sides, checklist, and what grew out of it."""

    model = Pairing
    related = (
        "level",
        "programme_year__programme",
        "unit_side__division",
        "community_side__division",
        "division",
    )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairing = self.object
        number = pairing.number
        checklist = confirmed_items([pairing])[pairing.pk]
        agreements = pairing.agreements.visible_to(PUBLIC).order_by("-signed_on")
        return super().get_context_data(
            checklist=checklist,
            checklist_rows=checklist_rows(checklist),
            contacts=_public_contacts(pairing),
            kin=_kin(pairing),
            children=excerpt(
                pairing.children.visible_to(PUBLIC).for_listing().order_by("number"),
                list_url("partners:pairing_list", q=number),
                CHILDREN_SHOWN,
            ),
            agreements=excerpt(agreements, list_url("partners:agreement_list", q=number)),
            activities=public_activities(
                list_url("projects:activity_list", pairing=number),
                ACTIVITIES_SHOWN,
                pairing=pairing,
            ),
            projects=public_projects(
                list_url("projects:project_list", pairing=number), pairing=pairing
            ),
            stories=public_stories(pairing=pairing),
            assignments=public_assignments(pairing),
            **kwargs,
        )


def _public_contacts(pairing: Pairing) -> list[dict[str, str]]:
    """Names and posts the department switched on; a telephone number never leaves here."""
    shown = pairing.contacts.filter(is_public=True).values_list("side", "name", "post")
    strands = {Side.UNIT: "unit", Side.COMMUNITY: "place"}
    return [
        {"name": name, "post": post, "role": Side(side).label, "side": strands[Side(side)]}
        for side, name, post in shown
    ]


def _kin(pairing: Pairing) -> dict[str, list[Pairing]]:
    """Public pairings above, before and after this one, in one query."""
    related = (
        Pairing.objects.visible_to(PUBLIC)
        .for_listing()
        .filter(
            Q(pk__in=[pairing.parent_id, pairing.predecessor_id]) | Q(predecessor=pairing),
        )
    )
    found = list(related)
    return {
        "parents": [other for other in found if other.pk == pairing.parent_id],
        "before": [other for other in found if other.pk == pairing.predecessor_id],
        "after": [other for other in found if other.predecessor_id == pairing.pk],
    }
