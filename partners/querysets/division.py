"""Questions about places."""

from typing import TYPE_CHECKING, Self

from django.db.models import Q

from partners.enums import COMMUNITY_LEVELS, STREET_LEVELS, DivisionLevel
from portal.publicity import VisibleQuerySet

if TYPE_CHECKING:
    from partners.models import Division


def path_range(path: str, lookup: str = "path") -> Q:
    """The places at or below `path`, as one range of the index over `lookup`."""
    following = f"{int(path) + 1:0{len(path)}d}"
    return Q(**{f"{lookup}__gte": path, f"{lookup}__lt": following})


class DivisionQuerySet(VisibleQuerySet):
    def public(self) -> Self:
        """Places are published by the state: everybody may see them."""
        return self.all()

    def below_path(self, path: str) -> Self:
        """A place and everything in it, by its path."""
        return self.filter(path_range(path))

    def within(self, place: "Division") -> Self:
        """`place` and everything in it."""
        return self.below_path(place.path)

    def districts(self) -> Self:
        return self.filter(level=DivisionLevel.DISTRICT)

    def streets(self) -> Self:
        return self.filter(level__in=STREET_LEVELS)

    def communities(self) -> Self:
        return self.filter(level__in=COMMUNITY_LEVELS)
