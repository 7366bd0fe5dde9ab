"""Programme, pairings, alliances, agreements and lists."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from partners.enums import (
    UNIT_KINDS,
    AgreementKind,
    AgreementState,
    AllianceKind,
    AllianceState,
    AssignmentRole,
    Fulfilment,
    ListKind,
    MembershipRole,
    NeedStage,
    OrganisationKind,
    PairingStatus,
    Side,
)
from partners.models import (
    Agreement,
    AgreementParty,
    Alliance,
    AllianceMember,
    Assignment,
    ChecklistItem,
    Claim,
    Commitment,
    ListCategory,
    ListItem,
    Membership,
    Pairing,
    PairingContact,
    PairingLevel,
    Programme,
    ProgrammeYear,
)

from .parties import (
    AssociationFactory,
    CityFactory,
    CommunityOrganisationFactory,
    OrganisationFactory,
    PartyFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from .people import UserFactory
from .register import RegisterFactory, ReviewedFactory


class ProgrammeFactory(DjangoModelFactory):
    """The one programme of a test."""

    class Meta:
        model = Programme
        django_get_or_create = ("name",)

    name = "双结对、双促进"


class ProgrammeYearFactory(RegisterFactory):
    """2024, one a test; ProgrammeYearFactory(year=2023) is another. `complete=True` adds levels
    and the five things of the checklist for level two (the last one fulfilled by a project).
    """

    class Meta:
        model = ProgrammeYear
        django_get_or_create = ("key",)
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    year = 2024
    key = factory.LazyAttribute(lambda o: str(o.year))
    starts_on = factory.LazyAttribute(lambda o: date(o.year, 1, 1))
    ends_on = factory.LazyAttribute(lambda o: date(o.year, 12, 31))
    is_public = True
    division = factory.SubFactory(CityFactory)

    @factory.post_generation
    def complete(self, create: bool, wanted: bool, **kwargs: Any) -> None:
        if wanted:
            LevelOneFactory(programme_year=self)
            level = LevelTwoFactory(programme_year=self)
            for n in range(1, 6):
                by = Fulfilment.PROJECT if n == 5 else Fulfilment.ACTIVITY
                ChecklistItemFactory(level=level, position=n, title=f"第{n}件事", fulfilled_by=by)


class LevelOneFactory(DjangoModelFactory):
    """Units with streets and towns."""

    class Meta:
        model = PairingLevel
        django_get_or_create = ("programme_year", "rank")

    programme_year = factory.SubFactory(ProgrammeYearFactory)
    rank = 1
    name = "一级结对"
    unit_kinds = factory.LazyFunction(lambda: sorted(UNIT_KINDS))
    community_kinds = factory.LazyFunction(lambda: [OrganisationKind.STREET])


class LevelTwoFactory(LevelOneFactory):
    """Party organisations with communities and villages, under a pairing of level one."""

    rank = 2
    name = "二级结对"
    unit_kinds = factory.LazyFunction(lambda: [OrganisationKind.PARTY])
    community_kinds = factory.LazyFunction(lambda: [OrganisationKind.COMMUNITY])
    parent_required = True


class ChecklistItemFactory(DjangoModelFactory):
    """One activity a year by 31 December, in the whole city, for level one."""

    class Meta:
        model = ChecklistItem

    level = factory.SubFactory(LevelOneFactory)
    programme_year = factory.SelfAttribute("level.programme_year")
    division = factory.SubFactory(CityFactory)
    title = factory.Sequence(lambda n: f"清单事项{n}")
    fulfilled_by = Fulfilment.ACTIVITY
    due_on = factory.SelfAttribute("programme_year.ends_on")


class PairingFactory(RegisterFactory):
    """A unit with a street, proposed, for the programme year.

    States: signed=, active=, expired=, terminated=True. `second=True`: a party organisation with
    a community, under a signed pairing of level one (or under `parent`).
    """

    class Meta:
        model = Pairing

    class Params:
        signed = factory.Trait(
            status=PairingStatus.SIGNED, signed_on=factory.SelfAttribute("start_on")
        )
        active = factory.Trait(
            status=PairingStatus.ACTIVE, signed_on=factory.SelfAttribute("start_on")
        )
        expired = factory.Trait(
            status=PairingStatus.EXPIRED, signed_on=factory.SelfAttribute("start_on")
        )
        terminated = factory.Trait(
            status=PairingStatus.TERMINATED,
            signed_on=factory.SelfAttribute("start_on"),
            ended_on=factory.SelfAttribute("end_on"),
            end_reason="机构改革",
        )
        second = factory.Trait(
            parent=factory.SubFactory(
                "tests.factories.partners.PairingFactory",
                signed=True,
                programme_year=factory.SelfAttribute("..programme_year"),
            ),
            level=factory.SubFactory(
                LevelTwoFactory, programme_year=factory.SelfAttribute("..programme_year")
            ),
            unit_side=factory.SubFactory(
                PartyFactory, parent=factory.SelfAttribute("..parent.unit_side")
            ),
            community_side=factory.SubFactory(
                CommunityOrganisationFactory,
                parent=factory.SelfAttribute("..parent.community_side"),
            ),
        )

    programme_year = factory.SubFactory(ProgrammeYearFactory)
    level = factory.SubFactory(
        LevelOneFactory, programme_year=factory.SelfAttribute("..programme_year")
    )
    unit_side = factory.SubFactory(UnitFactory)
    community_side = factory.SubFactory(StreetOrganisationFactory)
    division = factory.SelfAttribute("community_side.division")
    start_on = factory.SelfAttribute("programme_year.starts_on")
    end_on = factory.SelfAttribute("programme_year.ends_on")


class PairingContactFactory(DjangoModelFactory):
    class Meta:
        model = PairingContact

    pairing = factory.SubFactory(PairingFactory)
    side = Side.UNIT
    name = factory.Sequence(lambda n: f"演示联络员{n:02d}")
    post = "联络员"
    phone = "13800000000"


class AllianceFactory(ReviewedFactory):
    """approved=True shows it; dissolved=True ends it; members=[organisation, ...]."""

    class Meta:
        model = Alliance
        skip_postgeneration_save = True

    class Params:
        dissolved = factory.Trait(state=AllianceState.DISSOLVED, dissolved_on=date(2024, 11, 30))

    name = factory.Sequence(lambda n: f"示例党建共同体{n}")
    kind = AllianceKind.COMMUNITY
    programme_year = factory.SubFactory(ProgrammeYearFactory)
    formed_on = date(2024, 3, 1)
    division = factory.SubFactory(CityFactory)

    @factory.post_generation
    def members(self, create: bool, organisations: Any, **kwargs: Any) -> None:
        for organisation in organisations or ():
            AllianceMemberFactory(alliance=self, organisation=organisation)


class AllianceMemberFactory(DjangoModelFactory):
    class Meta:
        model = AllianceMember

    alliance = factory.SubFactory(AllianceFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class AgreementFactory(ReviewedFactory):
    """Signed in 2024 and valid for two years. parties=[...]; association=True signs an
    association with a community (unless parties are given); terminated=True ends it.
    """

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    class Params:
        association = factory.Trait(kind=AgreementKind.ASSOCIATION)
        terminated = factory.Trait(
            state=AgreementState.TERMINATED, terminated_on=date(2024, 11, 30)
        )

    title = factory.Sequence(lambda n: f"示例共建协议{n}")
    kind = AgreementKind.COOPERATION
    programme_year = factory.SubFactory(ProgrammeYearFactory)
    signed_on = date(2024, 4, 1)
    valid_until = date(2026, 3, 31)
    division = factory.SubFactory(CityFactory)

    @factory.post_generation
    def parties(self, create: bool, organisations: Any, **kwargs: Any) -> None:
        if organisations is None and self.kind == AgreementKind.ASSOCIATION:
            organisations = [AssociationFactory(), CommunityOrganisationFactory()]
        for organisation in organisations or ():
            AgreementPartyFactory(agreement=self, organisation=organisation)


class AgreementPartyFactory(DjangoModelFactory):
    class Meta:
        model = AgreementParty

    agreement = factory.SubFactory(AgreementFactory)
    organisation = factory.SubFactory(OrganisationFactory)


class CommitmentFactory(DjangoModelFactory):
    class Meta:
        model = Commitment

    agreement = factory.SubFactory(AgreementFactory)
    text = factory.Sequence(lambda n: f"承诺事项{n}")


class ListCategoryFactory(DjangoModelFactory):
    class Meta:
        model = ListCategory
        django_get_or_create = ("name",)

    name = "便民服务"


class ListItemFactory(ReviewedFactory):
    """A need of a community, just collected; resource=True: what a unit offers."""

    class Meta:
        model = ListItem

    class Params:
        resource = factory.Trait(
            kind=ListKind.RESOURCE, organisation=factory.SubFactory(UnitFactory)
        )
        closed = factory.Trait(stage=NeedStage.CLOSED, closed_on=date(2024, 9, 30))

    kind = ListKind.NEED
    organisation = factory.SubFactory(CommunityOrganisationFactory)
    category = factory.SubFactory(ListCategoryFactory)
    title = factory.Sequence(lambda n: f"示例需求{n}")
    division = factory.SelfAttribute("organisation.division")


class ClaimFactory(RegisterFactory):
    class Meta:
        model = Claim

    item = factory.SubFactory(ListItemFactory)
    organisation = factory.SubFactory(UnitFactory)
    claimed_on = date(2024, 5, 6)
    division = factory.SelfAttribute("item.division")


class AssignmentFactory(RegisterFactory):
    """A leader for a place; give another target with place=None."""

    class Meta:
        model = Assignment

    role = AssignmentRole.LEADER
    post = "主任"
    name = factory.Sequence(lambda n: f"演示领导{n:02d}")
    since = date(2024, 1, 1)
    place = factory.SubFactory(CityFactory)
    division = factory.SubFactory(CityFactory)


class MembershipFactory(RegisterFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(UnitFactory)
    role = MembershipRole.UNIT_LIAISON
    since = date(2024, 1, 1)
    division = factory.SelfAttribute("organisation.division")
