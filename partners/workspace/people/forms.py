"""What is filled in about a person's memberships."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from django.core.exceptions import ValidationError

from partners.admin.forms import TrackedForm
from partners.enums import MembershipRole
from partners.models import Event, Membership
from partners.people.appointing import check_term, why_not_end
from partners.people.delegation import may_give
from partners.workspace.writing.fields import DayField
from portal.models import User

from .organisations import OrganisationFields

_LONGEST_REASON: Any = Event._meta.get_field("reason").max_length
#: For what is neither a word nor the own name.
_PLAIN = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
STALE = "您打开本页之后，这项任职被他人修改，您的内容尚未保存。请核对上方现在的任期后再次保存。"
TAKEN = "这个登录名已被使用，请换一个。如果要登记的就是这个账号的人，请改用“给已有账号登记任职”。"


def _longest(field: str) -> Any:
    found: Any = User._meta.get_field(field)
    return found.max_length


class Reason(forms.CharField):
    """Why; kept in the log."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="理由",
            max_length=_LONGEST_REASON,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={
                "required": "请填写理由。",
                "max_length": f"请不要超过 {_LONGEST_REASON} 个字。",
            },
            **kwargs,
        )


class TermFields(forms.Form):
    """From a day until a day."""

    since = DayField(label="起始日期")
    until = DayField(label="结束日期", required=False, help_text="不填表示没有确定的结束日期。")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "since" in cleaned and "until" in cleaned:
            try:
                check_term(cleaned["since"], cleaned["until"])
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


class TermForm(TermFields, TrackedForm):
    """The term of a membership that is there; what somebody saved in between is shown beside."""

    class Meta:
        model = Membership
        fields = ("since", "until")


class MembershipFields(OrganisationFields, TermFields):
    """A membership, for `person` where there is one already."""

    role = forms.ChoiceField(
        label="角色",
        choices=[("", "请选择"), *MembershipRole.choices],
        error_messages={"required": "请选择角色。", "invalid_choice": "请选择角色。"},
    )

    field_order = ["organisation", "role", "since", "until"]

    def __init__(self, *args: Any, person: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean(self) -> dict[str, Any]:
        """Refuse what the person at the keyboard may not give, at the field that asks for it."""
        cleaned = super().clean()
        if "organisation" not in cleaned or not cleaned.get("role"):
            return cleaned
        verdict = may_give(self.user, cleaned["role"], cleaned["organisation"])
        if not verdict:
            self.add_error("role", verdict.reason)
        elif self.person and not self.errors:
            self._refuse_repeated(self.person)
        return cleaned

    def _refuse_repeated(self, person: User) -> None:
        try:
            self.membership_of(person).clean()
        except ValidationError as error:
            self.add_error(None, error)

    def membership_of(self, person: User) -> Membership:
        """The membership as filled in, not stored."""
        names = ("organisation", "role", "since", "until")
        return Membership(user=person, **{name: self.cleaned_data[name] for name in names})


class PersonFields(MembershipFields):
    """A person who has no account yet, with the first membership."""

    username = UsernameField(
        label="登录名",
        max_length=_longest("username"),
        help_text="字母、数字和 @ . + - _，登记后不能修改。",
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(attrs=_PLAIN),
        error_messages={"required": "请填写登录名。", "max_length": "登录名太长。"},
    )
    display_name = forms.CharField(
        label="姓名",
        max_length=_longest("display_name"),
        help_text="同事看到的名字。",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "请填写姓名。", "max_length": "姓名太长。"},
    )

    field_order = ["username", "display_name", "organisation", "role", "since", "until"]

    def clean_username(self) -> str:
        """A name nobody logs in by, in capitals or not. Whose it is, is not told."""
        if User.objects.filter(username__iexact=self.cleaned_data["username"]).exists():
            raise ValidationError(TAKEN)
        return self.cleaned_data["username"]

    @property
    def new_person(self) -> User:
        """The person as filled in, not stored."""
        names = ("username", "display_name")
        return User(**{name: self.cleaned_data[name] for name in names})


class ReasonForm(forms.Form):
    """Why an account is put out of use or into use again."""

    reason = Reason()


class EndForm(forms.Form):
    """The last day of a membership, and why."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    last_day = DayField(label="最后一天", help_text="这一天仍然有效，从次日起不再有效。")
    reason = Reason()

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.membership = membership
        self.initial["version"] = membership.version

    def clean(self) -> dict[str, Any]:
        """Refuse where the membership was saved since it was shown; the next time counts anew."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("version") != self.membership.version:
            self.add_error(None, STALE)
            again: Any = self.data.copy()  # type: ignore[attr-defined]
            again["version"] = self.membership.version
            self.data = again
        return cleaned

    def clean_last_day(self) -> Any:
        """A day within the term."""
        if why := why_not_end(self.membership, self.cleaned_data["last_day"]):
            raise ValidationError(why)
        return self.cleaned_data["last_day"]
