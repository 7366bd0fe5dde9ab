"""What the frame of the site shows is everybody's."""

from django.db.models import QuerySet

from home.models import SiteSettings
from portal.holders import hold
from portal.models import PortalImage
from portal.publicity import Audience


def hold_files() -> None:
    """Called by AppConfig.ready."""
    hold(PortalImage, SiteSettings, "logo", "emblem", shown=_every_site, duty=_no_site)


def _every_site(user: Audience) -> QuerySet:
    return SiteSettings.objects.all()


def _no_site(user: Audience) -> QuerySet:
    """Whoever changes the settings chooses pictures, and sees them by that."""
    return SiteSettings.objects.none()
