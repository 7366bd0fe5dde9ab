"""Logging in and out: one page for everybody, whatever address asked for it."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import views as auth_views
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.urls import reverse

from partners.access.forms import SignInForm
from partners.access.landing import destination
from portal.admin.people import person
from portal.next_page import next_page

#: Why somebody finds oneself here, by the word in the address.
WHY = {
    "idle": "您已有一段时间没有操作，为保护账号已自动退出。请重新登录，登录后回到刚才的页面。",
    "limit": "本次登录时间已满，已自动退出。请重新登录，登录后回到刚才的页面。",
    "out": "您已退出登录。",
}


class LogInView(auth_views.LoginView):
    """Asks for name and password; whoever is in already goes on to the own work."""

    template_name = "partners/access/log_in.html"
    authentication_form = SignInForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "GET" and request.user.is_authenticated:
            return HttpResponseRedirect(self.get_success_url())
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return destination(self.request, person(self.request))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "why": WHY.get(self.request.GET.get("why", "")),
            "next": next_page(self.request),
            "can_reset": settings.WAGTAIL_PASSWORD_RESET_ENABLED,
        }


class LogOutView(auth_views.LogoutView):
    """Logs out when posted to; opened by a link it asks first."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_anonymous:
            return HttpResponseRedirect(reverse("access:login"))
        return render(request, "partners/access/log_out.html")

    def get_success_url(self) -> str:
        return f"{reverse('access:login')}?{urlencode({'why': 'out'})}"


def to_log_in(request: HttpRequest) -> HttpResponse:
    """From the address of another log-in page to ours; what was posted there is not looked at."""
    wanted, log_in = next_page(request), resolve_url(settings.LOGIN_URL)
    return redirect_to_login(wanted, log_in) if wanted else HttpResponseRedirect(log_in)
