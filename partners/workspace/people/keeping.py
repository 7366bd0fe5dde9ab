"""Changing the term of a membership, and ending it. What is given is never deleted."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from partners.appointing import change_term, end
from partners.delegation import may_keep
from partners.models import Membership
from partners.models.register import StaleRecord

from .forms import EndForm, TermFields
from .subject import OfPersonMixin

STALE = "您打开本页之后，这项任职被他人修改，您的内容尚未保存。请核对上方现在的任期后再次保存。"


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

    def make_form(self, data: Any = None) -> forms.Form:
        """The form, filled in with `data`."""
        raise NotImplementedError

    def carry_out(self, form: forms.Form) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._show(self.make_form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(request.POST)
        if str(self.membership.version) != request.POST.get("version"):
            form.add_error(None, STALE)
            return self._show(form)
        if form.is_valid():
            try:
                messages.success(request, self.carry_out(form))
            except StaleRecord:
                form.add_error(None, STALE)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return redirect(reverse("workspace:person", args=[self.subject.pk]))
        return self._show(form)

    def _show(self, form: forms.Form) -> HttpResponseBase:
        stored = Membership.objects.select_related("organisation").get(pk=self.membership.pk)
        context = self.get_context_data(
            form=form, subject=self.subject, membership=stored, heading=self.heading
        )
        return self.render_to_response(context)


class TermView(_KeepView):
    """From when until when."""

    heading = "修改任期"

    def make_form(self, data: Any = None) -> forms.Form:
        term = {"since": self.membership.since, "until": self.membership.until}
        return TermFields(data, initial=term)

    def carry_out(self, form: forms.Form) -> str:
        term = form.cleaned_data
        changed = change_term(self.membership, self.person, term["since"], term["until"])
        return "任期已修改。" if changed else "任期没有改动。"


class EndView(_KeepView):
    """The last day, and why."""

    heading = "结束任职"

    def make_form(self, data: Any = None) -> forms.Form:
        first = max(self.membership.since, timezone.localdate())
        return EndForm(data, membership=self.membership, initial={"last_day": first})

    def carry_out(self, form: forms.Form) -> str:
        given = form.cleaned_data
        end(self.membership, self.person, given["last_day"], given["reason"])
        return f"任职于 {given['last_day']} 结束。"
