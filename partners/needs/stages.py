"""The road of a need 征集 → … → 核查办结: where it stands, and since when."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from partners.enums import ListKind, NeedStage
from partners.models import Event, ListItem
from portal.rows import Stage


def stage_line(need: ListItem, reached: Mapping[str, date] | None = None) -> list[Stage]:
    """The road with the stop the need stands at; a closed one has all behind it.

    `reached` tells the days of the stops; those still ahead have none, also after a way back.
    """
    stops, days = list(NeedStage), dict(reached or {})
    here = stops.index(NeedStage(need.stage))
    closed = need.stage == NeedStage.CLOSED
    if need.closed_on:
        days[NeedStage.CLOSED] = need.closed_on
    return [
        Stage(
            stop.label,
            "done" if place < here or closed else "now" if place == here else "todo",
            days.get(stop) if place <= here else None,
            by_day=True,
        )
        for place, stop in enumerate(stops)
    ]


def days_reached(need: ListItem) -> dict[str, date]:
    """Since when it has stood at each stop, as the trail of its moves says; one query.

    That alone is everybody's once the need is; who moved it and why is not.
    """
    moves = Event.objects.of(need).filter(field="stage").order_by("at", "pk")
    return {to: timezone.localdate(at) for to, at in moves.values_list("to_state", "at")}


def road(item: ListItem, *, public: bool = False) -> list[Stage]:
    """The line of a need; none of a resource. The day it was entered is for those who work on it:
    in public a record begins with its approval.
    """
    if item.kind != ListKind.NEED:
        return []
    entered = {NeedStage.COLLECTED.value: timezone.localdate(item.created_at)}
    return stage_line(item, ({} if public else entered) | days_reached(item))
