"""An administrator takes away the second factor of somebody who lost it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from partners.access import factor
from portal.admin.people import person
from portal.admin.ranks import may_change_account
from portal.models import User


class ResetView(WagtailAdminTemplateMixin, FormView):
    """Confirms first. Who may change people may do it, but not for themselves or a superior."""

    template_name = "partners/access/admin/reset.html"
    form_class = Form
    page_title = "重置二次验证"
    header_icon = "lock"
    subject: User

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        policy = policy_registry.get_by_type(User)
        if not policy.user_has_permission(request.user, "change"):
            raise PermissionDenied
        self.subject = get_object_or_404(User, pk=kwargs["pk"])
        if not may_reset(person(request), self.subject):
            raise PermissionDenied

    def form_valid(self, form: Form) -> HttpResponse:
        if factor.remove(self.subject, by=person(self.request)):
            messages.success(self.request, f"“{self.subject}”的二次验证已重置。")
        else:
            messages.warning(self.request, f"“{self.subject}”没有设置二次验证，未作改动。")
        return HttpResponseRedirect(self.back)

    @property
    def back(self) -> str:
        """The account of the person."""
        return reverse("wagtailusers_users:edit", args=[self.subject.pk])

    def get_page_subtitle(self) -> str:
        return str(self.subject)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "subject": self.subject,
            "has_factor": factor.has_factor(self.subject),
        }


def may_reset(who: User, subject: User) -> bool:
    """Not one's own, which takes a code; nor that of somebody with more rights."""
    return who != subject and may_change_account(who, subject)
