"""Accounts in the admin: a password that somebody else sets is changed at the first log-in."""

from typing import Any

from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import UserViewSet

from portal.models import User

_GIVEN = "首次登录时，本人须修改这个密码。"


class AccountCreationForm(UserCreationForm):
    """A new person, with a first password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password2"].help_text = _GIVEN

    def save(self, commit: bool = True) -> User:
        self.instance.must_change_password = True
        return super().save(commit)


class AccountEditForm(UserEditForm):
    """Somebody's account; one's own password is one's own choice."""

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        self.editing_self = editing_self
        if not editing_self:
            self.fields["password2"].help_text = _GIVEN

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data["password1"]:
            self.instance.must_change_password = not self.editing_self
        return super().save(commit)


class AccountViewSet(UserViewSet):
    """Wagtail's screens of people with these forms."""

    def get_form_class(self, for_update: bool = False) -> type:
        return AccountEditForm if for_update else AccountCreationForm
