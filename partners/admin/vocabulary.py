"""Vocabulary: short lists that administrators edit; an entry goes when nothing uses it."""

from typing import Any

from django.contrib import messages
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from wagtail.admin.panels import ObjectList, Panel
from wagtail.admin.views import generic

from partners.events import changes_between, record_event, snapshot
from portal.admin.dependents import dependents
from portal.admin.people import person
from portal.admin.protection import in_use_message
from portal.admin.rights import RightsFirstMixin

from .forms import TrackedForm
from .register import RegisterViewSet


class VocabularyDeleteView(RightsFirstMixin, generic.DeleteView):
    """Deletes an unused entry; of a used one it says what uses it."""

    page_title = "删除"

    @property
    def confirmation_message(self) -> str:
        return f"确定删除“{self.object}”？"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Nobody is asked to confirm what will be refused."""
        if uses := dependents(self.object):
            messages.error(request, in_use_message(self.object, uses, request.user))
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def delete_action(self) -> None:
        gone = changes_between({}, snapshot(self.object))
        record_event(self.object, "delete", "删除", by=person(self.request), changes=gone)
        self.object.delete()

    def get_success_message(self) -> str:
        return f"“{self.object}”已删除。"


class VocabularyViewSet(RegisterViewSet):
    """Like a register without number, author and version."""

    form_class = TrackedForm
    delete_view_class = VocabularyDeleteView
    search_placeholder = "名称"

    def get_edit_handler(self) -> Panel:
        handler = ObjectList(self.panels, base_form_class=self.form_class)
        return handler.bind_to_model(self.model)

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            **{"delete_url_name": self.get_url_name("delete"), **kwargs}
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("delete/<int:pk>/", self.delete_view, name="delete"),
        ]

    def get_permissions_to_register(self) -> models.QuerySet:
        """All four: entries may be deleted."""
        return super(RegisterViewSet, self).get_permissions_to_register()
