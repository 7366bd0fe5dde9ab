"""Rights are asked before anything is looked up."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin


class RightsFirstMixin(PermissionCheckedMixin):
    """Wagtail's views of one record read it before they ask who wants to know.

    Here the answer is the same refusal whether the record exists or not.
    """

    request: HttpRequest

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        wanted = {self.permission_required, *(self.any_permission_required or ())} - {None}
        if not self.user_has_any_permission(wanted):
            raise PermissionDenied
        super().setup(request, *args, **kwargs)
