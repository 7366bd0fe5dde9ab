"""Alliances, agreements, lists, assignments and memberships."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from partners.enums import (
    AgreementKind,
    AgreementState,
    AllianceKind,
    AllianceState,
    AssignmentRole,
    ListKind,
    MembershipRole,
    NeedStage,
)
from partners.models import (
    Agreement,
    AgreementParty,
    Alliance,
    AllianceMember,
    Assignment,
    Claim,
    Commitment,
    ListCategory,
    ListItem,
    Membership,
)

from .pairings import ProgrammeYearFactory
from .parties import (
    AssociationFactory,
    CityFactory,
    CommunityOrganisationFactory,
    OrganisationFactory,
    UnitFactory,
)
from .people import UserFactory
from .register import RegisterFactory, ReviewedFactory


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
