"""Questions about places."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Q

from partners.enums import COMMUNITY_LEVELS, STREET_LEVELS, DivisionLevel
from portal.publicity import EVERYTHING, NOTHING

from .scoped import ScopedQuerySet
from .subtree import path_range

if TYPE_CHECKING:
    from partners.models import Division


class DivisionQuerySet(ScopedQuerySet):
    #: Places are published by the state: everybody may see them.
    public_when = EVERYTHING
    place_path = "path"

    def party_to(self, organisations: Collection[int]) -> Q:
        """The places where the organisations stand."""
        if not organisations:
            return NOTHING
        organisation = apps.get_model("partners.Organisation")  # it imports this module
        seats = organisation._base_manager.filter(pk__in=organisations)
        return Q(pk__in=seats.values("division"))

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
