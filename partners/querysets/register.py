"""What can be asked of every register."""

from typing import TYPE_CHECKING, Self

from partners.enums import ReviewState
from portal.publicity import VisibleQuerySet

from .division import path_range

if TYPE_CHECKING:
    from partners.models import Division


class RegisterQuerySet(VisibleQuerySet):
    """Rows with a number and a division."""

    def in_place(self, place: "Division | None") -> Self:
        """Rows of `place` and everything in it; None leaves the list whole."""
        return self.filter(path_range(place.path, "division__path")) if place else self.all()


class ReviewedQuerySet(RegisterQuerySet):
    """Rows that are public once approved."""

    def approved(self) -> Self:
        return self.filter(review_state=ReviewState.APPROVED)

    def public(self) -> Self:
        return self.approved()
