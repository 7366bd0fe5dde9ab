"""The views of a register: list, form, record page. Every change goes through records.py."""

from typing import Any

from django.contrib import messages
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from partners.events import number_of
from partners.models.register import StaleRecord
from partners.moves.move import moves_of
from portal.admin.listing import ListView, rows_for
from portal.admin.people import person
from portal.admin.rights import RightsFirstMixin
from portal.conflict.page import ConflictViewMixin
from portal.publicity import PUBLIC
from portal.text_guard.holding import TextHeld, show_in_form

from . import records
from .facts import Fact, child_tables, facts_of
from .forms import TrackedForm
from .moving import move_buttons, states_of

CLASH = "保存时发现内容与已有记录冲突（可能刚刚有人录入了相同内容），请核对后重试。"


class RegisterListView(ListView):
    """A register's list; the first column opens the record's page."""

    @cached_property
    def add_item_label(self) -> str:
        return f"录入{self.model._meta.verbose_name}"

    def get_list_buttons(self, instance: models.Model) -> list:
        """None: what can be done with a record stands on its page."""
        return []

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        if field_name == "number":
            kwargs["classname"] = "nowrap"
        column = super()._get_title_column(field_name, *args, **kwargs)
        column._get_url_func = self.get_inspect_url
        return column


class _VisibleObjectMixin:
    """Only what the person may see can be opened."""

    request: HttpRequest
    model: Any

    def get_queryset(self) -> models.QuerySet:
        return rows_for(self.request.user, self.model._default_manager.all())


class RegisterCreateView(generic.CreateView):
    """Enters a record: the person logged in is its author."""

    page_title = "录入"
    submit_button_label = "保存"
    submit_button_active_label = "正在保存…"
    inspect_url_name: str = ""
    error_message = "未能保存，请按提示修改。"

    def get_initial_form_instance(self) -> models.Model:
        record = self.model()
        if hasattr(record, "entered_by_id"):
            record.entered_by = self.request.user
        return record

    def save_instance(self) -> models.Model:
        return records.enter(self.form, person(self.request))

    def form_valid(self, form: TrackedForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except TextHeld as held:
            show_in_form(form, held)
        except IntegrityError:
            form.add_error(None, CLASH)
        self.produced_error_message = self.error_message
        return self.form_invalid(form)

    def get_success_message(self, instance: models.Model) -> str:
        return f"“{instance}”已录入。"

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_success_buttons(self) -> list:
        return []


class RegisterEditView(_VisibleObjectMixin, ConflictViewMixin, generic.EditView):
    """Changes a record, unless somebody else did so since the form was opened."""

    page_title = "修改"
    submit_button_label = "保存"
    submit_button_active_label = "正在保存…"
    error_message = "未能保存，请按提示修改。"
    conflict_template_name = "conflict/page_in_admin.html"

    @transaction.atomic
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Hold the record from reading to writing, so that nobody saves in between."""
        held = self.model._base_manager.select_for_update().filter(pk=self.object_pk)
        held.values_list("pk").first()
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: TrackedForm) -> HttpResponse:
        self.form = form
        try:
            changes = records.change(form, person(self.request))
        except StaleRecord:
            form.add_error(None, CLASH)
        except TextHeld as held:
            show_in_form(form, held)
        except IntegrityError:
            form.add_error(None, CLASH)
        else:
            words = "已保存。" if changes else "没有改动，未作修改。"
            messages.success(self.request, f"“{form.instance}”{words}")
            return redirect(self.get_success_url())
        self.produced_error_message = self.error_message
        return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_conflict_context(self, form: TrackedForm) -> dict[str, Any]:
        url = self.get_edit_url()
        return super().get_conflict_context(form) | {
            "action_url": url,
            "breadcrumbs_items": self.get_breadcrumbs_items(),
        }

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([])

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        back, history = self.get_success_url(), self.get_history_url()
        return [
            HeaderButton("返回记录", url=back, icon_name="arrow-left", priority=10),
            HeaderButton("变更记录", url=history, icon_name="history", priority=20),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The history is one of our buttons; Wagtail's own would stand beside it.
        return super().get_context_data(**kwargs) | {"history_url": None}


class RegisterInspectView(RightsFirstMixin, generic.InspectView):
    """The page of a record: where it stands, what can be done now, its facts and child rows."""

    template_name = "partners/admin/inspect.html"
    page_title = "查看"
    history_url_name: str = ""
    move_url_name: str = ""
    relations: list[str] = []

    def get_page_title(self) -> str:
        return str(self.model._meta.verbose_name)

    def get_object(self, queryset: models.QuerySet | None = None) -> models.Model:
        keys = [n for n in self.fields if self.model._meta.get_field(n).is_relation]
        rows = rows_for(self.request.user, self.model._default_manager.all())
        return get_object_or_404(rows.select_related(*keys), pk=self.pk)

    @cached_property
    def may_change(self) -> bool:
        """Whether the person may change records of this register."""
        return self.user_has_permission("change")

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return []

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons = []
        if edit_url := self.get_edit_url():
            buttons.append(HeaderButton("修改", url=edit_url, icon_name="edit", priority=10))
        if delete_url := self.get_delete_url():
            buttons.append(HeaderButton("删除", url=delete_url, icon_name="bin", priority=30))
        if self.user_has_any_permission(["change", "view"]):
            url = reverse(self.history_url_name, args=[self.object.pk])
            buttons.append(HeaderButton("变更记录", url=url, icon_name="history", priority=20))
        return buttons

    def get_fields_context(self) -> list[Fact]:
        stated = {move.field for move in moves_of(self.model).values()}
        plain = [name for name in self.fields if name not in stated]
        return facts_of(self.object, plain, self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        plural = str(self.model._meta.verbose_name_plural)
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": "", "label": number_of(self.object) or str(self.model._meta.verbose_name)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        moves = move_buttons(self.object, user, self.move_url_name) if self.may_change else []
        return super().get_context_data(**kwargs) | {
            "states": states_of(self.object),
            "moves": moves,
            "tables": child_tables(self.object, self.relations, user, may_change=self.may_change),
            "public_url": public_url(self.object),
        }


def public_url(record: models.Model) -> str:
    """The public page of a record that is public now, else nothing."""
    if not hasattr(record, "get_absolute_url"):
        return ""
    rows: Any = type(record)._default_manager
    if not rows.visible_to(PUBLIC).filter(pk=record.pk).exists():
        return ""
    try:
        return record.get_absolute_url()
    except NoReverseMatch:
        return ""
