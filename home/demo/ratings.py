"""Double evaluations 「双向评价」 of the second year, and who reviews what where 「审核层级」."""

from datetime import date

from partners.enums import PUBLIC_PAIRINGS, ReviewRank, ReviewSubject, Side
from partners.models import Division, Evaluation, Organisation, Pairing, ReviewLevel
from partners.models.evaluation import MARKS

from .at_work import desks_of
from .city import City, rng_of
from .days import FIRST_START, between, moment

#: Of the district of the logins everybody answered, elsewhere so many in ten.
_ANSWERED = 0.6


def make_evaluations(city: City) -> int:
    """Mostly content, some less; the trail says that a side answered, not what."""
    rng = rng_of("ratings")
    home = city.places.district_of(desks_of(city).street.division)
    made = []
    for pairing in [*city.second_upper, *city.second_lower]:
        if pairing.status not in PUBLIC_PAIRINGS:
            continue
        everybody = pairing.division.path.startswith(home.path)
        for side in Side:
            if not everybody and rng.random() > _ANSWERED:
                continue
            at = moment(rng, between(rng, date(2025, 11, 3), date(2025, 11, 28)))
            by = rng.choice(
                city.people.liaisons if side == Side.UNIT else city.people.community_liaisons
            )
            marks = {mark: rng.choices((5, 4, 3, 2), weights=(50, 36, 11, 3))[0] for mark in MARKS}
            made.append(
                Evaluation(
                    pairing=pairing,
                    side=side,
                    organisation=_of_side(pairing, side),
                    entered_by=by,
                    created_at=at,
                    changed_at=at,
                    **marks,
                )
            )
            city.books.note(pairing, "evaluate", "填写双向评价", by=by, at=at)
    city.books.close()
    return len(Evaluation.objects.bulk_create(made))


def _of_side(pairing: Pairing, side: str) -> Organisation:
    return pairing.unit_side if side == Side.UNIT else pairing.community_side


def make_review_levels(city: City) -> int:
    """In the whole city alliances are for districts to review, in one district projects too."""
    top = Division.objects.get(parent=None)
    other = Division.objects.get(code="320115")
    levels = ReviewLevel.objects.bulk_create(
        [
            ReviewLevel(division=top, subject=ReviewSubject.ALLIANCE, rank=ReviewRank.DISTRICT),
            ReviewLevel(division=other, subject=ReviewSubject.PROJECT, rank=ReviewRank.DISTRICT),
        ]
    )
    at = moment(rng_of("review levels"), FIRST_START)
    for level in levels:
        city.books.note(level, "create", "录入", by=city.people.admin, at=at)
    city.books.close()
    return len(levels)
