"""Figures of partners: what counts, and each thing that must not, one by one."""

from datetime import date

import pytest

from partners.figures import (
    COUNTED_PARTIES,
    agreement_figure,
    count_figures,
    counted_association_agreements,
    counted_pairings,
    counted_parties,
    pairing_figure,
    partner_drafts,
    party_figures,
)
from portal.publicity import PUBLIC
from tests.factories import (
    AdministratorFactory,
    AgreementFactory,
    AssociationFactory,
    CommunityOrganisationFactory,
    OrganisationFactory,
    PairingFactory,
    ProgrammeYearFactory,
    StreetOrganisationFactory,
    UnitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

NOTHING = dict.fromkeys([*COUNTED_PARTIES, "pairings", "association_agreements"], 0)


def figures(year, place=None, audience=PUBLIC):
    """Every figure of partners by its key."""
    made = count_figures(year, partner_drafts(audience, year, place))
    return {figure.key: figure.value for figure in made}


@pytest.fixture
def year(world):
    return world.year


def test_a_year_in_which_nothing_was_signed_counts_nothing(year):
    UnitFactory()
    AssociationFactory()
    assert figures(year) == NOTHING


@pytest.mark.parametrize("state", ["signed", "active", "expired"])
def test_a_pairing_counts_with_both_its_sides_from_signing_on(year, state):
    PairingFactory(**{state: True})
    assert figures(year) == NOTHING | {"pairings": 1, "units": 1, "streets": 1}


def test_the_second_level_counts_party_organisations_and_communities(year):
    PairingFactory(second=True, signed=True)
    assert figures(year) == NOTHING | {
        "pairings": 2,
        "units": 1,
        "streets": 1,
        "party_organisations": 1,
        "communities": 1,
    }


def test_a_unit_in_three_pairings_counts_once(year):
    unit = UnitFactory()
    PairingFactory.create_batch(3, signed=True, unit_side=unit)
    assert figures(year) == NOTHING | {"pairings": 3, "units": 1, "streets": 3}


def test_a_street_in_three_pairings_counts_once(year):
    street = StreetOrganisationFactory()
    PairingFactory.create_batch(3, signed=True, community_side=street)
    assert figures(year) == NOTHING | {"pairings": 3, "units": 3, "streets": 1}


@pytest.mark.parametrize("kind", ["unit", "firm", "school", "hospital"])
def test_bodies_of_every_trade_are_units(year, kind):
    PairingFactory(signed=True, unit_side=OrganisationFactory(kind=kind))
    assert figures(year)["units"] == 1


LEFT_OUT = {
    "a proposed pairing": PairingFactory,
    "a terminated pairing": lambda: PairingFactory(terminated=True),
    "a pairing of another year": lambda: PairingFactory(
        signed=True, programme_year=ProgrammeYearFactory(year=2023)
    ),
    "an organisation without a pairing": UnitFactory,
    "a draft agreement": lambda: AgreementFactory(association=True),
    "a submitted agreement": lambda: AgreementFactory(association=True, submitted=True),
    "a returned agreement": lambda: AgreementFactory(association=True, returned=True),
    "a terminated agreement": lambda: AgreementFactory(
        association=True, approved=True, terminated=True
    ),
    "an agreement of another year": lambda: AgreementFactory(
        association=True, approved=True, programme_year=ProgrammeYearFactory(year=2023)
    ),
    "an agreement of no year": lambda: AgreementFactory(
        association=True, approved=True, programme_year=None
    ),
    "an agreement of another kind": lambda: AgreementFactory(
        approved=True, parties=[AssociationFactory(), CommunityOrganisationFactory()]
    ),
}


@pytest.mark.parametrize("what", LEFT_OUT)
@pytest.mark.parametrize("audience", [lambda: PUBLIC, AdministratorFactory], ids=["public", "all"])
def test_what_does_not_count_is_left_out_for_everybody(year, what, audience):
    PairingFactory(signed=True)
    AgreementFactory(association=True, approved=True)
    before = figures(year)
    LEFT_OUT[what]()
    assert figures(year, audience=audience()) == before


def test_agreements_of_associations_count_with_their_parties(year):
    association = AssociationFactory()
    for _ in range(2):
        AgreementFactory(
            association=True,
            approved=True,
            parties=[association, CommunityOrganisationFactory(), UnitFactory()],
        )
    AgreementFactory(association=True, approved=True, valid_until=date(2024, 5, 1))
    assert figures(year) == NOTHING | {
        "association_agreements": 3,
        "associations": 2,
        "association_communities": 3,
    }


def test_a_place_counts_what_lies_in_it(world, year):
    street = StreetOrganisationFactory(division=world.street)
    first = PairingFactory(signed=True, community_side=street)
    PairingFactory(
        second=True,
        signed=True,
        parent=first,
        community_side=CommunityOrganisationFactory(division=world.plum, parent=street),
    )
    PairingFactory(signed=True, community_side=StreetOrganisationFactory(division=world.town))
    AgreementFactory(association=True, approved=True, division=world.village)
    assert figures(year, world.city)["pairings"] == 3
    assert figures(year, world.east) == NOTHING | {
        "pairings": 2,
        "units": 1,
        "streets": 1,
        "party_organisations": 1,
        "communities": 1,
    }
    assert figures(year, world.plum) == NOTHING | {
        "pairings": 1,
        "party_organisations": 1,
        "communities": 1,
    }
    in_west = figures(year, world.west)
    assert (in_west["pairings"], in_west["association_agreements"]) == (1, 1)
    assert figures(year, world.pine) == NOTHING


def test_figures_alone_and_together_say_the_same(year):
    PairingFactory(second=True, signed=True)
    AgreementFactory(association=True, approved=True)
    alone = [*party_figures(PUBLIC, year), pairing_figure(PUBLIC, year)]
    alone.append(agreement_figure(PUBLIC, year))
    assert {figure.key: figure.value for figure in alone} == figures(year)


def test_the_rows_behind_a_figure_number_as_much(year):
    PairingFactory(second=True, signed=True)
    AgreementFactory(association=True, approved=True)
    for figure in party_figures(PUBLIC, year):
        assert counted_parties(figure.key, PUBLIC, year).count() == figure.value == 1
    assert counted_pairings(PUBLIC, year).count() == 2
    assert counted_association_agreements(PUBLIC, year).count() == 1
    with pytest.raises(KeyError):
        counted_parties("visitors", PUBLIC, year)


def test_over_all_years_each_organisation_still_counts_once():
    unit = UnitFactory()
    for each in (2023, 2024):
        PairingFactory(signed=True, unit_side=unit, programme_year=ProgrammeYearFactory(year=each))
    assert counted_parties("units", PUBLIC, None).get() == unit
    assert counted_pairings(PUBLIC, None).count() == 2


def test_a_figure_says_its_rule_and_asks_its_list_the_same_question(world, year):
    units = party_figures(PUBLIC, year, world.east)[0]
    assert (units.label, units.unit, units.side) == ("结对单位", "家", "unit")
    assert "2024年度" in units.rule
    assert "拟结对和终止的不计" in units.rule
    assert units.url == f"/organisations/?year=2024&place={world.east.code}&counted=units"


def test_all_of_them_are_counted_in_one_query(year, django_assert_num_queries):
    PairingFactory(second=True, signed=True)
    with django_assert_num_queries(1):
        figures(year)
