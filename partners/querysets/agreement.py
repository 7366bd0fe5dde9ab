"""Questions about agreements and alliances."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Prefetch, Q

from partners.enums import AgreementKind, AgreementState, ReviewSubject

from .register import ReviewedQuerySet

if TYPE_CHECKING:
    from partners.models import ProgrammeYear


class AgreementQuerySet(ReviewedQuerySet):
    many_parties = ("parties__organisation",)
    review_subject = ReviewSubject.AGREEMENT

    def of_year(self, year: "ProgrammeYear | None") -> Self:
        return self.filter(programme_year=year) if year else self.all()

    def counted(self) -> Self:
        """Those that stand: not terminated. An expired one was kept to its end and counts."""
        return self.filter(state=AgreementState.SIGNED)

    def associations(self) -> Self:
        """Agreements that an industry association signed with communities."""
        return self.filter(kind=AgreementKind.ASSOCIATION)

    def in_force(self, on: date) -> Self:
        return self.filter(
            Q(valid_until=None) | Q(valid_until__gte=on),
            state=AgreementState.SIGNED,
            signed_on__lte=on,
        )

    def expired(self, on: date) -> Self:
        return self.filter(state=AgreementState.SIGNED, signed_on__lte=on, valid_until__lt=on)

    def upcoming(self, on: date) -> Self:
        return self.filter(Q(signed_on=None) | Q(signed_on__gt=on), state=AgreementState.SIGNED)

    def expiring_within(self, days: int, on: date) -> Self:
        """Those in force on `on` that run out within `days` days and were not renewed."""
        return self.in_force(on).filter(
            valid_until__lte=on + timedelta(days=days), renewed_by__isnull=True
        )

    def for_listing(self) -> Self:
        """With everything a row shows, newest signature first."""
        parties = self.model.parties.rel.related_model.objects
        return (
            self.select_related("division", "programme_year")
            .prefetch_related(Prefetch("parties", parties.select_related("organisation")))
            .order_by("-signed_on", "-number")
        )


class AllianceQuerySet(ReviewedQuerySet):
    many_parties = ("members__organisation",)
    review_subject = ReviewSubject.ALLIANCE

    def for_listing(self) -> Self:
        """With everything a card shows, newest first."""
        members = self.model.members.rel.related_model.objects
        return (
            self.select_related("division")
            .prefetch_related(Prefetch("members", members.select_related("organisation")))
            .order_by("-formed_on", "-number")
        )
