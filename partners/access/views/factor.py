"""The second factor: giving it, setting it up, changing it."""

from typing import Any

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from partners.access import factor, recovery
from partners.access.forms import CodeForm, RecoveryCodeForm
from partners.access.landing import destination
from portal.admin.people import person
from portal.next_page import next_page

#: Where the secret of a factor that is being set up is kept: in this session and nowhere else.
_KEY = "factor_being_set_up"
_WRONG = {
    factor.TOTP_KIND: "动态验证码不正确或已经用过。请核对手机时间，等出现新的验证码后再输入。",
    factor.RECOVERY_KIND: "恢复码不正确，或已经用过。",
}


class _FactorView(LoginRequiredMixin, FormView):
    """A page of somebody who gave the password; the gate has seen to which step is open."""

    form_class: Any = CodeForm

    @method_decorator(never_cache)
    @method_decorator(sensitive_post_parameters())
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def go_on(self) -> HttpResponse:
        """To where the person wanted to go."""
        return HttpResponseRedirect(destination(self.request, person(self.request)))

    def is_given(self, form: Form, code: str, kind: str = factor.TOTP_KIND) -> bool:
        """Whether the code is one of the person's, and marks the session; else says so."""
        answer = factor.give(person(self.request), code, kind)
        if answer.device is None:
            form.add_error(None, _wait(answer) if answer.wait_until else _WRONG[kind])
            return False
        self.remember(answer.device)
        return True

    def remember(self, device: Any) -> None:
        """The session has given the factor; it gets a new name, as after every log-in."""
        self.request.session.cycle_key()
        django_otp.login(self.request, device)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next": next_page(self.request)}


class GiveView(_FactorView):
    """Asks for a code of the authenticator, or a recovery code."""

    template_name = "partners/access/verify.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user: Any = request.user
        if user.is_verified() or not factor.has_factor(user):
            return self.go_on()
        return super().get(request, *args, **kwargs)

    def get_form_class(self) -> type[Form]:
        return RecoveryCodeForm if "recovery_code" in self.request.POST else CodeForm

    def form_valid(self, form: Form) -> HttpResponse:
        with_recovery = isinstance(form, RecoveryCodeForm)
        code = form.cleaned_data["recovery_code" if with_recovery else "code"]
        kind = factor.RECOVERY_KIND if with_recovery else factor.TOTP_KIND
        if not self.is_given(form, code, kind):
            return self.form_invalid(form)
        if with_recovery:
            left = recovery.left(person(self.request))
            messages.warning(self.request, f"已使用一个恢复码，还剩 {left} 个。")
        return self.go_on()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        form = context["form"]
        is_recovery = isinstance(form, RecoveryCodeForm)
        return context | {
            "code_form": CodeForm() if is_recovery else form,
            "recovery_form": form if is_recovery else RecoveryCodeForm(),
            "is_recovery": is_recovery,
        }


class SetUpView(_FactorView):
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
            form.add_error("code", _WRONG[factor.TOTP_KIND])
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


class ChangeView(_FactorView):
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


def _wait(answer: factor.Answer) -> str:
    until = timezone.localtime(answer.wait_until).strftime("%H:%M:%S")
    return f"连续输错，请在 {until} 之后再试。也可以改用另一种验证码，或请管理员重置。"
