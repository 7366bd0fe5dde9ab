"""The second factor: setting it up, changing it."""

from typing import Any

import segno
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from partners.access import factor, recovery
from partners.access.landing import destination
from portal.admin.people import person

from .factor import WRONG, FactorView

#: Where the secret of a factor that is being set up is kept: in this session and nowhere else.
_KEY = "factor_being_set_up"


class SetUpView(FactorView):
    """Shows the secret until a code of it was given, then the recovery codes, once.

    With a factor set up already: what can be done with it.
    """

    template_name = "partners/access/set_up.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_replacing = "replace" in request.GET and _KEY in request.session
        if factor.has_factor(person(request)) and not is_replacing:
            request.session.pop(_KEY, None)
            context = self.get_context_data() | standing(request)
            return render(request, "partners/access/factor.html", context)
        request.session.setdefault(_KEY, factor.new_key())
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _KEY not in request.session:  # sent twice, or in another session
            return redirect("access:set_up")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: Form) -> HttpResponse:
        user = person(self.request)
        codes = factor.set_up(user, self.request.session[_KEY], form.cleaned_data["code"])
        if codes is None:
            form.add_error("code", WRONG[factor.TOTP_KIND])
            return self.form_invalid(form)
        del self.request.session[_KEY]
        self.remember(factor.device_of(user))
        return show_codes(self.request, codes)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        user, key = person(self.request), self.request.session.get(_KEY)
        if key is None:
            return context
        has_factor, is_asked = factor.state_of(user)
        must = is_asked and not has_factor
        return context | {
            "picture": picture(factor.address_of(user, key)),
            "secret": factor.spelt(key),
            "way_on": "" if must else destination(self.request, user),
        }


class ChangeView(FactorView):
    """New recovery codes, another phone, or none any more; each takes a code of the present one."""

    template_name = "partners/access/factor.html"
    http_method_names = ["post"]

    def form_valid(self, form: Form) -> HttpResponse:
        user = person(self.request)
        if not self.is_given(form, form.cleaned_data["code"]):
            return self.form_invalid(form)
        action = self.request.POST.get("action")
        if action == "codes":
            return show_codes(self.request, factor.renew_codes(user))
        if action == "replace":
            self.request.session[_KEY] = factor.new_key()
            return redirect(f"{reverse('access:set_up')}?replace=1")
        if action == "remove" and not _is_asked(user):
            factor.remove(user, by=user)
            messages.success(self.request, "二次验证已停用。")
            return self.go_on()
        return redirect("access:set_up")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | standing(self.request)


def standing(request: HttpRequest) -> dict[str, Any]:
    """What is shown of a factor that is set up."""
    user = person(request)
    return {
        "left": recovery.left(user),
        "is_asked": _is_asked(user),
        "way_on": destination(request, user),
    }


def show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """The recovery codes, the one time they are seen."""
    way_on = destination(request, person(request))
    return render(request, "partners/access/codes.html", {"codes": codes, "way_on": way_on})


def picture(address: str) -> SafeString:
    """What an authenticator reads, as SVG without styles or scripts."""
    code = segno.make(address, error="m")
    # Without a size it has a viewBox, and takes the size of its place.
    return mark_safe(code.svg_inline(border=3, dark="#000", light="#fff", omitsize=True))


def _is_asked(user: Any) -> bool:
    return factor.state_of(user)[1]
