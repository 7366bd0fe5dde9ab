"""Programmes, their years, levels and checklists, and the pairings under them."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from partners.enums import (
    UNIT_KINDS,
    Fulfilment,
    OrganisationKind,
    PairingStatus,
    Side,
)
from partners.models import (
    ChecklistItem,
    Pairing,
    PairingContact,
    PairingLevel,
    Programme,
    ProgrammeYear,
)

from .parties import (
    CityFactory,
    CommunityOrganisationFactory,
    PartyFactory,
    StreetOrganisationFactory,
    UnitFactory,
)
from .register import RegisterFactory


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
                "tests.factories.pairings.PairingFactory",
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
