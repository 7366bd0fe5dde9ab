"""Files and pictures, kept in memory by the test settings."""

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory
from wagtail.images.tests.utils import get_test_image_file

from portal.models import PortalDocument, PortalImage


class DocumentFactory(DjangoModelFactory):
    """A file; private unless `is_public=True`."""

    class Meta:
        model = PortalDocument

    title = factory.Sequence(lambda n: f"凭证{n}")
    file = factory.LazyAttribute(lambda o: ContentFile(b"evidence", name="evidence.pdf"))


class ImageFactory(DjangoModelFactory):
    """A small picture."""

    class Meta:
        model = PortalImage

    title = factory.Sequence(lambda n: f"现场图片{n}")
    file = factory.LazyFunction(lambda: get_test_image_file(size=(64, 48)))
