"""A person's page: what that person may do, where, by which membership; and what led to it."""

from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from partners.admin.changes import Wording
from partners.models import Event, Membership
from partners.people.delegation import is_staff, kept_among, may_keep_account, may_keep_person
from portal.lists import page_of
from portal.models import User

from .account import State, acts_on
from .register import PEOPLE
from .rights import NONE, rights_of, where
from .subject import OfPersonMixin

HISTORY_SIZE = 20


class PersonView(OfPersonMixin):
    """One person, for who reaches one of the memberships; everybody's own."""

    template_name = "workspace/people/person.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.subject  # noqa: B018 - a 404 where the reader may not know the person
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, events = timezone.localdate(), self._events()
        history = page_of(events, HISTORY_SIZE, self.request.GET.get("history", "1"))
        wording = Wording(history.object_list, self.person)
        kept = kept_among(self.person, self.subject, self.seen)
        return super().get_context_data(
            subject=self.subject,
            none=NONE,
            in_force=[(m, where(m), rights_of(m)) for m in self._in_force(today)],
            memberships=[(m, m.is_current(today), m.since > today, m in kept) for m in self.seen],
            hidden=self.hidden,
            keeping=may_keep_person(self.person, self.subject),
            is_listed=PEOPLE.is_for(self.scope) if self.acting else self.sees_all,
            history=[(event, wording.of(event)) for event in history.object_list],
            history_page=history,
            **self._account(),
            **self._staff(),
            **kwargs,
        )

    @cached_property
    def hidden(self) -> int:
        """How many memberships the reader does not see."""
        return self.subject.memberships.count() - len(self.seen)

    def _in_force(self, today: Any) -> list[Membership]:
        if not self.subject.is_active:
            return []
        return [m for m in self.seen if m.is_current(today)]

    def _staff(self) -> dict[str, Any]:
        """Rights beyond memberships: named to the person and to administrators."""
        if not is_staff(self.subject):
            return {"is_staff": False, "groups": []}
        if not (self.is_own or self.sees_all):
            return {"is_staff": True, "groups": []}
        names = ["超级管理员"] if self.subject.is_superuser else []
        return {"is_staff": True, "groups": [*names, *map(str, self.subject.groups.all())]}

    def _events(self) -> QuerySet[Event]:
        """What was done about the memberships seen."""
        of_memberships = Q(
            record_type=ContentType.objects.get_for_model(Membership),
            record_id__in=[m.pk for m in self.seen],
        )
        of_account = Q(
            record_type=ContentType.objects.get_for_model(User), record_id=self.subject.pk
        )
        condition = of_memberships | of_account if self.shows_account else of_memberships
        related = Event.objects.select_related("actor", "on_behalf_of", "record_type")
        return related.filter(condition).order_by("-at", "-pk")

    @cached_property
    def shows_account(self) -> bool:
        """Whether the state of the account is the reader's business: everything it opens is."""
        if self.is_own or self.sees_all:
            return True
        return not (self.hidden or is_staff(self.subject))

    def _account(self) -> dict[str, Any]:
        if not self.shows_account:
            return {"account": None}
        state = State.of(self.subject)
        return {
            "account": state,
            "account_keeping": may_keep_account(self.person, self.subject),
            "acts": acts_on(state),
        }
