"""How the figures about partners are counted 「口径」: showcase, pages and exports read them here.

Each is counted for an audience, a programme year and a place (None: everywhere). The list a
figure opens is built from the same queryset functions, so the two cannot differ.
"""

from collections.abc import Iterable
from dataclasses import replace

from partners.models import Agreement, Division, Organisation, Pairing, ProgrammeYear
from partners.querysets.agreement import AgreementQuerySet
from partners.querysets.organisation import OrganisationQuerySet
from partners.querysets.pairing import PairingQuerySet
from portal.figures import Draft, Figure, RowCount, list_url
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
    return count_figures(year, (_party(group, audience, year, place) for group in COUNTED_PARTIES))


def pairing_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """Pairings that count."""
    return count_figures(year, [_pairings(audience, year, place)])[0]


def agreement_figure(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> Figure:
    """Agreements of associations that count."""
    return count_figures(year, [_agreements(audience, year, place)])[0]


def partner_drafts(
    audience: Audience, year: ProgrammeYear, place: Division | None = None
) -> list[Draft]:
    """Every figure of this module, parties first, to be counted together with others."""
    parties = [_party(group, audience, year, place) for group in COUNTED_PARTIES]
    return [*parties, _pairings(audience, year, place), _agreements(audience, year, place)]


def count_figures(year: ProgrammeYear, drafts: Iterable[Draft]) -> list[Figure]:
    """The figures with their values, counted in one query."""
    drafts = list(drafts)
    counts = (RowCount(draft.rows) for draft in drafts)
    values = ProgrammeYear.objects.filter(pk=year.pk).values_list(*counts).get()
    return [replace(d.figure, value=value) for d, value in zip(drafts, values, strict=True)]


def _party(group: str, audience: Audience, year: ProgrammeYear, place: Division | None) -> Draft:
    label = COUNTED_PARTIES[group]
    words = _SIGNED if group.startswith("association") else _PAIRED
    on_unit_side = group in ("units", "party_organisations", "associations")
    figure = Figure(
        key=group,
        label=label,
        value=0,
        unit="家" if group in ("units", "associations") else "个",
        rule=words.format(year=year.year, who=label),
        url=_url("partners:organisation_list", year, place, counted=group),
        side="unit" if on_unit_side else "place",
    )
    return Draft(figure, counted_parties(group, audience, year, place))


def _pairings(audience: Audience, year: ProgrammeYear, place: Division | None) -> Draft:
    figure = Figure(
        key="pairings",
        label="结对",
        value=0,
        unit="对",
        rule=f"{year.year}年度已签约、进行中和到期的结对；拟结对和终止的不计。",
        url=_url("partners:pairing_list", year, place),
    )
    return Draft(figure, counted_pairings(audience, year, place))


def _agreements(audience: Audience, year: ProgrammeYear, place: Division | None) -> Draft:
    figure = Figure(
        key="association_agreements",
        label="行业协会商会共建协议",
        value=0,
        unit="份",
        rule=f"{year.year}年度审核通过且未终止的行业协会商会共建协议。",
        url=_url("partners:agreement_list", year, place, kind="association", state="signed"),
    )
    return Draft(figure, counted_association_agreements(audience, year, place))


def _url(name: str, year: ProgrammeYear, place: Division | None, **query: object) -> str:
    return list_url(name, year=year.key, place=place.code if place else None, **query)
