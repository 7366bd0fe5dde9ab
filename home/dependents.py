"""What depends on things of the site, where no foreign key tells."""

from collections.abc import Iterable

from django.db import models
from wagtail.models import Page, Site


def default_site(record: models.Model) -> Iterable[Page]:
    """The front page is reached by the default site, which therefore stays."""
    return [record.root_page] if isinstance(record, Site) and record.is_default_site else []
