"""Moves of state in the admin: buttons for what is possible now, one page that confirms a move."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.generic import FormView
from wagtail.admin.forms.models import formfield_for_dbfield
from wagtail.admin.views.generic.base import BaseObjectMixin, WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from partners.models import Event
from partners.models.register import StaleRecord
from partners.moves.move import Move, available_moves, moves_of
from portal.admin.listing import rows_for
from portal.admin.people import person
from portal.admin.rights import RightsFirstMixin
from portal.refusals import note_refusal

from .seen import ConfirmingForm

#: Moves that end or undo something: their buttons warn.
SERIOUS = frozenset(
    {
        "terminate",
        "terminate_agreement",
        "terminate_project",
        "dissolve",
        "withdraw",
        "discard",
        "discard_draft",
        "take_back",
    }
)
#: The words of what a move asks for, beside its reason.
FACTS = {"on": "日期"}


class MoveForm(ConfirmingForm):
    """The facts one move asks for, a reason where it takes one, and on whose behalf it is made."""

    must_say = False  # the state decides all the same

    def __init__(self, *args: Any, move: Move, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in move.asks:
            self.fields[name] = forms.DateField(
                label=f"{move.label}{FACTS[name]}",
                widget=AdminDateInput,
                initial=timezone.localdate,
                error_messages={"invalid": "请填写日期，例如 2024-06-30。"},
            )
        if move.takes_reason:
            self.fields["reason"] = forms.CharField(
                label=move.reason_words if move.needs_reason else "意见",
                required=move.needs_reason,
                max_length=Event._meta.get_field("reason").max_length,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        on_behalf_of = formfield_for_dbfield(Event._meta.get_field("on_behalf_of"))
        on_behalf_of.help_text = "代其他单位办理时填写（上级代办）。"
        self.fields["on_behalf_of"] = on_behalf_of


class MoveView(RightsFirstMixin, BaseObjectMixin, WagtailAdminTemplateMixin, FormView):
    """Confirms one move of one record and makes it; the state stays as it is until then.

    A move that is no longer possible (a second press of the button, somebody was faster) changes
    nothing: the record's page says why.
    """

    permission_required = "change"
    template_name = "partners/admin/move.html"
    form_class = MoveForm
    index_url_name: str = ""
    inspect_url_name: str = ""

    def get_base_object_queryset(self) -> models.QuerySet:
        return rows_for(self.request.user, super().get_base_object_queryset())

    @cached_property
    def move(self) -> Move:
        """The move named in the address; Http404 when records of this kind have no such move."""
        try:
            return moves_of(self.model)[self.kwargs["move"]]
        except KeyError:
            raise Http404 from None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if why := self.move.refusal(self.object, person(request)):
            if request.method == "POST":
                note_refusal(why, self.object)
            messages.warning(request, f"“{self.object}”{why}")
            return redirect(self.record_url)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"move": self.move, "record": self.object}

    def form_valid(self, form: MoveForm) -> HttpResponse:
        try:
            self.move(self.object, by=person(self.request), **form.cleaned_data)
        except StaleRecord:
            form.add_error(None, "记录刚刚被他人修改，请再试一次。")
        except ValidationError as refused:
            for message in refused.messages:
                form.add_error(None, message)
        else:
            messages.success(self.request, f"“{self.object}”已办理：{self.move.label}。")
            return redirect(self.record_url)
        self.object.refresh_from_db()
        return self.form_invalid(form)

    @property
    def record_url(self) -> str:
        """The page of the record, where its state is shown."""
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_page_title(self) -> str:
        return self.move.label

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        plural = str(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.record_url, "label": str(self.object)},
            {"url": "", "label": self.move.label},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        words = dict(self.model._meta.get_field(self.move.field).flatchoices)
        return context | {
            "object": self.object,
            "move": self.move,
            "is_serious": self.move.name in SERIOUS,
            "state_name": self.model._meta.get_field(self.move.field).verbose_name,
            "from_label": words.get(getattr(self.object, self.move.field), ""),
            "to_label": words.get(self.move.target, ""),
            "record_url": self.record_url,
            "changes_since": context["form"].changes_since(self.request.user),
            "media": context["form"].media,
        }


def move_buttons(record: models.Model, user: Any, url_name: str) -> list[dict[str, Any]]:
    """What `user` can do with `record` now: label, address, whether it warns; those last."""
    buttons = [
        {
            "label": move.label,
            "url": reverse(url_name, args=[record.pk, move.name]),
            "is_serious": move.name in SERIOUS,
        }
        for move in available_moves(record, user)
    ]
    return sorted(buttons, key=lambda button: button["is_serious"])


def states_of(record: models.Model) -> list[tuple[str, str, str]]:
    """The states of a record that its moves change: the field, its name, the word of the state."""
    names = dict.fromkeys(move.field for move in moves_of(type(record)).values())
    fields: list[Any] = [record._meta.get_field(name) for name in names]
    return [
        (field.name, str(field.verbose_name), getattr(record, f"get_{field.name}_display")())
        for field in fields
    ]
