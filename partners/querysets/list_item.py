"""Questions about needs and resources."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import StrIndex
from django.utils import timezone

from partners.enums import (
    CLAIMABLE_STAGES,
    RUNNING_PAIRINGS,
    ClaimState,
    ListKind,
    NeedStage,
    ReviewState,
    ReviewSubject,
)
from partners.scope import Scope
from portal.publicity import NOTHING

from .register import APPROVED, IN_HAND, RegisterQuerySet, ReviewedQuerySet
from .scoped import any_of

_OPEN_NEED = Q(kind=ListKind.NEED) & APPROVED & ~Q(stage=NeedStage.CLOSED)


def _ahead(on: date) -> Q:
    return Q(deadline=None) | Q(deadline__gte=on)


class ListItemQuerySet(ReviewedQuerySet):
    parties = ("organisation",)
    many_parties = ("claims__organisation",)
    entered_for = ("organisation",)
    liaison_changes_when = IN_HAND
    review_subject = ReviewSubject.LIST_ITEM

    def counterpart_of(self, organisations: Collection[int]) -> Q:
        """Items that one of the organisations has claimed."""
        claims: Any = self.model._meta.get_field("claims").related_model
        standing = claims.objects.filter(state=ClaimState.ACTIVE, organisation__in=organisations)
        return Q(pk__in=standing.values("item"))

    def reached_by(self, scope: Scope) -> Q:
        """Also the needs that units meet so that they can claim them."""
        reached = (super().reached_by(scope), self.met_by_units(scope))
        return any_of(q for q in reached if q != NOTHING)

    def met_by_units(self, scope: Scope) -> Q:
        """Approved needs a unit is shown: of the places it is paired with while they are open; of
        the whole city those that can be claimed, once the paired unit's time is over.
        """
        if not scope.units:
            return NOTHING
        pool = Q(stage__in=CLAIMABLE_STAGES) & self.in_pool() & self.in_places(scope.cities)
        return _OPEN_NEED & (self.paired_with(scope.units) | pool)

    def claimed_by(self, scope: Scope) -> Q:
        """Needs that can be claimed now: by the units of a scope, or assigned by a department."""
        steered = self.in_places(scope.steered)
        may = any_of(q for q in (self.met_by_units(scope), steered) if q != NOTHING)
        return may if may == NOTHING else _OPEN_NEED & Q(stage__in=CLAIMABLE_STAGES) & may

    def in_pool(self) -> Q:
        """Items whose time for the paired unit alone is over, or that have none."""
        return Q(priority_until=None) | Q(priority_until__lt=timezone.localdate())

    def paired_with(self, units: Collection[int]) -> Q:
        """Items whose organisation, or a place at or above theirs, is paired with one of `units`
        by a pairing in force.
        """
        # Asked by name: the models are built upon the querysets.
        pairings = apps.get_model("partners", "Pairing").objects.filter(
            unit_side__in=units, status__in=RUNNING_PAIRINGS
        )
        place = F("community_side__division__path")
        partners = pairings.annotate(at=StrIndex(OuterRef("division__path"), place)).filter(
            Q(at=1) | Q(community_side=OuterRef("organisation"))
        )
        return Q(Exists(partners.order_by()))

    def needs(self) -> Self:
        return self.filter(kind=ListKind.NEED)

    def resources(self) -> Self:
        return self.filter(kind=ListKind.RESOURCE)

    def on_offer(self, on: date) -> Self:
        """Approved resources that can still be used."""
        offered = self.resources().filter(APPROVED, closed_on=None)
        return offered.filter(_ahead(on))

    def awaiting(self, on: date) -> Self:
        """Approved needs that can be claimed and whose deadline is still ahead."""
        return self.filter(_OPEN_NEED, _ahead(on), stage__in=CLAIMABLE_STAGES)

    def overdue(self, on: date) -> Self:
        """Open items whose deadline has passed."""
        return self.filter(closed_on=None, deadline__lt=on)

    def for_listing(self) -> Self:
        """With everything a row shows, newest number first."""
        return self.select_related("organisation", "category", "division").order_by("-number")


_STANDS = ~Q(state=ClaimState.WITHDRAWN)


class ClaimQuerySet(RegisterQuerySet):
    #: Claims that stand, of items the public may see.
    public_when = Q(item__review_state=ReviewState.APPROVED) & _STANDS
    parties = ("organisation", "item__organisation")
    entered_for = ("organisation",)
    liaison_changes_when = Q(state=ClaimState.ACTIVE)

    def standing(self) -> Self:
        """Those that were not withdrawn: they hold, or were kept."""
        return self.filter(_STANDS)

    def counterpart_of(self, organisations: Collection[int]) -> Q:
        """Claims of what one of the organisations put forward."""
        return Q(item__organisation__in=organisations)
