"""Evaluations 「双向评价」: each side of a pairing rates the year. Told only in aggregate."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Avg, Count, Q

from partners.enums import PUBLIC_PAIRINGS, Side
from partners.querysets.scoped import ScopedQuerySet
from partners.querysets.subtree import path_range
from partners.scope import Scope
from portal.publicity import NOTHING

from .organisation import Organisation
from .pairing import Pairing
from .programme import ProgrammeYear
from .register import Tracked

#: Answers below this number are not shown: fewer would tell who said what.
FEWEST_SHOWN = 5
#: Days before the end of the programme year from which, and after it until which, it is rated.
OPENS_BEFORE, CLOSES_AFTER = 60, 180
LOWEST, HIGHEST = 1, 5
#: What is rated, in the order of the form.
MARKS = ("cooperation", "benefit", "communication")


class EvaluationQuerySet(ScopedQuerySet):
    #: One answer is nobody's to read but the own side's: departments read what all say together.
    public_when = NOTHING
    place_path = "pairing__division__path"
    parties = ("organisation",)
    entered_for = ("organisation",)

    def reached_by(self, scope: Scope) -> Q:
        """The answers of the own organisation."""
        return self.party_to(scope.organisations)

    def changed_by(self, scope: Scope) -> Q:
        """The same."""
        return self.authored_by(scope.organisations)

    def of_places(self, paths: Collection[str], year: int) -> "EvaluationQuerySet":
        """Of pairings in those places in a programme year."""
        places = Q(pk__in=())
        for path in paths:
            places |= path_range(path, self.place_path)
        return self.filter(places, pairing__programme_year=year)

    def summary(self) -> dict[str, dict[str, Any]]:
        """By side: how many answered (`n`) and the mean of each mark; means only from
        FEWEST_SHOWN answers on.
        """
        means = {mark: Avg(mark) for mark in MARKS}
        rows = self.order_by().values("side").annotate(n=Count("pk"), **means)
        return {row["side"]: row if row["n"] >= FEWEST_SHOWN else {"n": row["n"]} for row in rows}


def _mark(words: str) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(words)


class Evaluation(Tracked):
    """What one side says of the other at the end of the year, one answer a side."""

    pairing = models.ForeignKey(
        Pairing, models.PROTECT, related_name="evaluations", verbose_name="结对"
    )
    side = models.CharField("评价方", max_length=10, choices=Side)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="evaluations", verbose_name="评价组织"
    )
    cooperation = _mark("配合程度")
    benefit = _mark("工作实效")
    communication = _mark("沟通联系")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = "双向评价"
        verbose_name_plural = "双向评价"
        ordering = ["pairing", "side"]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "side"],
                name="evaluation_unique",
                violation_error_message="本单位已评价这一结对。",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{mark}__range": (LOWEST, HIGHEST)}),
                    name=f"evaluation_{mark}_in_range",
                    violation_error_message=f"请在 {LOWEST} 至 {HIGHEST} 分之间选择。",
                )
                for mark in MARKS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}：{self.pairing}"


def weeks_of(year: ProgrammeYear) -> tuple[date, date]:
    """The first and the last day on which that year is rated."""
    opens = year.ends_on - timedelta(days=OPENS_BEFORE)
    return opens, year.ends_on + timedelta(days=CLOSES_AFTER)


def open_pairings(on: date) -> Any:
    """Pairings whose year is rated on that day: about its end, signed and not terminated."""
    return Pairing.objects.filter(
        status__in=PUBLIC_PAIRINGS,
        programme_year__ends_on__lte=on + timedelta(days=OPENS_BEFORE),
        programme_year__ends_on__gte=on - timedelta(days=CLOSES_AFTER),
    )


def to_evaluate(organisations: Collection[int], on: date) -> Any:
    """Open pairings that one of the organisations has still to rate."""
    answered = Evaluation.objects.filter(pairing=models.OuterRef("pk"))
    own: Any = Q(unit_side__in=organisations) & ~models.Exists(answered.filter(side=Side.UNIT))
    own |= Q(community_side__in=organisations) & ~models.Exists(
        answered.filter(side=Side.COMMUNITY)
    )
    return open_pairings(on).filter(own) if organisations else Pairing.objects.none()
