"""Which records of projects hold files, and who reads the evidence of the ledger."""

from django.db.models import QuerySet

from portal.holders import hold
from portal.models import PortalDocument, PortalImage
from portal.publicity import Audience, may_with_all
from projects.models import Activity, FundEntry, Update


def lines_open_to(user: Audience) -> QuerySet:
    """Lines whose evidence `user` reads: who keeps the ledger, and those whose duty reaches a line.

    The right to view all lines, which editors have, is not enough: it is for telling of them.
    """
    lines = FundEntry.objects.all()
    if may_with_all(user, "change", FundEntry):
        return lines
    return lines.filter(lines.reach_of(user))


def hold_files() -> None:
    """Called by AppConfig.ready."""
    hold(PortalImage, Update, "photos__image")
    hold(PortalImage, Activity, "photos__image")
    hold(PortalDocument, FundEntry, "evidence", duty=lines_open_to, closed=True)
