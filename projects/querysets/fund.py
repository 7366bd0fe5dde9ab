"""Questions about money. Promises and money received are never mixed."""

from collections.abc import Collection
from decimal import Decimal
from typing import TYPE_CHECKING, Self

from django.db.models import Q, QuerySet, Sum

from partners.enums import Maker, ReviewSubject
from partners.querysets.register import RegisterQuerySet
from partners.querysets.scoped import any_of
from partners.scope import Scope
from portal.money import ZERO
from portal.publicity import NOTHING
from projects.enums import COORDINATED_KINDS

from .project import public_project

if TYPE_CHECKING:
    from partners.models import ProgrammeYear

_LINES = Q(reverses__isnull=True)


class FundEntryQuerySet(RegisterQuerySet):
    #: Verified lines of public projects, reversals included.
    public_when = Q(verified_at__isnull=False) & public_project("project__")
    parties = ("provider", "receiver", "on_behalf_of")
    #: From verification on a line is reversed, never edited; before that by its author alone.
    changeable_when = Q(verified_at=None, reverses=None)
    review_subject = ReviewSubject.FUND
    why_unchangeable = "已核验的资金和冲正不能修改；如有差错，请冲正。"

    def verified(self) -> Self:
        return self.filter(verified_at__isnull=False)

    def entered_by(self, scope: Scope) -> Q:
        """Lines a liaison entered about projects of the own organisation, between others even:
        money from above that the organisation brought in.
        """
        if not scope.organisations:
            return NOTHING
        projects = self.model.project.field.related_model.objects
        own = projects.filter(projects.all().party_to(scope.organisations))
        return Q(entered_by=scope.person, project__in=own.order_by().values("pk"))

    def reached_by(self, scope: Scope) -> Q:
        """Also what the person entered."""
        return any_of(
            q for q in (super().reached_by(scope), self.entered_by(scope)) if q != NOTHING
        )

    def made_by(self, maker: Maker, scope: Scope) -> Q:
        """Who entered a line is its author too."""
        made = super().made_by(maker, scope)
        if maker is not Maker.AUTHOR:
            return made
        return any_of(q for q in (made, self.entered_by(scope)) if q != NOTHING)

    def changed_by(self, scope: Scope) -> Q:
        """Lines the person entered and still reaches otherwise than as an auditor."""
        reaching = (self.in_places(scope.steered), self.party_to(scope.organisations))
        reached = any_of(q for q in (*reaching, self.entered_by(scope)) if q != NOTHING)
        return NOTHING if reached == NOTHING else reached & Q(entered_by=scope.person)

    def authored_by(self, organisations: Collection[int]) -> Q:
        """Lines of which one of them is a side, or for which it was entered."""
        return self.party_to(organisations)

    def awaiting_verification(self) -> Self:
        return self.filter(verified_at=None)

    def by_standing(self, standing: str) -> Self:
        """Lines that are "waiting" for verification, "verified", or "reversals"."""
        if standing == "reversals":
            return self.filter(reverses__isnull=False)
        return self.awaiting_verification() if standing == "waiting" else self.verified()

    def coordinated(self) -> Self:
        """Kinds added up as 「协调争取资金」: 到账 and 物资折价."""
        return self.filter(kind__in=COORDINATED_KINDS)

    def of_year(self, year: "ProgrammeYear | None") -> Self:
        """By the date of the line; a reversal counts in the period of its own date."""
        return self.filter(date__range=(year.starts_on, year.ends_on)) if year else self.all()

    def total(self) -> Decimal:
        """Lines less reversals, in yuan, exact to the fen."""
        sums = self.aggregate(
            lines=Sum("amount", filter=_LINES), reversals=Sum("amount", filter=~_LINES)
        )
        return (sums["lines"] or ZERO) - (sums["reversals"] or ZERO)

    def totals_by(self, field: str) -> dict:
        """Totals in yuan per value of `field` (such as "kind", "project__field")."""
        rows: QuerySet = (
            self.order_by()
            .values(field)
            .annotate(lines=Sum("amount", filter=_LINES), reversals=Sum("amount", filter=~_LINES))
        )
        return {row[field]: (row["lines"] or ZERO) - (row["reversals"] or ZERO) for row in rows}

    def mentioning(self, text: str) -> Self:
        """With `text` in the number, the project's name, or a name of provider or receiver."""
        named = self.model.provider.field.related_model.objects.named(text)
        return self.filter(
            Q(number__icontains=text)
            | Q(project__name__icontains=text)
            | Q(provider__in=named)
            | Q(receiver__in=named)
        )

    def for_listing(self) -> Self:
        """With everything a row shows, latest date first. Never the evidence file."""
        return self.select_related(
            "project", "provider", "receiver", "reverses", "division"
        ).order_by("-date", "-number")
