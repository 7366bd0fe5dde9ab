"""The history of a record: its rows of the event log, newest first."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView, BaseObjectMixin
from wagtail.admin.widgets.button import HeaderButton

from partners.models import Event
from portal.admin.columns import ShortColumn
from portal.admin.listing import rows_for
from portal.admin.rights import RightsFirstMixin

from .changes import Wording
from .facts import value_words


class ChangesColumn(Column):
    """What an event changed, field by field; the wording of the whole page is made once."""

    cell_template_name = "partners/admin/changes_cell.html"

    def get_cell_context_data(self, instance: Event, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        table = context["table"]
        if not hasattr(table, "wording"):
            table.wording = Wording(table.data, parent_context["request"].user)
        return context | {"changes": table.wording.of(instance)}


class StateColumn(Column):
    """From which state to which."""

    cell_template_name = "partners/admin/states_cell.html"


class EventHistoryView(RightsFirstMixin, BaseObjectMixin, BaseListingView):
    """Who did what, for whom, from which state to which, why and when.

    For those who may read or change the register; a person who only adds rows reads none of it.
    """

    any_permission_required = ["change", "view"]
    page_title = "变更记录"
    header_icon = "history"
    paginate_by = 30
    template_name = "wagtailadmin/generic/listing.html"
    index_url_name: str = ""
    inspect_url_name: str = ""
    history_url_name: str = ""
    history_results_url_name: str = ""
    columns = [
        ShortColumn("at", label="时间", accessor=lambda event: value_words(None, event.at)),
        Column("actor", label="经办人"),
        Column("on_behalf_of", label="代办对象"),
        Column("label", label="事项"),
        StateColumn("state", label="状态", accessor="to_label"),
        Column("reason", label="理由"),
        ChangesColumn("changes", label="改动", width="35%"),
    ]

    def get_base_object_queryset(self) -> QuerySet:
        return rows_for(self.request.user, super().get_base_object_queryset())

    def get_base_queryset(self) -> QuerySet:
        return Event.objects.of(self.object)

    def get_page_subtitle(self) -> str:
        return str(self.object)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        opts = self.model._meta
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": str(opts.verbose_name_plural)},
            {"url": self._inspect_url, "label": str(self.object)},
            {"url": "", "label": self.page_title, "sublabel": str(self.object)},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton("返回记录", url=self._inspect_url, icon_name="arrow-left")]

    @cached_property
    def no_results_message(self) -> str:
        return "没有变更记录。"

    @property
    def _inspect_url(self) -> str:
        return reverse(self.inspect_url_name, args=[self.object.pk])

    def get_index_url(self) -> str:
        """The address the pages of the list link to."""
        return reverse(self.history_url_name, args=[self.object.pk])

    def get_index_results_url(self) -> str:
        return reverse(self.history_results_url_name, args=[self.object.pk])
