"""What people fill in on the way in."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm, SetPasswordForm
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest

from portal.models import User

_WRONG = "用户名或密码不正确，请重新输入。"


class SignInForm(AuthenticationForm):
    """Name and password."""

    error_messages = {"invalid_login": _WRONG, "inactive": _WRONG}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, username="用户名", password="密码")  # noqa: S106
        if self.is_bound:  # the name stands there already
            del self.fields["username"].widget.attrs["autofocus"]
            self.fields["password"].widget.attrs["autofocus"] = True


class _ChosenPasswordMixin:
    """A password the person thought of: nobody else knows it."""

    user: User

    def save(self, commit: bool = True) -> User:
        self.user.must_change_password = False
        return super().save(commit)  # type: ignore[misc]


class OwnPasswordForm(_ChosenPasswordMixin, PasswordChangeForm):
    """Changing one's own password."""

    error_messages = PasswordChangeForm.error_messages | {
        "password_incorrect": "当前密码不正确，请重新输入。",
        "password_mismatch": "两次输入的新密码不一致，请重新输入。",
    }

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        names = {"old_password": "当前密码", "new_password1": "新密码"}
        _name(self, **names, new_password2="再输入一次新密码")
        # The rules stand above the form.
        self.fields["new_password1"].help_text = self.fields["new_password2"].help_text = ""
        del self.fields["old_password"].widget.attrs["autofocus"]

    def clean_old_password(self) -> str:
        """Asked as at the log-in, so that wrong ones are counted, noted and locked out alike."""
        password = self.cleaned_data["old_password"]
        if authenticate(self.request, username=self.user.username, password=password) is None:
            raise forms.ValidationError(self.error_messages["password_incorrect"])
        return password

    rules = staticmethod(password_validators_help_texts)


class MailedPasswordForm(_ChosenPasswordMixin, SetPasswordForm):
    """A new password in place of a forgotten one, by a link that came by e-mail."""


class CodeForm(forms.Form):
    """Six digits from an authenticator."""

    code = forms.CharField(
        label="动态验证码",
        max_length=20,
        error_messages={"required": "请输入动态验证码。", "max_length": "动态验证码是 6 位数字。"},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "size": "6",
            }
        ),
    )

    def clean_code(self) -> str:
        """The digits, without the spaces that some authenticators show."""
        code = "".join(self.cleaned_data["code"].split())
        if not (code.isdecimal() and len(code) == 6):
            raise forms.ValidationError("动态验证码是 6 位数字。")
        return code


class RecoveryCodeForm(forms.Form):
    """One of the codes kept for a day without the phone."""

    recovery_code = forms.CharField(
        label="恢复码",
        max_length=40,
        error_messages={"required": "请输入恢复码。", "max_length": "恢复码由 12 个字符组成。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


def _name(form: forms.Form, **labels: str) -> None:
    """Call fields of Django's forms by our words, also where one was left empty."""
    for name, label in labels.items():
        field = form.fields[name]
        field.label = label
        field.error_messages["required"] = f"请填写{label.removeprefix('再输入一次')}。"
