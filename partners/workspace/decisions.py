"""What others decided about what a person entered, as the first screen tells it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery, Value

from partners.models import Event, Membership
from portal.models import User

from .due import as_text
from .registers import register_of, registers
from .waiting import Waiting, waitings

#: So many are told, the latest first.
MOST = 5


@dataclass(frozen=True)
class Decision:
    """One of them: what was decided of what, why, when, and by whose department or liaison."""

    event: Event
    title: str
    url: str
    by: str


def decisions_for(person: User) -> list[Decision]:
    """The latest about records that the person still reaches, in two queries."""
    events = list(Event.objects.decided_for(person).annotate(by=_organisation())[:MOST])
    titles = _titles(events, person)
    return [
        Decision(event, titles[key], _address_of(event), getattr(event, "by", None) or "")
        for event in events
        if (key := (event.record_type_id, event.record_id)) in titles
    ]


def _organisation() -> Subquery:
    """Whom the person who decided acted for: the membership that began last before that."""
    held = Membership.objects.filter(user=OuterRef("actor"), since__lte=OuterRef("at__date"))
    return Subquery(held.order_by("-since", "-pk").values("organisation__name")[:1])


def _titles(events: Sequence[Event], person: User) -> dict[tuple[int | None, int | None], str]:
    """By type and key, the titles of the records that the person's memberships open now."""
    keys: dict[Any, set[int | None]] = defaultdict(set)
    for event in events:
        keys[event.record_type].add(event.record_id)
    called = {
        registers()[kind.register].model: kind.title
        for kind in waitings()
        if isinstance(kind, Waiting)
    }
    parts = []
    for record_type, wanted in keys.items():
        model = record_type.model_class()
        rows = model._default_manager.filter(pk__in=wanted).order_by()
        rows = rows.filter(rows.reach_of(person)).annotate(
            of=Value(record_type.pk), called=as_text(called.get(model, "number"))
        )
        parts.append(rows.values_list("of", "pk", "called"))
    found = parts[0].union(*parts[1:], all=True) if parts else ()
    return {(of, pk): title for of, pk, title in found}


def _address_of(event: Event) -> str:
    model = event.record_type.model_class() if event.record_type else None
    register = register_of(model) if model else None
    return register.address(event.record_number) if register else ""
