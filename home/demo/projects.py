"""Generated projects of pairings: one or two a street, by the units paired with it.

Public ones of the published year make up its total together with the real one. Beside them stand
drafts, submitted and returned ones, plans and terminated ones, which count nowhere.
"""

from collections.abc import Iterable

from partners.enums import PairingStatus, ReviewState
from partners.models import Pairing
from projects.enums import ProjectStage

from .at_work import of_logins
from .city import City, rng_of
from .project_plans import ROADS, Planner, file_plans
from .shares import apportion, round_robin

#: How many of the public projects of the first year do not stand at 办结.
_OPEN = (
    (ProjectStage.ESTABLISHED, 3),
    (ProjectStage.IMPLEMENTING, 7),
    (ProjectStage.ACCEPTING, 5),
    (ProjectStage.SUSPENDED, 4),
)
#: What never counts: review state, stage, how many.
_HIDDEN = (
    (ReviewState.DRAFT, ProjectStage.PLANNING, 5),
    (ReviewState.SUBMITTED, ProjectStage.PLANNING, 4),
    (ReviewState.RETURNED, ProjectStage.PLANNING, 3),
    (ReviewState.APPROVED, ProjectStage.PLANNING, 4),
    (ReviewState.APPROVED, ProjectStage.TERMINATED, 4),
)


def make_first_year(city: City) -> int:
    """Public projects over all streets, then those that do not count."""
    rng = rng_of("projects")
    groups = list(_groups(city, city.aims.projects - 1))
    in_turn = round_robin([count for _, count in _OPEN])
    stages = [_OPEN[i][0] for i in in_turn][: len(groups) // 4]
    stages += [ProjectStage.COMPLETED] * (len(groups) - len(stages))
    rng.shuffle(stages)
    planner = Planner(city, city.first, rng)
    plans = [
        planner.of_pairings(pairings, ReviewState.APPROVED, stage)
        for pairings, stage in zip(groups, stages, strict=True)
    ]
    hidden = [(state, stage) for state, stage, count in _HIDDEN for _ in range(count)]
    plans += [
        planner.of_pairings([pairing], state, stage)
        for pairing, (state, stage) in zip(city.upper[3::5], hidden, strict=False)
    ]
    city.plans += plans
    return file_plans(city, plans)


def make_second_year(city: City) -> int:
    """Fewer, and in every stage."""
    rng = rng_of("second projects")
    ways = [(ReviewState.APPROVED, stage) for stage in ROADS] * 3
    ways += [(state, ProjectStage.PLANNING) for state in ReviewState]
    running = [
        p for p in city.second_upper if p.status in (PairingStatus.ACTIVE, PairingStatus.EXPIRED)
    ]
    planner = Planner(city, city.second, rng)
    plans = [
        planner.of_pairings([pairing], state, stage)
        for pairing, (state, stage) in zip(
            running[: city.aims.later_projects], ways * 2, strict=False
        )
    ]
    plans += of_logins(city, planner)
    city.plans += plans
    return file_plans(city, plans)


def _groups(city: City, total: int) -> Iterable[list[Pairing]]:
    """The generated pairings of each street, dealt out to its projects."""
    by_street: dict[int, list[Pairing]] = {}
    for pairing in city.upper:
        by_street.setdefault(pairing.community_side_id, []).append(pairing)
    streets = sorted(by_street.values(), key=len, reverse=True)[:total]
    shares = apportion(total, [len(pairings) for pairings in streets], least=1)
    for pairings, share in zip(streets, shares, strict=True):
        for i in range(share):
            yield pairings[i::share] or pairings[:1]
