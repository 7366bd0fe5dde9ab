"""Questions about activities."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db.models import Count, Q, Sum

from partners.querysets.register import RegisterQuerySet
from projects.enums import ActivityState

from .owner import PUBLIC_OWNER

if TYPE_CHECKING:
    from partners.models import Organisation, ProgrammeYear


class ActivityQuerySet(RegisterQuerySet):
    #: Confirmed activities of a pairing, alliance or agreement the public may see.
    public_when = Q(state=ActivityState.CONFIRMED) & PUBLIC_OWNER
    parties = ("pairing__unit_side", "pairing__community_side")
    many_parties = ("alliance__members__organisation", "agreement__parties__organisation")
    entered_for = ("organisation",)
    liaison_changes_when = ~Q(state=ActivityState.CONFIRMED)

    def counterpart_of(self, organisations: Collection[int]) -> Q:
        """Activities of which they are a party, but that others of them reported."""
        return self.party_to(organisations) & ~Q(organisation__in=organisations)

    def confirmed(self) -> Self:
        """What the other side has confirmed; only this counts."""
        return self.filter(state=ActivityState.CONFIRMED)

    def pending(self) -> Self:
        """What the other side has still to confirm."""
        return self.filter(state=ActivityState.PENDING)

    def disputed(self) -> Self:
        """What the other side says was otherwise."""
        return self.filter(state=ActivityState.DISPUTED)

    def of_year(self, year: "ProgrammeYear | None") -> Self:
        """By the day it took place, not the year of the pairing."""
        return self.filter(date__range=(year.starts_on, year.ends_on)) if year else self.all()

    def with_volunteers(self) -> Self:
        return self.filter(volunteers__gt=0)

    def of_party(self, organisation: "Organisation") -> Self:
        """Activities of the pairings in which `organisation` is a side."""
        return self.filter(
            Q(pairing__unit_side=organisation) | Q(pairing__community_side=organisation)
        )

    def mentioning(self, text: str) -> Self:
        """With `text` in number, title or place, or in the names of those it belongs to."""
        own = Q(number__icontains=text) | Q(title__icontains=text) | Q(place_text__icontains=text)
        owner = Q(alliance__name__icontains=text) | Q(agreement__title__icontains=text)
        organisations = self.model.pairing.field.related_model.unit_side.field.related_model
        named = organisations.objects.named(text)
        sides = Q(pairing__unit_side__in=named) | Q(pairing__community_side__in=named)
        return self.filter(own | owner | sides)

    def volunteer_attendances(self) -> int:
        """志愿服务人次: attendances of volunteers, a person counted once an activity."""
        return self.aggregate(total=Sum("volunteers"))["total"] or 0

    def held_and_volunteers(self) -> tuple[int, int]:
        """How many there are, and 志愿服务人次, in one query."""
        totals = self.aggregate(held=Count("pk"), volunteers=Sum("volunteers"))
        return totals["held"], totals["volunteers"] or 0

    def for_listing(self) -> Self:
        """With everything a row shows, latest day first."""
        return self.select_related(
            "division",
            "checklist_item",
            "pairing__unit_side",
            "pairing__community_side",
            "pairing__division",
            "alliance",
            "agreement",
        ).order_by("-date", "-number")
