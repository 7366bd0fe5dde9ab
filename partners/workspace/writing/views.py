"""Entering a new record, and changing one that stands."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from partners.admin.views import CLASH
from partners.models.register import StaleRecord
from partners.permissions import may_edit
from partners.workspace.lists import OfRegisterMixin
from portal.conflict.page import ConflictViewMixin
from portal.drafts import note_arrived
from portal.next_page import next_page
from portal.once.views import OnceMixin
from portal.text_guard.holding import TextHeld, show_in_form

from .forms import EntryForm, Writer

NOT_YOURS = "您的任职不办理这一登记。"


class _WritingMixin(OfRegisterMixin):
    """A form of the register in the address. Raises Http404 where it is not written here."""

    @cached_property
    def form_class(self) -> type[EntryForm]:
        if self.register.entry is None:
            raise Http404
        return self.register.entry

    @cached_property
    def writer(self) -> Writer:
        return Writer(self.person, self.acting, self.scope)

    def refusal(self) -> str:
        if why := super().refusal():
            return why
        return "" if self.form_class.is_for(self.scope) else NOT_YOURS

    def carry_out(self, form: EntryForm) -> HttpResponse | None:
        """Save, and lead on; None where a mistake was added to the form."""
        try:
            done = self.save(form)
        except TextHeld as held:
            show_in_form(form, held)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
        except (IntegrityError, StaleRecord):
            form.add_error(None, CLASH)
        else:
            note_arrived(self.request)
            return done
        return None

    def save(self, form: EntryForm) -> HttpResponse:
        raise NotImplementedError

    def form_invalid(self, form: EntryForm) -> HttpResponse:
        """The form, to be filled in or corrected."""
        return self.render_to_response(self.get_context_data(form=form))

    def get_template_names(self) -> list[str]:
        return [self.form_class.template_name_of_page]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        back = next_page(self.request) or self.register.url
        return super().get_context_data(register=self.register, back=back, **kwargs)


class NewView(OnceMixin, _WritingMixin):
    """A new record, filled with what is known."""

    @property
    def given(self) -> dict[str, str]:
        """What the address says it begins at; no name holds NUL, which PostgreSQL refuses."""
        return {name: said.replace("\x00", "") for name, said in self.request.GET.dict().items()}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        start = self.form_class.start(self.writer, self.given)
        return self.form_invalid(self.form_class(writer=self.writer, initial=start))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        start = self.form_class.start(self.writer, self.given)
        form = self.form_class(request.POST, request.FILES, writer=self.writer, initial=start)
        done = self.carry_out(form) if form.is_valid() else None
        return done or self.form_invalid(form)

    def save(self, form: EntryForm) -> HttpResponse:
        with transaction.atomic():
            record = form.enter()
        messages.success(self.request, form.done_words(record))
        return redirect(self.register.url_of(record))


class EditView(ConflictViewMixin, _WritingMixin):
    """A record as it stands; what somebody saved in between stands beside what was typed."""

    conflict_template_name = "workspace/conflict.html"

    def record(self, *, held: bool = False) -> Any:
        """The record in the address, its row held until the end of the request if asked.

        Raises Http404 for one the person may not know of, PermissionDenied with the reason.
        """
        manager = self.register.model._default_manager
        rows = manager.select_for_update() if held else self.register.rows(manager.all())
        found = self.register.find(rows, self.kwargs["key"])
        if found is None:
            raise Http404
        if not (verdict := may_edit(self.person, found)):
            raise PermissionDenied(verdict.reason) if verdict.reason else Http404
        if why := self.form_class.why_not(found):
            raise PermissionDenied(why)
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.form_invalid(self.form_class(instance=self.record(), writer=self.writer))

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        record = self.record(held=True)
        form = self.form_class(request.POST, request.FILES, instance=record, writer=self.writer)
        done = self.carry_out(form) if form.is_valid() else None
        return done or self.form_invalid(form)

    def save(self, form: EntryForm) -> HttpResponse:
        with transaction.atomic():
            changed = form.change()
        messages.success(self.request, form.changed_words(is_changed=changed))
        return redirect(self.register.url_of(form.instance))

    def get_conflict_context(self, form: Any) -> dict[str, Any]:
        return self.get_context_data(**super().get_conflict_context(form))
