"""Questions about organisations."""

from datetime import date
from typing import Self

from django.db.models import Q, QuerySet

from partners.enums import UNIT_KINDS, OrganisationKind
from portal.publicity import EVERYTHING

from .register import RegisterQuerySet


class OrganisationQuerySet(RegisterQuerySet):
    #: Bodies and their names are public; what they do is judged record by record.
    public_when = EVERYTHING
    parties = ("pk",)

    def for_listing(self) -> Self:
        """With everything a row shows."""
        return self.select_related("division", "parent").order_by("number")

    def named(self, text: str) -> Self:
        """Those one of whose names, past ones included, contains `text`."""
        named = self.model._default_manager.filter(names__name__icontains=text)
        return self.filter(pk__in=named.order_by().values("pk"))

    def valid_on(self, day: date) -> Self:
        """Those existing on `day`."""
        return self.filter(
            Q(valid_from=None) | Q(valid_from__lte=day),
            Q(valid_until=None) | Q(valid_until__gte=day),
        )

    def units(self) -> Self:
        """Bodies counted as 「单位」."""
        return self.filter(kind__in=UNIT_KINDS)

    def party_organisations(self) -> Self:
        return self.filter(kind=OrganisationKind.PARTY)

    def streets(self) -> Self:
        return self.filter(kind=OrganisationKind.STREET)

    def communities(self) -> Self:
        return self.filter(kind=OrganisationKind.COMMUNITY)

    def associations(self) -> Self:
        return self.filter(kind=OrganisationKind.ASSOCIATION)

    def sides_of(self, pairings: QuerySet) -> Self:
        """Each once, however many of `pairings` it stands in."""
        return self.filter(
            Q(pk__in=pairings.order_by().values("unit_side"))
            | Q(pk__in=pairings.order_by().values("community_side"))
        )

    def parties_to(self, agreements: QuerySet) -> Self:
        """Each once, however many of `agreements` it signed."""
        # By the key of the agreement: `agreements` may itself be chosen by one of its parties.
        signed = self.model._default_manager.filter(
            agreement_parties__agreement__in=agreements.order_by().values("pk")
        )
        return self.filter(pk__in=signed.order_by().values("pk"))
