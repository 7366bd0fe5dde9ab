"""The person a screen is about, and what the reader may know of that person."""

from functools import cached_property

from django.http import Http404

from partners.models import Membership
from partners.workspace.entrance import WorkspaceMixin
from portal.models import User
from portal.publicity import may_view_all


class OfPersonMixin(WorkspaceMixin):
    """A screen about the person in the address. Who reaches none of that person's memberships may
    not know that there is such a person.
    """

    @cached_property
    def subject(self) -> User:
        """The person. Raises Http404."""
        found = User.objects.filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        self._demand_known(found)
        return found

    @cached_property
    def is_own(self) -> bool:
        """Whether it is the reader's own page."""
        return self.subject.pk == self.person.pk

    @cached_property
    def seen(self) -> list[Membership]:
        """The person's memberships that the reader may see, those given last first."""
        rows = Membership.objects.filter(user=self.kwargs["pk"]).visible_to(self.person)
        related = rows.select_related("organisation__division", "entered_by", "user")
        return list(related.order_by("-since", "-pk"))

    def _demand_known(self, found: User) -> None:
        if not (self.seen or found == self.person or may_view_all(self.person, Membership)):
            raise Http404
