"""What the public may see: one entry, `visible_to`, for every list of every register."""

from typing import TYPE_CHECKING, Self, TypeAlias

from django.contrib.auth.models import AnonymousUser
from django.db import models

from portal.changes import TellingQuerySet

if TYPE_CHECKING:
    from portal.models import User

Audience: TypeAlias = "User | AnonymousUser"

#: The audience of the public site, whoever is logged in: what it is shown must add up to the
#: published figures for everybody.
PUBLIC = AnonymousUser()


class VisibleQuerySet(TellingQuerySet):
    """A queryset that knows its audience. Subclasses say what `public` means for their model.

    What it writes in bulk is told of (portal.changes).
    """

    def public(self) -> Self:
        """Rows that were approved for everybody."""
        raise NotImplementedError

    def visible_to(self, user: Audience) -> Self:
        """Rows that `user` may see: all of them with the model's view right, else the public ones.

        Scope by organisation and place narrows the first case; it has its place here.
        """
        if may_view_all(user, self.model):
            return self.all()
        return self.public()


def may_view_all(user: Audience, model: type[models.Model]) -> bool:
    """Whether `user` holds the right to view every row of `model`."""
    if user is PUBLIC:
        return False  # asked for with every list; the backends need not look
    opts = model._meta
    return bool(user.has_perm(f"{opts.app_label}.view_{opts.model_name}"))
