"""What the workspace adds to the registers: ratings, entries for others, who decides."""

import factory
from django.contrib.contenttypes.models import ContentType
from factory.django import DjangoModelFactory

from partners.enums import ReviewRank, ReviewSubject, Side
from partners.models import Evaluation, ProxyEntry, ReviewLevel

from .pairings import PairingFactory
from .parties import CityFactory
from .people import AuthorFactory


class EvaluationFactory(DjangoModelFactory):
    """The unit's answer about a signed pairing."""

    class Meta:
        model = Evaluation

    pairing = factory.SubFactory(PairingFactory, signed=True)
    side = Side.UNIT
    organisation = factory.SelfAttribute("pairing.unit_side")
    entered_by = factory.SubFactory(AuthorFactory)
    cooperation, benefit, communication = 5, 4, 3


class ProxyEntryFactory(DjangoModelFactory):
    """A pairing entered for its unit, which has not answered."""

    class Meta:
        model = ProxyEntry

    class Params:
        about = factory.SubFactory(PairingFactory)

    record_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.about))
    record_id = factory.SelfAttribute("about.pk")
    number = factory.SelfAttribute("about.number")
    title = factory.LazyAttribute(lambda o: str(o.about)[:100])
    organisation = factory.SelfAttribute("about.unit_side")
    entered_by = factory.SubFactory(AuthorFactory)


class ReviewLevelFactory(DjangoModelFactory):
    """The city decides about progress in all of its places."""

    class Meta:
        model = ReviewLevel

    division = factory.SubFactory(CityFactory)
    subject = ReviewSubject.UPDATE
    rank = ReviewRank.CITY
