"""Questions about pairings."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Length

from partners.enums import PUBLIC_PAIRINGS, RUNNING_PAIRINGS, PairingStatus

from .register import RegisterQuerySet

if TYPE_CHECKING:
    from partners.models import Division, Organisation, ProgrammeYear


class PairingQuerySet(RegisterQuerySet):
    #: From signing on, and not terminated.
    public_when = Q(status__in=PUBLIC_PAIRINGS)
    parties = ("unit_side", "community_side")

    def of_year(self, year: "ProgrammeYear | None") -> Self:
        return self.filter(programme_year=year) if year else self.all()

    def of_party(self, organisation: "Organisation") -> Self:
        """Pairings in which `organisation` is one of the sides."""
        return self.filter(Q(unit_side=organisation) | Q(community_side=organisation))

    def in_force_with(self, organisation: "Organisation", place: "Division") -> Self:
        """Pairings in force with `organisation`, or with a place at or above `place`, the nearest
        first; ListItemQuerySet.paired_with asks it the other way round.
        """
        above = Q(community_side__division__path__in=place.ancestor_paths)
        rows = self.filter(above | Q(community_side=organisation))
        return rows.filter(status__in=RUNNING_PAIRINGS).order_by(
            Length("community_side__division__path").desc(), "-number"
        )

    def overdue(self, on: date) -> Self:
        """Running pairings whose term is over: they wait for 到期."""
        return self.filter(status__in=[PairingStatus.SIGNED, PairingStatus.ACTIVE], end_on__lt=on)

    def running_first(self, on: date) -> Self:
        """Those in force whose term runs on that day at the head, then the latest year."""
        runs = Q(status__in=RUNNING_PAIRINGS, end_on__gte=on)
        rank = Case(When(runs, then=Value(0)), default=Value(1))
        return self.order_by(rank, "-programme_year__year", "number")

    def for_listing(self) -> Self:
        """With everything a row shows, newest number first."""
        return self.select_related(
            "level", "programme_year", "unit_side", "community_side__division", "division"
        ).order_by("-number")
