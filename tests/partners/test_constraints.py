"""What no path may write into the registers of partners: one line of the table a rule."""

from datetime import date

import pytest
from django.utils import timezone

from partners.enums import (
    AgreementState,
    AllianceState,
    CommitmentState,
    ListKind,
    NameKind,
    NeedStage,
    PairingStatus,
    ReviewState,
)
from partners.models import NumberSequence
from partners.models.evaluation import MARKS
from tests.constraints import (
    Case,
    check_refused_by_database,
    check_refused_in_words,
    constraints_of,
    parameters,
    spoiled,
)
from tests.factories import (
    AgreementFactory,
    AgreementPartyFactory,
    AllianceFactory,
    AllianceMemberFactory,
    AssignmentFactory,
    ChecklistItemFactory,
    ClaimFactory,
    CommitmentFactory,
    CommunityOrganisationFactory,
    DistrictFactory,
    EvaluationFactory,
    LevelOneFactory,
    LevelTwoFactory,
    ListItemFactory,
    MembershipFactory,
    OrganisationNameFactory,
    PairingFactory,
    ProgrammeYearFactory,
    ProxyEntryFactory,
    ReviewLevelFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from tests.factories.held import held_text
from tests.factories.people import AuthorFactory, ReviewerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

EARLY, LATE = date(2024, 1, 1), date(2024, 12, 31)


def itself(record, field):
    return spoiled(record, **{field: record})


def like(factory, *fields):
    """A second record made equal to the first in `fields`."""
    first, second = factory(), factory()
    return spoiled(second, **{field: getattr(first, field) for field in fields})


def like_place(field):
    first = ReviewLevelFactory()
    second = ReviewLevelFactory(division=DistrictFactory())
    return spoiled(second, division=first.division, **{field: getattr(first, field)})


def approved_by_author(factory):
    record = factory(approved=True)
    return spoiled(record, reviewed_by=record.entered_by)


def one_place_twice():
    taken = CommunityOrganisationFactory()
    return spoiled(StreetOrganisationFactory(), division=taken.division)


def second_official_name():
    name = OrganisationNameFactory()
    return spoiled(name, kind=NameKind.OFFICIAL)


def year_twice():
    first, second = ProgrammeYearFactory(), ProgrammeYearFactory(year=2023)
    return spoiled(second, year=first.year)


def featured_twice():
    ProgrammeYearFactory(is_featured=True)
    return spoiled(ProgrammeYearFactory(year=2023), is_featured=True)


def rank_twice():
    year = ProgrammeYearFactory()
    LevelOneFactory(programme_year=year)
    return spoiled(LevelTwoFactory(programme_year=year), rank=1)


def street_with_itself():
    street = StreetOrganisationFactory()
    level = LevelOneFactory(unit_kinds=[street.kind])
    return spoiled(PairingFactory(level=level, community_side=street), unit_side=street)


def sequence_twice():
    NumberSequence.objects.create(prefix="JD", year=2024)
    return spoiled(NumberSequence.objects.create(prefix="JD", year=2023), year=2024)


def reviewed(name, factory):
    return {
        f"partners_{name}_reviewer_not_author": [lambda: approved_by_author(factory)],
        f"partners_{name}_approved_has_reviewer": [
            lambda: spoiled(factory(), review_state=ReviewState.APPROVED)
        ],
    }


BROKEN = {
    **reviewed("agreement", AgreementFactory),
    **reviewed("alliance", AllianceFactory),
    **reviewed("listitem", ListItemFactory),
    "agreement_valid_until_after_signing": [
        lambda: spoiled(AgreementFactory(), signed_on=LATE, valid_until=EARLY)
    ],
    "agreement_one_owner_at_most": [
        lambda: spoiled(AgreementFactory(), pairing=PairingFactory(), alliance=AllianceFactory())
    ],
    "agreement_terminated_has_date": [
        lambda: spoiled(AgreementFactory(), state=AgreementState.TERMINATED),
        lambda: spoiled(AgreementFactory(), terminated_on=LATE),
    ],
    "agreement_does_not_renew_itself": [lambda: itself(AgreementFactory(), "renews")],
    "agreement_party_unique": [
        lambda: like(AgreementPartyFactory, "agreement", "organisation"),
    ],
    "commitment_done_has_date": [
        lambda: spoiled(CommitmentFactory(), state=CommitmentState.DONE),
        lambda: spoiled(CommitmentFactory(), done_on=LATE),
    ],
    "alliance_dissolved_has_date": [
        lambda: spoiled(AllianceFactory(), state=AllianceState.DISSOLVED),
        lambda: spoiled(AllianceFactory(), dissolved_on=LATE),
    ],
    "alliance_member_unique": [lambda: like(AllianceMemberFactory, "alliance", "organisation")],
    "assignment_exactly_one_target": [
        lambda: spoiled(AssignmentFactory(), place=None),
        lambda: spoiled(AssignmentFactory(), pairing=PairingFactory()),
        lambda: spoiled(
            AssignmentFactory(),
            place=None,
            need=ListItemFactory(),
            pairing=None,
            alliance=AllianceFactory(),
        ),
    ],
    "assignment_dates_in_order": [lambda: spoiled(AssignmentFactory(), since=LATE, until=EARLY)],
    "division_not_its_own_parent": [
        Case(lambda: itself(DistrictFactory(), "parent"), "上级不能是自身或自身的下级。")
    ],
    "list_item_closed_has_date": [
        lambda: spoiled(ListItemFactory(), stage=NeedStage.CLOSED),
        lambda: spoiled(ListItemFactory(), closed_on=LATE),
    ],
    "list_item_resource_stages": [
        lambda: spoiled(ListItemFactory(), kind=ListKind.RESOURCE, stage=NeedStage.HANDLING)
    ],
    "claim_unique": [lambda: like(ClaimFactory, "item", "organisation")],
    "membership_unique": [lambda: like(MembershipFactory, "user", "organisation", "role", "since")],
    "membership_dates_in_order": [lambda: spoiled(MembershipFactory(), since=LATE, until=EARLY)],
    "review_level_unique": [lambda: like_place("subject")],
    "evaluation_unique": [lambda: like(EvaluationFactory, "pairing", "side")],
    **{
        f"evaluation_{mark}_in_range": [
            lambda mark=mark: spoiled(EvaluationFactory(), **{mark: 0}),
            lambda mark=mark: spoiled(EvaluationFactory(), **{mark: 6}),
        ]
        for mark in MARKS
    },
    "proxy_entry_unique": [lambda: like(ProxyEntryFactory, "record_type", "record_id")],
    "proxy_entry_answered_has_person": [
        lambda: spoiled(ProxyEntryFactory(), answer="confirmed"),
        lambda: spoiled(ProxyEntryFactory(), answered_by=AuthorFactory()),
    ],
    "proxy_entry_objected_has_remark": [
        lambda: spoiled(ProxyEntryFactory(), answer="objected", answered_by=AuthorFactory())
    ],
    "number_sequence_unique": [Case(sequence_twice, "包含 Prefix 和 Year 的 编号序列 已经存在。")],
    "organisation_one_per_place": [one_place_twice],
    "organisation_not_its_own_parent": [
        Case(lambda: itself(UnitFactory(), "parent"), "上级组织不能是自身或自身的下级。")
    ],
    "organisation_not_merged_into_itself": [lambda: itself(UnitFactory(), "merged_into")],
    "organisation_dates_in_order": [
        lambda: spoiled(UnitFactory(), valid_from=LATE, valid_until=EARLY)
    ],
    "organisation_name_unique": [
        lambda: like(OrganisationNameFactory, "organisation", "name", "kind")
    ],
    "organisation_name_one_official": [second_official_name],
    "organisation_name_dates_in_order": [
        lambda: spoiled(OrganisationNameFactory(), since=LATE, until=EARLY)
    ],
    "pairing_sides_differ": [street_with_itself],
    "pairing_unique": [lambda: like(PairingFactory, "unit_side", "community_side")],
    "pairing_term_in_order": [lambda: spoiled(PairingFactory(), start_on=LATE, end_on=EARLY)],
    "pairing_signed_has_date": [
        lambda: spoiled(PairingFactory(signed=True), signed_on=None),
        lambda: spoiled(PairingFactory(active=True), signed_on=None),
        lambda: spoiled(PairingFactory(expired=True), signed_on=None),
    ],
    "pairing_terminated_has_date_and_reason": [
        lambda: spoiled(PairingFactory(terminated=True), ended_on=None),
        lambda: spoiled(PairingFactory(terminated=True), end_reason=""),
        lambda: spoiled(PairingFactory(), ended_on=LATE),
        lambda: spoiled(PairingFactory(), status=PairingStatus.TERMINATED),
    ],
    "pairing_not_its_own_predecessor": [lambda: itself(PairingFactory(), "predecessor")],
    "programme_year_unique": [year_twice],
    "programme_year_one_featured": [featured_twice],
    "programme_year_dates_in_order": [
        lambda: spoiled(ProgrammeYearFactory(), starts_on=LATE, ends_on=EARLY)
    ],
    "pairing_level_unique": [rank_twice],
    "held_text_unique": [lambda: spoiled(held_text(digest="1" * 64), digest=held_text().digest)],
    "held_text_unique_unsaved": [
        lambda: spoiled(
            held_text(record_id=None, digest="1" * 64), digest=held_text(record_id=None).digest
        )
    ],
    "held_text_released_whole": [
        lambda: spoiled(held_text(), reason="依法公开"),
        lambda: spoiled(held_text(), released_by=ReviewerFactory(), released_at=timezone.now()),
    ],
    "held_text_not_released_by_who_tried": [
        lambda: spoiled(
            held_text(),
            released_by=AuthorFactory(),
            released_at=timezone.now(),
            reason="依法公开",
        )
    ],
    "checklist_item_quantity_positive": [lambda: spoiled(ChecklistItemFactory(), quantity=0)],
}
CONSTRAINTS = constraints_of("partners")


def test_every_constraint_has_a_case():
    assert set(BROKEN) == set(CONSTRAINTS)


@pytest.mark.parametrize(("name", "case"), parameters(BROKEN))
def test_the_database_refuses(name, case):
    check_refused_by_database(CONSTRAINTS[name], case)


@pytest.mark.parametrize(("name", "case"), parameters(BROKEN))
def test_full_clean_refuses_in_words(name, case):
    check_refused_in_words(CONSTRAINTS[name], case)


def test_a_terminated_pairing_makes_room_for_another():
    ended = PairingFactory(terminated=True)
    PairingFactory(unit_side=ended.unit_side, community_side=ended.community_side).full_clean()


def test_a_withdrawn_claim_makes_room_for_another():
    withdrawn = ClaimFactory(state="withdrawn")
    ClaimFactory(item=withdrawn.item, organisation=withdrawn.organisation).full_clean()


def test_units_may_share_a_place_with_its_community():
    taken = CommunityOrganisationFactory()
    UnitFactory(division=taken.division).full_clean()


def test_a_former_official_name_may_stand_beside_the_one_in_force():
    name = OrganisationNameFactory(kind=NameKind.OFFICIAL, until=EARLY)
    name.full_clean()
