"""The second factor: giving it. The ground of all its pages."""

from typing import Any

import django_otp
from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView

from partners.access import factor, recovery
from partners.access.forms import CodeForm, RecoveryCodeForm
from partners.access.landing import destination
from portal.admin.people import person
from portal.next_page import next_page

WRONG = {
    factor.TOTP_KIND: "动态验证码不正确或已经用过。请核对手机时间，等出现新的验证码后再输入。",
    factor.RECOVERY_KIND: "恢复码不正确，或已经用过。",
}


class FactorView(LoginRequiredMixin, FormView):
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
            form.add_error(None, _wait(answer) if answer.wait_until else WRONG[kind])
            return False
        self.remember(answer.device)
        return True

    def remember(self, device: Any) -> None:
        """The session has given the factor; it gets a new name, as after every log-in."""
        self.request.session.cycle_key()
        django_otp.login(self.request, device)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"next": next_page(self.request)}


class GiveView(FactorView):
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


def _wait(answer: factor.Answer) -> str:
    until = timezone.localtime(answer.wait_until).strftime("%H:%M:%S")
    return f"连续输错，请在 {until} 之后再试。也可以改用另一种验证码，或请管理员重置。"
