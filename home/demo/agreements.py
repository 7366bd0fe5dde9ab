"""Generated agreements: of associations with communities, of pairings, of alliances, alone.

Associations and communities of the published year's agreements make up the published numbers
together with the two real ones. Drafts, terminated ones and those of the second year do not.
"""

import random
from datetime import date, timedelta

from partners.enums import AgreementKind, PairingStatus, ReviewState
from partners.models import Agreement, AgreementParty, Commitment, Organisation, Pairing
from projects.enums import ProjectStage

from .city import City, Year, rng_of
from .days import between
from .joint import Joiner, commitments, parties
from .project_plans import Planner, file_plans
from .published_nanjing import JINHU, MUJIAZHUANG
from .shares import apportion

_PROMISES = (
    "每季度开展一次专业咨询服务",
    "提供就业或实习岗位信息",
    "组织志愿者参与邻里纠纷调解",
    "帮助对接农产品或社区产品销路",
    "为社区工作者开展一次业务培训",
    "参与社区议事协商",
)
_SUMMARY = "双方约定发挥专业所长，参与社区治理，定期对接需求。（演示数据）"
_NOT_COUNTED = (
    (ReviewState.APPROVED, True),
    (ReviewState.APPROVED, True),
    (ReviewState.DRAFT, False),
    (ReviewState.SUBMITTED, False),
    (ReviewState.RETURNED, False),
    (ReviewState.DRAFT, False),
)


class Notary:
    """Makes agreements and remembers their parties until all are stored."""

    def __init__(self, city: City, rng: random.Random) -> None:
        self.city, self.rng, self.joiner = city, rng, Joiner(city, rng)
        self.made: list[tuple[Agreement, tuple[Organisation, ...]]] = []

    def draw_up(
        self,
        kind: str,
        sides: tuple[Organisation, ...],
        *,
        signed_on: date | None,
        years: int,
        review: str = ReviewState.APPROVED,
        **more: object,
    ) -> Agreement:
        """One agreement between two or more sides."""
        place = sides[-1].division
        word = "签约共建协议" if kind == AgreementKind.ASSOCIATION else "共建协议"
        entered = (signed_on or date(2025, 11, 3)) + timedelta(days=3)
        until = signed_on and signed_on + timedelta(days=365 * years - 1)
        agreement = Agreement(
            title=f"{sides[0].name}与{sides[-1].name}{word}",
            kind=kind,
            signed_on=signed_on,
            valid_until=until,
            summary=_SUMMARY,
            **self.joiner.entry(place, entered),
            **more,
        )
        self.joiner.review(agreement, review)
        self.made.append((agreement, sides))
        return agreement

    def file(self) -> int:
        """Store what was drawn up, with parties and promises."""
        made, self.made = self.made, []
        self.city.books.file([agreement for agreement, _ in made])
        AgreementParty.objects.bulk_create(
            party for agreement, sides in made for party in parties(agreement, *sides)
        )
        Commitment.objects.bulk_create(
            promise
            for agreement, _ in made
            for promise in commitments(
                self.rng, agreement, self.rng.sample(_PROMISES, self.rng.randint(1, 3))
            )
        )
        return len(made)


def make_associations(city: City) -> int:
    """Each generated association with one or more communities, no community twice."""
    rng = rng_of("association agreements")
    notary = Notary(city, rng)
    communities = _communities(city, rng)
    counts = apportion(
        city.aims.association_communities - 2, [1] * len(city.organisations.associations), 1
    )
    signed = []
    for association, count in zip(city.organisations.associations, counts, strict=True):
        for _ in range(count):
            signed.append(
                notary.draw_up(
                    AgreementKind.ASSOCIATION,
                    (association, communities.pop()),
                    signed_on=between(rng, date(2024, 2, 19), date(2024, 10, 31)),
                    years=rng.choice((1, 3, 5)),
                    programme_year=city.first.record,
                )
            )
    filed = notary.file()
    city.agreements += signed
    filed += _uncounted(city, notary, communities)
    filed += _second_year(city, notary, signed, communities)
    return filed + _projects(city, signed)


def _communities(city: City, rng: random.Random) -> list[Organisation]:
    """All communities in chance order, without those of the published agreements."""
    everywhere = [
        community
        for group in city.places.communities.values()
        for community in group
        if community.division.code not in (JINHU, MUJIAZHUANG)
    ]
    return rng.sample(everywhere, len(everywhere))


def _uncounted(city: City, notary: Notary, communities: list[Organisation]) -> int:
    """Of associations and communities that have no other: terminated, or never approved."""
    idle = city.organisations.idle_associations
    for association, (review, ended) in zip(idle, _NOT_COUNTED, strict=True):
        agreement = notary.draw_up(
            AgreementKind.ASSOCIATION,
            (association, communities.pop()),
            signed_on=date(2024, 5, 20),
            years=3,
            review=review,
            programme_year=city.first.record,
        )
        if ended:
            notary.joiner.terminate(agreement, date(2024, 9, 27))
    return notary.file()


def _second_year(
    city: City, notary: Notary, signed: list[Agreement], communities: list[Organisation]
) -> int:
    """Renewed ones, and new ones with other communities."""
    sides = dict(_sides_of(signed))
    over = [(a, a.valid_until) for a in signed if a.valid_until and a.valid_until.year == 2025]
    for old, until in over[:5]:
        notary.draw_up(
            AgreementKind.ASSOCIATION,
            sides[old.pk],
            signed_on=until + timedelta(days=1),
            years=5,
            programme_year=city.second.record,
            renews=old,
        )
    for association in city.organisations.associations[:4]:
        notary.draw_up(
            AgreementKind.ASSOCIATION,
            (association, communities.pop()),
            signed_on=date(2025, 4, 16),
            years=3,
            programme_year=city.second.record,
        )
    return notary.file()


def _sides_of(agreements: list[Agreement]) -> list[tuple[int, tuple[Organisation, ...]]]:
    rows = AgreementParty.objects.filter(agreement__in=agreements).select_related(
        "organisation__division"
    )
    sides: dict[int, tuple[Organisation, ...]] = {}
    for row in rows.order_by("pk"):
        sides[row.agreement_id] = (*sides.get(row.agreement_id, ()), row.organisation)
    return list(sides.items())


def _projects(city: City, signed: list[Agreement]) -> int:
    """Public ones to the aim, the real one counted in; a draft and a terminated one beside."""
    rng = rng_of("association projects")
    planner = Planner(city, city.first, rng)
    public = [(ReviewState.APPROVED, ProjectStage.COMPLETED)] * (city.aims.association_projects - 1)
    hidden = [
        (ReviewState.DRAFT, ProjectStage.PLANNING),
        (ReviewState.APPROVED, ProjectStage.PLANNING),
        (ReviewState.APPROVED, ProjectStage.TERMINATED),
    ]
    sides = dict(_sides_of(signed))
    plans = []
    for agreement, states in zip(signed[::3], [*public, *hidden], strict=False):
        association, community = sides[agreement.pk]
        plans.append(planner.plan([agreement], [association], community, states))
    city.other_plans += plans
    return file_plans(city, plans)


def make_others(city: City) -> int:
    """Papers of pairings (some renewed, some not signed yet), of alliances, and alone."""
    rng = rng_of("other agreements")
    notary = Notary(city, rng)
    first: dict[int | None, Agreement] = {}
    for pairing in city.upper[::3]:
        agreement = notary.draw_up(
            AgreementKind.PAIRING,
            (pairing.unit_side, pairing.community_side),
            signed_on=pairing.signed_on,
            years=1 if pairing.status == PairingStatus.EXPIRED else 3,
            programme_year=city.first.record,
            pairing=pairing,
        )
        first[pairing.pk] = agreement
    filed = notary.file()
    for pairing in city.second_upper:
        _again(notary, pairing, city.second, first)
    for alliance in city.alliances[::2]:
        sides = tuple(m.organisation for m in alliance.members.select_related("organisation")[:3])
        notary.draw_up(
            AgreementKind.ALLIANCE,
            sides,
            signed_on=alliance.formed_on,
            years=3,
            programme_year=city.first.record,
            alliance=alliance,
        )
    for unit, street in zip(city.organisations.idle_units[:4], city.places.streets, strict=False):
        notary.draw_up(
            AgreementKind.COOPERATION, (unit, street), signed_on=date(2025, 5, 28), years=5
        )
    return filed + notary.file()


def _again(
    notary: Notary, pairing: Pairing, year: Year, first: dict[int | None, Agreement]
) -> None:
    signed = pairing.signed_on if pairing.status != PairingStatus.PROPOSED else None
    notary.draw_up(
        AgreementKind.PAIRING,
        (pairing.unit_side, pairing.community_side),
        signed_on=signed,
        years=3,
        programme_year=year.record,
        pairing=pairing,
        renews=first.get(pairing.predecessor_id),
    )
