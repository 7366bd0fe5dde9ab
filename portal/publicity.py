"""What the public may see: one entry, `visible_to`, for every list of every register."""

from typing import TYPE_CHECKING, ClassVar, Self, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from portal.changes import TellingQuerySet

if TYPE_CHECKING:
    from portal.models import User

Audience: TypeAlias = "User | AnonymousUser"

#: The audience of the public site, whoever is logged in: what it is shown must add up to the
#: published figures for everybody.
PUBLIC = AnonymousUser()

#: Conditions that hold for every row, and for none. An empty Q would vanish in an OR.
EVERYTHING = Q()
NOTHING = Q(pk__in=())


class VisibleQuerySet(TellingQuerySet):
    """A queryset that knows its audience. Subclasses say what is public of their model.

    What it writes in bulk is told of (portal.changes).
    """

    #: What makes a row public; EVERYTHING or NOTHING where it does not depend on the row.
    public_when: ClassVar[Q]

    def public(self) -> Self:
        """Rows that were approved for everybody."""
        return self.filter(self.public_when)

    def reach_of(self, user: Audience) -> Q:
        """The rows a person's own duties open, public or not (partners.querysets.scoped)."""
        return NOTHING

    def visible_to(self, user: Audience) -> Self:
        """Rows that `user` may see: all of them with the model's view right, else the public ones
        and those the person's duties open.
        """
        if self.public_when == EVERYTHING or may_view_all(user, self.model):
            return self.all()
        reach = NOTHING if user is PUBLIC else self.reach_of(user)
        return self.public() if reach == NOTHING else self.filter(self.public_when | reach)


def may_view_all(user: Audience, model: type[models.Model]) -> bool:
    """Whether `user` holds the right to view every row of `model`."""
    return may_with_all(user, "view", model)


def may_with_all(user: Audience, action: str, model: type[models.Model]) -> bool:
    """Whether `user` holds a right (view, add, change) on every row of `model`."""
    if user is PUBLIC:
        return False  # asked for with every list; the backends need not look
    opts = model._meta
    return bool(user.has_perm(f"{opts.app_label}.{action}_{opts.model_name}"))
