"""A person's account: the state it is in, and what those who keep it can do about it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from partners.access.factor import has_factor
from partners.access.lockout import is_locked_out
from partners.people import accounts
from partners.people.delegation import may_keep_account
from portal.models import User

from . import passwords
from .forms import ReasonForm
from .subject import OfPersonMixin


@dataclass(frozen=True)
class State:
    """What an account is like now."""

    person: User
    has_factor: bool
    is_locked: bool

    @classmethod
    def of(cls, person: User) -> "State":
        """Looked up."""
        return cls(person, has_factor(person), is_locked_out(person))


@dataclass(frozen=True)
class Act:
    """Something that can be done about an account while it is in a certain state."""

    slug: str
    label: str
    words: str
    is_possible: Callable[[State], bool]
    needs_reason: bool = False
    is_serious: bool = False


ACTS = {
    act.slug: act
    for act in (
        Act(
            "unlock",
            "解除登录锁定",
            "这个账号因多次输错密码被暂时锁定。解除后可以立即重新登录。请先确认是本人在登录。",
            lambda state: state.is_locked,
        ),
        Act(
            "password",
            "重设密码",
            "系统将生成一个新的初始密码，只显示一次，请当面或通过可靠渠道告知本人；原密码立即失效，"
            "已登录的会退出，本人登录后须先修改密码。",
            lambda state: state.person.is_active,
        ),
        Act(
            "reset-factor",
            "重置二次验证",
            "用于本人更换或丢失手机。重置后原有的动态验证码和恢复码失效，本人登录后可以重新设置。"
            "请先确认是本人提出的。",
            lambda state: state.has_factor,
        ),
        Act(
            "deactivate",
            "停用账号",
            "停用后立即不能登录和办理任何事项；任职和办理记录保留，以后可以重新启用。",
            lambda state: state.person.is_active,
            needs_reason=True,
            is_serious=True,
        ),
        Act(
            "activate",
            "启用账号",
            "启用后可以用原来的密码登录，按在任的任职办理事项。",
            lambda state: not state.person.is_active,
            needs_reason=True,
        ),
    )
}


def acts_on(state: State) -> list[Act]:
    """What can be done about an account in that state."""
    return [act for act in ACTS.values() if act.is_possible(state)]


class AccountActView(OfPersonMixin):
    """Says what comes of it, and does it."""

    template_name = "workspace/people/account_act.html"

    def refusal(self) -> str:
        """Why the account is not the person's to keep; a 404 for one not to be known."""
        return may_keep_account(self.person, self.subject).reason

    @cached_property
    def act(self) -> Act:
        """The act in the address. Raises Http404."""
        if (found := ACTS.get(self.kwargs["act"])) is None:
            raise Http404
        return found

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._show(self._form())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self._form(request.POST)
        if not self.act.is_possible(State.of(self.subject)):
            messages.warning(request, f"账号的状态已经变化，“{self.act.label}”没有办理。")
            return redirect(self._back)
        if not form.is_valid():
            return self._show(form)
        try:
            return self._carry_out(form.cleaned_data.get("reason", ""))
        except ValidationError as error:
            form.add_error(None, error.messages)
            return self._show(form)

    def _carry_out(self, reason: str) -> HttpResponse:
        subject, by = self.subject, self.person
        if self.act.slug == "password":
            password = accounts.renew_password(subject, by)
            return redirect(passwords.keep(self.request, subject, password))
        if self.act.needs_reason:
            active = self.act.slug == "activate"
            accounts.set_active(subject, by, active=active, reason=reason)
        elif self.act.slug == "unlock":
            accounts.unlock(subject, by)
        else:
            accounts.reset_factor(subject, by)
        messages.success(self.request, f"已办理：{self.act.label}。")
        return redirect(self._back)

    @property
    def _back(self) -> str:
        return reverse("workspace:person", args=[self.subject.pk])

    def _form(self, data: Any = None) -> forms.Form:
        return ReasonForm(data) if self.act.needs_reason else forms.Form(data)

    def _show(self, form: forms.Form) -> HttpResponseBase:
        is_possible = self.act.is_possible(State.of(self.subject))
        return self.render_to_response(
            self.get_context_data(
                form=form, subject=self.subject, act=self.act, is_possible=is_possible
            )
        )


class FirstPasswordView(OfPersonMixin):
    """Shows a password that was just given, once, to who gave it."""

    template_name = "workspace/people/password.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        password = passwords.take(request, self.subject)
        context = self.get_context_data(subject=self.subject, password=password)
        return self.render_to_response(context)
