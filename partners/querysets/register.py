"""What can be asked of every register."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from partners.enums import ReviewState

from .scoped import ScopedQuerySet
from .subtree import path_range

if TYPE_CHECKING:
    from partners.models import Division


#: Rows with a review that one person entered and another approved.
APPROVED = Q(review_state=ReviewState.APPROVED)
#: Rows their author may still change: not handed in, or given back.
IN_HAND = Q(review_state__in=(ReviewState.DRAFT, ReviewState.RETURNED))


class RegisterQuerySet(ScopedQuerySet):
    """Rows with a number and a division."""

    def in_place(self, place: "Division | None") -> Self:
        """Rows of `place` and everything in it; None leaves the list whole."""
        return self.filter(path_range(place.path, self.place_path)) if place else self.all()


class ReviewedQuerySet(RegisterQuerySet):
    """Rows that are public once approved."""

    public_when = APPROVED

    def approved(self) -> Self:
        return self.filter(APPROVED)
