"""Giving a membership to somebody who has an account, found by the exact login name.

So nobody leafs through all people: who knows the login name is told the name shown, to confirm.
"""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from partners.people.appointing import give
from partners.people.delegation import READS_ONLY, mandate_of, may_keep_person
from partners.workspace.entrance import WorkspaceMixin
from portal.models import User
from portal.once.views import OnceMixin

from .forms import MembershipFields

CLASH = "该任职刚刚已由他人登记，请核对。"


class KeepersOnlyMixin(WorkspaceMixin):
    """For those who may give something to somebody."""

    def refusal(self) -> str:
        return "" if mandate_of(self.person) else READS_ONLY


class GiveView(OnceMixin, KeepersOnlyMixin):
    """Asks for a login name, then for the membership."""

    template_name = "workspace/people/give.html"

    @cached_property
    def login(self) -> str:
        """The login name asked for."""
        return self.request.GET.get("login", "").replace("\0", "").strip()

    @cached_property
    def found(self) -> User | None:
        """Who has exactly this login name."""
        return User.objects.filter(username=self.login).first() if self.login else None

    @property
    def why_not(self) -> str:
        """Why the person found cannot be given anything here; empty where that is possible."""
        if self.found is None:
            return f"没有登录名为“{self.login}”的账号，请核对大小写和拼写。" if self.login else ""
        return may_keep_person(self.person, self.found).reason

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        start = {"since": timezone.localdate()}
        form = MembershipFields(user=self.person, person=self.found, initial=start)
        return self.render_to_response(self.get_context_data(form=form))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give what was filled in. Raises PermissionDenied where the person is not to be kept."""
        if self.found is None:
            return self.get(request)
        if self.why_not:
            raise PermissionDenied(self.why_not)
        form = MembershipFields(request.POST, user=self.person, person=self.found)
        if form.is_valid():
            try:
                given = give(form.membership_of(self.found), self.person)
            except ValidationError as error:
                form.add_error(None, error.messages)
            except IntegrityError:
                form.add_error(None, CLASH)
            else:
                messages.success(request, f"已登记：{given.user}，{given.organisation}。")
                return redirect(reverse("workspace:person", args=[self.found.pk]))
        return self.render_to_response(self.get_context_data(form=form))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            login=self.login, found=self.found, why_not=self.why_not, **kwargs
        )
