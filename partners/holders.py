"""Which records of partners hold files."""

from django.db.models import Q, QuerySet

from partners.models import Agreement, ListItem
from partners.querysets.scoped import any_of
from partners.scope import scope_of
from portal.holders import hold
from portal.models import PortalDocument
from portal.publicity import NOTHING, Audience, may_view_all


def deliberated_near(user: Audience) -> QuerySet:
    """Items whose record of what residents said `user` reads: parties and their places, not every
    unit that is shown the need.
    """
    items = ListItem.objects.all()
    if may_view_all(user, ListItem):
        return items
    scope = scope_of(user)
    near: list[Q] = [items.in_places(scope.read), items.party_to(scope.organisations)]
    return items.filter(any_of(q for q in near if q != NOTHING))


def hold_files() -> None:
    """Called by AppConfig.ready."""
    hold(PortalDocument, Agreement, "file")
    hold(PortalDocument, ListItem, "deliberation_file", duty=deliberated_near)
