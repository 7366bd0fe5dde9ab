"""Places and organisations."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from partners.enums import DivisionLevel, NameKind, OrganisationKind, OrganisationLevel
from partners.models import Division, Organisation, OrganisationName
from partners.models.division import next_path

from .people import AuthorFactory
from .register import RegisterFactory


class DivisionFactory(DjangoModelFactory):
    """A district of the city unless told otherwise.

    Written without the look for namesakes, as names from here never repeat; a test about names
    saves a Division of its own.
    """

    class Meta:
        model = Division

    name = factory.Sequence(lambda n: f"示例{n}区")
    level = DivisionLevel.DISTRICT
    code = factory.Sequence(lambda n: f"9{n:011d}")
    parent = factory.SubFactory("tests.factories.parties.CityFactory")
    entered_by = factory.SubFactory(AuthorFactory)

    @classmethod
    def _create(cls, model_class: type[Division], *args: Any, **kwargs: Any) -> Division:
        place = model_class(**kwargs)
        place.path = next_path(place.parent)
        place.name_itself(place.parent)
        return model_class.objects.bulk_create([place])[0]


class CityFactory(DivisionFactory):
    """The one city of a test."""

    code = "320100000000"
    name = "示例市"
    level = DivisionLevel.CITY
    parent = None

    @classmethod
    def _create(cls, model_class: type[Division], *args: Any, **kwargs: Any) -> Division:
        known = model_class.objects.filter(code=kwargs["code"]).first()
        return known or super()._create(model_class, *args, **kwargs)


class DistrictFactory(DivisionFactory):
    pass


class StreetFactory(DivisionFactory):
    name = factory.Sequence(lambda n: f"示例{n}街道")
    level = DivisionLevel.STREET
    parent = factory.SubFactory(DistrictFactory)


class CommunityFactory(DivisionFactory):
    name = factory.Sequence(lambda n: f"示例{n}社区居委会")
    level = DivisionLevel.COMMUNITY
    parent = factory.SubFactory(StreetFactory)


class OrganisationFactory(RegisterFactory):
    """A unit of the city unless told otherwise; the subclasses below are the usual kinds."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"示例单位{n}")
    kind = OrganisationKind.UNIT
    level = OrganisationLevel.CITY
    division = factory.SubFactory(CityFactory)


class UnitFactory(OrganisationFactory):
    pass


class PartyFactory(OrganisationFactory):
    """A party organisation under a unit."""

    name = factory.Sequence(lambda n: f"示例党支部{n}")
    kind = OrganisationKind.PARTY
    parent = factory.SubFactory(UnitFactory)


class StreetOrganisationFactory(OrganisationFactory):
    """The street office of a street of its own."""

    name = factory.SelfAttribute("division.short_name")
    kind = OrganisationKind.STREET
    level = OrganisationLevel.STREET
    division = factory.SubFactory(StreetFactory)


class CommunityOrganisationFactory(OrganisationFactory):
    """The community of a place of its own, in the street of its `parent` if there is one."""

    name = factory.SelfAttribute("division.short_name")
    kind = OrganisationKind.COMMUNITY
    level = OrganisationLevel.COMMUNITY
    division = factory.Maybe(
        "parent",
        factory.SubFactory(CommunityFactory, parent=factory.SelfAttribute("..parent.division")),
        factory.SubFactory(CommunityFactory),
    )
    parent = None


class AssociationFactory(OrganisationFactory):
    name = factory.Sequence(lambda n: f"示例行业协会{n}")
    kind = OrganisationKind.ASSOCIATION


class FunderFactory(OrganisationFactory):
    name = factory.Sequence(lambda n: f"示例上级财政{n}")
    kind = OrganisationKind.FUNDER


class OrganisationNameFactory(DjangoModelFactory):
    """A short name."""

    class Meta:
        model = OrganisationName

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"简称{n}")
    kind = NameKind.SHORT
