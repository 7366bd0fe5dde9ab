"""Agreements in public: parties, term, and what was promised."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from partners.enums import AgreementState, AgreementStatus, CommitmentState
from partners.forms import AgreementFilterForm
from partners.models import (
    Agreement,
    AgreementParty,
    Alliance,
    Commitment,
    Organisation,
    Pairing,
)
from portal.figures import list_url
from portal.holders import is_public_file
from portal.lists import FilteredListView
from portal.publicity import PUBLIC

from .record import RecordView, public_activities, public_projects, public_stories


def in_state(agreements: Any, state: str) -> QuerySet:
    """Agreements by the state a visitor asks for, as of today."""
    today = timezone.localdate()
    if state == AgreementState.SIGNED:
        return agreements.counted()
    if state == AgreementStatus.TERMINATED:
        return agreements.filter(state=AgreementState.TERMINATED)
    dated = {
        AgreementStatus.UPCOMING: agreements.upcoming,
        AgreementStatus.IN_FORCE: agreements.in_force,
        AgreementStatus.EXPIRED: agreements.expired,
    }
    return dated[AgreementStatus(state)](today)


class AgreementListView(FilteredListView):
    """Approved agreements, by text, kind, state, year and place."""

    form_class = AgreementFilterForm
    narrowing = {
        "q": lambda rows, text: rows.filter(_asked_for(text)),
        "year": lambda rows, year: rows.of_year(year),
        "place": lambda rows, place: rows.in_place(place),
        "kind": lambda rows, kind: rows.filter(kind=kind),
        "state": in_state,
    }

    def get_base_queryset(self) -> QuerySet:
        return Agreement.objects.visible_to(PUBLIC).for_listing()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"agreements": with_status(context["object_list"])}


def with_status(agreements: Any) -> list[tuple[Agreement, AgreementStatus]]:
    """Each agreement with its status today."""
    today = timezone.localdate()
    return [(agreement, agreement.status_on(today)) for agreement in agreements]


def _asked_for(text: str) -> Q:
    """Its title or number, any name of a party, or the number of what it belongs to."""
    named = Organisation.objects.visible_to(PUBLIC).named(text).order_by()
    parties = AgreementParty.objects.filter(organisation__in=named.values("pk"))
    number = text.upper()
    return (
        Q(title__icontains=text)
        | Q(number=number)
        | Q(pk__in=parties.order_by().values("agreement"))
        | Q(pairing__in=Pairing.objects.visible_to(PUBLIC).filter(number=number).order_by())
        | Q(alliance__in=Alliance.objects.visible_to(PUBLIC).filter(number=number).order_by())
    )


class AgreementDetailView(RecordView):
    """One agreement: parties, term, commitments, and the paper where it is public."""

    model = Agreement
    related = ("division", "programme_year__programme", "file__collection")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agreement = self.object
        number = agreement.number
        file = agreement.file
        return super().get_context_data(
            status=agreement.status_on(timezone.localdate()),
            parties=agreement.parties.select_related("organisation__division"),
            commitments=[_kept(commitment) for commitment in agreement.commitments.all()],
            file=file if file and is_public_file(file) else None,
            outcomes=agreement.outcomes.select_related("measure"),
            projects=public_projects(
                list_url("projects:project_list", agreement=number), agreement=agreement
            ),
            activities=public_activities(
                list_url("projects:activity_list", agreement=number), agreement=agreement
            ),
            stories=public_stories(agreement=agreement),
            **_context_of(agreement),
            **kwargs,
        )


def _kept(commitment: Commitment) -> dict[str, Any]:
    """A commitment as the public reads it: what was done, never who lags."""
    open_ = commitment.state in (CommitmentState.PENDING, CommitmentState.MISSED)
    words = "尚未履行" if open_ else commitment.get_state_display()
    return {
        "text": commitment.text,
        "done_on": commitment.done_on,
        "tone": "" if open_ else commitment.state,
        "words": words,
    }


def _context_of(agreement: Agreement) -> dict[str, Any]:
    """The pairing or alliance it belongs to, the papers before and after: public ones only."""
    related = Agreement.objects.visible_to(PUBLIC).filter(
        Q(pk=agreement.renews_id) | Q(renews=agreement)
    )
    found = list(related)
    return {
        "pairing": _public(Pairing, agreement.pairing_id, "unit_side", "community_side"),
        "alliance": _public(Alliance, agreement.alliance_id),
        "renews": next((a for a in found if a.pk == agreement.renews_id), None),
        "renewed_by": next((a for a in found if a.renews_id == agreement.pk), None),
    }


def _public(model: Any, key: int | None, *related: str) -> Any:
    if key is None:
        return None
    rows = model.objects.visible_to(PUBLIC).filter(pk=key)
    return (rows.select_related(*related) if related else rows).first()
