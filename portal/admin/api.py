"""The admin's own API: pictures and files those the person works with, as on its other screens;
pages to be read, not to be published, copied or deleted past the checks of the screens that do so.
"""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

from .selection import MET_BY


class _MetMixin:
    """Lists, finds and answers for what the policy of the model lets the person meet."""

    request: Any
    model: Any

    def get_queryset(self) -> QuerySet:
        """Wagtail would take all there are."""
        policy = policy_registry.get_by_type(self.model)
        met = policy.instances_user_has_any_permission_for(self.request.user, MET_BY)
        return met.order_by("id")


class DocumentsAPI(_MetMixin, DocumentsAdminAPIViewSet):
    """Files, without evidence of the ledger."""


class ImagesAPI(_MetMixin, ImagesAdminAPIViewSet):
    """Pictures."""


class PagesAPI(PagesAdminAPIViewSet):
    """Pages. Wagtail's acts on them ask neither the text guard, nor locks, nor what depends."""

    actions: dict[str, Any] = {}


def put_in_place(router: Any) -> None:
    """The hook of the API, after Wagtail's own."""
    router.register_endpoint("pages", PagesAPI)
    router.register_endpoint("documents", DocumentsAPI)
    router.register_endpoint("images", ImagesAPI)
