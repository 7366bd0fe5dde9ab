"""What an activity can be logged of: a pairing, an alliance or an agreement of the own ones."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Model
from django.utils import timezone

from partners.enums import PUBLIC_PAIRINGS, AgreementState, AllianceState
from partners.models import Agreement, Alliance, Pairing
from partners.workspace.writing.forms import Writer
from projects.models import Activity

#: The fields that name it, one of which is filled.
OWNERS = ("pairing", "alliance", "agreement")
Owner = Pairing | Alliance | Agreement


def owners_of(writer: Writer) -> dict[str, Any]:
    """What a person logs activities of, by the name of the field: signed pairings, standing
    alliances and agreements that were approved, to which the own organisation is a party or of
    the own places.

    Pairings whose term runs come first, then those that ended, for what is entered late.
    """
    pairings = Pairing.objects.filter(status__in=PUBLIC_PAIRINGS).in_scope(writer.scope)
    pairings = pairings.select_related(
        "unit_side", "community_side__division", "division", "programme_year"
    )
    alliances = Alliance.objects.approved().filter(state=AllianceState.ACTIVE)
    agreements = Agreement.objects.approved().filter(state=AgreementState.SIGNED)
    return {
        "pairing": pairings.running_first(timezone.localdate()),
        "alliance": alliances.in_scope(writer.scope).select_related("division"),
        "agreement": agreements.in_scope(writer.scope).select_related("division"),
    }


def takes_activities(record: Any) -> bool:
    """Whether one of that state is among those: what its page offers."""
    if isinstance(record, Pairing):
        return record.status in PUBLIC_PAIRINGS
    if isinstance(record, Alliance | Agreement):
        standing = record.state in (AllianceState.ACTIVE, AgreementState.SIGNED)
        return standing and not record.is_draft
    return False


def name_of(owner: Model) -> str:
    """The field that names it."""
    return str(owner._meta.model_name)


def owner_for(writer: Writer, given: Mapping[str, str]) -> Owner | None:
    """The one the address names; else, for a liaison, the pairing of last time while it runs, or
    the first of the own pairings.
    """
    rows = owners_of(writer)
    for name in OWNERS:
        if number := given.get(name):
            return rows[name].filter(number=number).first() or _usual(writer, rows["pairing"])
    return _usual(writer, rows["pairing"])


def _usual(writer: Writer, pairings: Any) -> Pairing | None:
    if writer.organisation is None:
        return None
    last = last_of(writer)
    again = pairings.filter(pk=last.pairing_id).first() if last else None
    if again is not None and again.covers(timezone.localdate()):
        return again
    return pairings.first()


def last_of(writer: Writer) -> Activity | None:
    """What the person entered last."""
    return Activity.objects.filter(entered_by=writer.person).order_by("-created_at").first()
