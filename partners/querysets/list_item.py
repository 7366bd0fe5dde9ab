"""Questions about needs and resources."""

from collections.abc import Collection
from datetime import date
from typing import Any, Self

from django.db.models import Q

from partners.enums import ClaimState, ListKind, ReviewState, ReviewSubject

from .register import IN_HAND, RegisterQuerySet, ReviewedQuerySet


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

    def needs(self) -> Self:
        return self.filter(kind=ListKind.NEED)

    def resources(self) -> Self:
        return self.filter(kind=ListKind.RESOURCE)

    def overdue(self, on: date) -> Self:
        """Open items whose deadline has passed."""
        return self.filter(closed_on=None, deadline__lt=on)

    def for_listing(self) -> Self:
        """With everything a row shows, newest number first."""
        return self.select_related("organisation", "category", "division").order_by("-number")


class ClaimQuerySet(RegisterQuerySet):
    #: Claims that stand, of items the public may see.
    public_when = Q(item__review_state=ReviewState.APPROVED) & ~Q(state=ClaimState.WITHDRAWN)
    parties = ("organisation", "item__organisation")
    entered_for = ("organisation",)
    liaison_changes_when = Q(state=ClaimState.ACTIVE)

    def counterpart_of(self, organisations: Collection[int]) -> Q:
        """Claims of what one of the organisations put forward."""
        return Q(item__organisation__in=organisations)
