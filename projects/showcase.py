"""What the showcase 「成果展示」 shows of a programme year.

How a figure is counted stands in partners.figures and projects.figures; here they are gathered,
in as few queries as there are things to count.
"""

from dataclasses import dataclass

from partners.figures import COUNTED_PARTIES, count_figures, partner_drafts
from partners.models import ProgrammeYear
from portal.figures import Figure
from portal.publicity import Audience
from projects.enums import OriginKind
from projects.figures import (
    activity_figures,
    funds_and_kinds,
    project_drafts,
    projects_by_field_and_district,
)

#: The figures at the head, in the order they are told: who, what both made, what others joined.
_ORDER = [
    *COUNTED_PARTIES,
    "pairings",
    f"{OriginKind.PAIRING}_projects",
    "funds",
    "activities",
    "volunteers",
    "association_agreements",
    f"{OriginKind.ASSOCIATION}_projects",
    f"{OriginKind.ALLIANCE}_projects",
]


@dataclass(frozen=True)
class Showcase:
    """The figures of one programme year for one audience."""

    year: ProgrammeYear
    #: Who works with whom, and what they did together.
    headline: list[Figure]
    #: Projects of the programme by field and by district; money by kind.
    by_field: list[Figure]
    by_district: list[Figure]
    by_kind: list[Figure]

    @property
    def figures(self) -> list[Figure]:
        """Every figure shown."""
        return [*self.headline, *self.by_field, *self.by_district, *self.by_kind]


def headline_figures(audience: Audience, year: ProgrammeYear) -> list[Figure]:
    """The figures of the year in three queries: parties, what they signed, built and did."""
    headline, _ = _headline_and_kinds(audience, year)
    return headline


def showcase_of(audience: Audience, year: ProgrammeYear) -> Showcase:
    """Count everything the showcase shows of `year`, in six queries at any size."""
    headline, by_kind = _headline_and_kinds(audience, year)
    by_field, by_district = projects_by_field_and_district(audience, year)
    return Showcase(year, headline, by_field, by_district, by_kind)


def _headline_and_kinds(
    audience: Audience, year: ProgrammeYear
) -> tuple[list[Figure], list[Figure]]:
    drafts = [*partner_drafts(audience, year), *project_drafts(audience, year)]
    funds, by_kind = funds_and_kinds(audience, year)
    counted = [*count_figures(year, drafts), funds, *activity_figures(audience, year)]
    return sorted(counted, key=_place_of), by_kind


def _place_of(figure: Figure) -> int:
    return _ORDER.index(figure.key)
