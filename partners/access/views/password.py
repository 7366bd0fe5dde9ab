"""Changing one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse

from partners.access.forms import OwnPasswordForm
from partners.access.landing import destination
from portal.admin.people import person
from portal.next_page import next_page


class PasswordView(auth_views.PasswordChangeView):
    """By choice, or because somebody else set the present one. Other sessions of the person end."""

    template_name = "partners/access/password.html"
    form_class = OwnPasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def get_success_url(self) -> str:
        return destination(self.request, person(self.request))

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        messages.success(self.request, "密码已修改，您在其他设备上的登录已退出。")
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        way_on = "" if person(self.request).must_change_password else self.get_success_url()
        own = {"next": next_page(self.request), "way_on": way_on}
        return super().get_context_data(**kwargs) | own
