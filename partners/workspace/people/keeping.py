"""Changing the term of a membership, and ending it. What is given is never deleted."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from partners.models import Membership
from partners.people.appointing import change_term, end
from partners.people.delegation import may_keep
from portal.conflict.page import ConflictViewMixin

from .forms import EndForm, TermForm
from .subject import OfPersonMixin


class _KeepView(OfPersonMixin):
    """A form about one membership; asks whether the person may before anything else."""

    template_name = "workspace/people/term.html"
    heading: str

    @cached_property
    def membership(self) -> Membership:
        """The one in the address. Raises Http404 for one the person may not see."""
        found = next((m for m in self.seen if m.number == self.kwargs["number"]), None)
        if found is None:
            raise Http404
        return found

    def refusal(self) -> str:
        """Why the membership is not the person's to change."""
        return may_keep(self.person, self.membership).reason

    def make_form(self, membership: Membership, data: Any = None) -> Any:
        """The form, filled in with `data`."""
        raise NotImplementedError

    def carry_out(self, form: Any, membership: Membership) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.form_invalid(self.make_form(self.membership))

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Carry out what the form says about the membership as it stands now, and is held."""
        held = Membership.objects.select_for_update().get(pk=self.membership.pk)
        form = self.make_form(held, request.POST)
        if form.is_valid():
            try:
                messages.success(request, self.carry_out(form, held))
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return redirect(reverse("workspace:person", args=[self.subject.pk]))
        return self.form_invalid(form)

    def form_invalid(self, form: forms.BaseForm) -> HttpResponse:
        """The form, to be filled in or corrected."""
        return self.render_to_response(
            self.get_context_data(
                form=form,
                subject=self.subject,
                membership=self.membership,
                heading=self.heading,
            )
        )


class TermView(ConflictViewMixin, _KeepView):
    """From when until when; what somebody saved in between stands beside what was typed."""

    heading = "修改任期"
    conflict_template_name = "workspace/conflict.html"

    def make_form(self, membership: Membership, data: Any = None) -> TermForm:
        return TermForm(data, instance=membership, for_user=self.person)  # type: ignore[call-arg]

    def carry_out(self, form: TermForm, membership: Membership) -> str:
        term = form.cleaned_data
        changed = change_term(membership, self.person, term["since"], term["until"])
        return "任期已修改。" if changed else "任期没有改动。"

    def get_conflict_context(self, form: Any) -> dict[str, Any]:
        return self.get_context_data(**super().get_conflict_context(form))


class EndView(_KeepView):
    """The last day, and why."""

    heading = "结束任职"

    def make_form(self, membership: Membership, data: Any = None) -> EndForm:
        first = max(membership.since, timezone.localdate())
        return EndForm(data, membership=membership, initial={"last_day": first})

    def carry_out(self, form: EndForm, membership: Membership) -> str:
        given = form.cleaned_data
        end(membership, self.person, given["last_day"], given["reason"])
        return f"任职于 {given['last_day']} 结束。"
