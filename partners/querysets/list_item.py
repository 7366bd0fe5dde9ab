"""Questions about needs and resources."""

from datetime import date
from typing import Self

from partners.enums import ClaimState, ListKind, ReviewState

from .register import RegisterQuerySet, ReviewedQuerySet


class ListItemQuerySet(ReviewedQuerySet):
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
    def public(self) -> Self:
        """Claims that stand, of items the public may see."""
        return self.filter(item__review_state=ReviewState.APPROVED).exclude(
            state=ClaimState.WITHDRAWN
        )
