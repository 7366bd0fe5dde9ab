"""Making one move of one record, by who may; the record stays as it is until it is confirmed."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from partners.admin.moving import SERIOUS
from partners.models.register import StaleRecord
from partners.moves.move import Act
from partners.moves.rights import may_move
from partners.permissions import may_view
from partners.workspace.lists import OfRegisterMixin
from portal.next_page import next_page
from portal.refusals import note_refusal

from .forms import ActForm

OVERTAKEN = "记录刚刚被他人修改，请再试一次。"


class OfRecordMixin(OfRegisterMixin):
    """A screen about the record in the address, for who may see all of it."""

    @cached_property
    def record(self) -> Any:
        """Raises Http404 for a record the person may not know of, PermissionDenied with why."""
        rows = self.register.rows(self.register.model._default_manager.all())
        found = self.register.find(rows, self.kwargs["key"])
        if found is None:
            raise Http404
        if not (verdict := may_view(self.person, found)):
            raise PermissionDenied(verdict.reason) if verdict.reason else Http404
        return found

    def carry_out(self, form: ActForm, act: Act) -> bool:
        """Do it; where that is refused the form says why."""
        try:
            act(self.record, by=self.person, **form.cleaned_data)
        except StaleRecord:
            form.add_error(None, OVERTAKEN)
        except ValidationError as refused:
            for message in refused.messages:
                form.add_error(None, message)
        else:
            messages.success(
                self.request, f"已办理：{act.label}“{self.register.title(self.record)}”。"
            )
            return True
        return False


class ActView(OfRecordMixin):
    """Says what comes of an act, asks what it needs, and does it.

    A button that asks for nothing sends the same form from a list: it is done at once.
    """

    template_name = "workspace/act.html"

    @cached_property
    def act(self) -> Act:
        """The act in the address. Raises Http404 where records of this kind have none such."""
        if (found := self.register.possible_acts.get(self.kwargs["act"])) is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._ask_right()
        if why := self.act.refusal(self.record, self.person):
            return self._leave(why)
        return self._show(ActForm(act=self.act, record=self.record))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self._ask_right()
        if why := self.act.refusal(self.record, self.person):
            note_refusal(why, self.record)
            return self._leave(why)
        form = ActForm(request.POST, act=self.act, record=self.record)
        if form.is_valid() and self.carry_out(form, self.act):
            return redirect(self.back)
        return self._show(form)

    def _ask_right(self) -> None:
        """Raises PermissionDenied where the act is others' to do, whatever the state."""
        verdict = may_move(self.person, self.record, self.act)
        if not verdict and verdict.reason != self.act.refusal(self.record, self.person):
            note_refusal(verdict.reason, self.record)
            raise PermissionDenied(verdict.reason)

    def _leave(self, why: str) -> HttpResponse:
        messages.warning(self.request, f"“{self.register.title(self.record)}”{why}")
        return redirect(self.back)

    @property
    def back(self) -> str:
        """Where the person came from, else the record."""
        key = self.kwargs["key"]
        rows = self.register.model._default_manager.all()
        if self.register.find(rows, key) is None:  # it went with the act, its page too
            return self.register.url
        return next_page(self.request) or self.register.address(key)

    def _show(self, form: ActForm) -> HttpResponseBase:
        context = self.get_context_data(
            register=self.register,
            record=self.record,
            title=self.register.title(self.record),
            act=self.act,
            is_serious=self.act.name in SERIOUS,
            form=form,
            back=self.back,
            record_url=self.register.url_of(self.record),
            changes_since=form.changes_since(self.person),
        )
        return self.render_to_response(context)
