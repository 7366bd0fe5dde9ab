"""Questions about needs and resources."""

from datetime import date
from typing import Self

from django.db.models import Q

from partners.enums import ClaimState, ListKind, ReviewState

from .register import IN_HAND, RegisterQuerySet, ReviewedQuerySet


class ListItemQuerySet(ReviewedQuerySet):
    parties = ("organisation",)
    many_parties = ("claims__organisation",)
    entered_for = ("organisation",)
    liaison_changes_when = IN_HAND

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
