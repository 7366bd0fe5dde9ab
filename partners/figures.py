"""How the figures about partners are counted 「口径」: showcase, pages and exports read them here.

Each is counted for an audience, a programme year and a place (None: everywhere). The list a
figure opens is built from the same queryset functions, so the two cannot differ.
"""

from partners.models import Agreement, Division, Organisation, Pairing, ProgrammeYear
from partners.querysets.agreement import AgreementQuerySet
from partners.querysets.organisation import OrganisationQuerySet
from partners.querysets.pairing import PairingQuerySet
from portal.figures import Figure, list_url
from portal.publicity import Audience

_PAIRED = "{year}年度已签约、进行中和到期的结对中的{who}，去重计数；拟结对和终止的不计。"
_SIGNED = "{year}年度审核通过且未终止的行业协会商会共建协议中的{who}，去重计数。"

#: The groups of organisations a list can be asked for (`counted` filter) and a figure counts.
COUNTED_PARTIES = {
    "units": "结对单位",
    "party_organisations": "基层党组织",
    "streets": "街道和镇",
    "communities": "社区（村）",
    "associations": "签约行业协会商会",
    "association_communities": "与协会签约的社区（村）",
}


def counted_pairings(
    audience: Audience, year: ProgrammeYear | None, place: Division | None = None
) -> PairingQuerySet:
    """Pairings of the year that count: public ones (from signing on, not terminated)."""
    return Pairing.objects.visible_to(audience).public().of_year(year).in_place(place)


def counted_association_agreements(
    audience: Audience, year: ProgrammeYear | None, place: Division | None = None
) -> AgreementQuerySet:
    """Agreements between associations and communities that count: approved, not terminated."""
    agreements = Agreement.objects.visible_to(audience).public().of_year(year).in_place(place)
    return agreements.associations().counted()


def counted_parties(
    group: str,
    audience: Audience,
    year: ProgrammeYear | None,
    place: Division | None = None,
) -> OrganisationQuerySet:
    """The organisations behind one of COUNTED_PARTIES. Raises KeyError for another group."""
    organisations = Organisation.objects.visible_to(audience)
    if group in ("associations", "association_communities"):
        agreements = counted_association_agreements(audience, year, place)
        signed = organisations.parties_to(agreements)
        return signed.associations() if group == "associations" else signed.communities()
    paired = organisations.sides_of(counted_pairings(audience, year, place))
    return {
        "units": paired.units,
        "party_organisations": paired.party_organisations,
        "streets": paired.streets,
        "communities": paired.communities,
    }[group]()


def party_figures(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[Figure]:
    """One figure for each of COUNTED_PARTIES, in that order."""
    return [_party_figure(group, audience, year, place) for group in COUNTED_PARTIES]


def _party_figure(
    group: str, audience: Audience, year: ProgrammeYear, place: Division | None
) -> Figure:
    label = COUNTED_PARTIES[group]
    words = _SIGNED if group.startswith("association") else _PAIRED
    on_unit_side = group in ("units", "party_organisations", "associations")
    return Figure(
        key=group,
        label=label,
        value=counted_parties(group, audience, year, place).count(),
        unit="家" if group in ("units", "associations") else "个",
        rule=words.format(year=year.year, who=label),
        url=list_url(
            "partners:organisation_list",
            year=year.key,
            counted=group,
            place=place.code if place else None,
        ),
        side="unit" if on_unit_side else "place",
    )


def pairing_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """Pairings that count."""
    return Figure(
        key="pairings",
        label="结对",
        value=counted_pairings(audience, year, place).count(),
        unit="对",
        rule=f"{year.year}年度已签约、进行中和到期的结对；拟结对和终止的不计。",
        url=list_url("partners:pairing_list", year=year.key, place=place.code if place else None),
    )


def agreement_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """Agreements of associations that count."""
    return Figure(
        key="association_agreements",
        label="行业协会商会共建协议",
        value=counted_association_agreements(audience, year, place).count(),
        unit="份",
        rule=f"{year.year}年度审核通过且未终止的行业协会商会共建协议。",
        url=list_url(
            "partners:agreement_list",
            year=year.key,
            kind="association",
            state="signed",
            place=place.code if place else None,
        ),
    )
