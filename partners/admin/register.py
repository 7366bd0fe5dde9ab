"""The viewset of a register: list, form, record page, moves and history; nothing is deleted."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from django.db import models
from django.urls import URLPattern, path
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel
from wagtail.admin.viewsets.model import ModelViewSet

from portal.admin.inlines import inline_relations

from .facts import RECORD_PAGES, fields_shown
from .forms import RegisterForm, TrackedForm
from .history import EventHistoryView
from .moving import MoveView
from .views import (
    RegisterCreateView,
    RegisterEditView,
    RegisterInspectView,
    RegisterListView,
)

BEHALF_PANEL = MultiFieldPanel([FieldPanel("on_behalf_of")], heading="上级代办")


class RegisterViewSet(ModelViewSet):
    """Give `model`, `name`, `icon`, `panels`, `list_display` and what else differs.

    `search_rows(rows, word)` (static) finds rows by a word where plain fields do not do.
    """

    index_view_class = RegisterListView
    add_view_class = RegisterCreateView
    edit_view_class = RegisterEditView
    inspect_view_class = RegisterInspectView
    history_view_class = EventHistoryView
    move_view_class = MoveView
    form_class: ClassVar[type[TrackedForm]] = RegisterForm
    copy_view_enabled = False
    inspect_view_enabled = True
    # Uses are found by the foreign keys themselves, which protect; an index of them is not kept.
    add_to_reference_index = False
    list_per_page = 30
    search_backend_name = None
    search_placeholder = "名称或编号"
    search_rows: Any = ModelViewSet.UNDEFINED
    list_related: tuple[str, ...] = ()
    export_values: ClassVar[dict[str, Callable[[Any], Any]]] = {}
    panels: ClassVar[Sequence[Panel]]

    def get_edit_handler(self) -> Panel:
        panels = [*self.panels, BEHALF_PANEL]
        handler = ObjectList(panels, base_form_class=self.form_class)
        return handler.bind_to_model(self.model)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            **{
                "delete_url_name": None,
                "usage_url_name": None,
                "move_url_name": self.get_url_name("move"),
                **kwargs,
            }
        )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "export_values": self.export_values,
            "list_related": self.list_related,
            "search_rows": self.search_rows,
            "search_placeholder": self.search_placeholder,
        }
        return super().get_index_view_kwargs(**own, **kwargs)

    def get_inspect_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        own = {
            "fields": self.inspect_view_fields or fields_shown(self.model),
            "relations": inline_relations(self._edit_handler),
        }
        return super().get_inspect_view_kwargs(**own, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The addresses of Wagtail's viewset without delete and usage, with the moves."""
        kept = [u for u in super().get_urlpatterns() if u.name not in ("delete", "usage")]
        view = self.construct_view(self.move_view_class)
        return [*kept, path("move/<int:pk>/<slug:move>/", view, name="move")]

    def get_permissions_to_register(self) -> models.QuerySet:
        """What a group can be given; deleting is nobody's."""
        return super().get_permissions_to_register().exclude(codename__startswith="delete_")

    def on_register(self) -> None:
        super().on_register()
        RECORD_PAGES[self.model] = self.get_url_name("inspect")
