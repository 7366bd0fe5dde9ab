"""Accounts in the admin: a password that somebody else sets is changed at the first log-in.

Nobody gives more than the own rights: groups by `groups_to_give`, superusers by superusers alone,
and nobody changes the own groups. As nobody takes the own rights away either, whoever changes
accounts last still can.
"""

from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column, StatusFlagColumn
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from portal.models import User

from .people import person
from .ranks import groups_to_give, may_change_account

_GIVEN = "首次登录时，本人须修改这个密码。"
_SUPERUSER = "超级管理员不受角色限制，只能由超级管理员指定。"
_OWN_GROUPS = "本人的角色由其他管理员修改。"


class _WithinOwnRightsMixin:
    """A form that `by` fills in about somebody's account."""

    by: User
    fields: Any
    instance: Any
    cleaned_data: dict[str, Any]

    def offer_rights(self, by: User, *, editing_self: bool = False) -> None:
        """Leave only what `by` may give."""
        self.by = by
        self.fields["groups"].queryset = groups_to_give(by)
        if editing_self:
            self.fields["groups"].disabled = True
            self.fields["groups"].queryset = Group.objects.all()
            self.fields["groups"].help_text = _OWN_GROUPS
        elif not by.is_superuser:
            self.fields["is_superuser"].disabled = True
        if "is_superuser" in self.fields:
            self.fields["is_superuser"].label = "超级管理员"
            self.fields["is_superuser"].help_text = _SUPERUSER

    def clean_groups(self) -> QuerySet[Group]:
        """What was chosen, and what the person holds that is not to be given here."""
        chosen: QuerySet[Group] = self.cleaned_data["groups"]
        if self.instance.pk is None:
            return chosen
        offered = self.fields["groups"].queryset.order_by().values("pk")
        kept = self.instance.groups.exclude(pk__in=offered)
        keys = [*chosen.values_list("pk", flat=True), *kept.values_list("pk", flat=True)]
        return Group.objects.filter(pk__in=keys)


class AccountCreationForm(_WithinOwnRightsMixin, UserCreationForm):
    """A new person, with a first password."""

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password2"].help_text = _GIVEN
        self.offer_rights(by)

    def save(self, commit: bool = True) -> User:
        self.instance.must_change_password = True
        return super().save(commit)


class AccountEditForm(_WithinOwnRightsMixin, UserEditForm):
    """Somebody's account; one's own password is one's own choice."""

    def __init__(self, *args: Any, by: User, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, editing_self=editing_self, **kwargs)
        self.editing_self = editing_self
        self.offer_rights(by, editing_self=editing_self)
        if not editing_self:
            self.fields["password2"].help_text = _GIVEN

    def save(self, commit: bool = True) -> User:
        if self.cleaned_data["password1"]:
            self.instance.must_change_password = not self.editing_self
        return super().save(commit)


class AccountCreateView(CreateView):
    """Gives the form to the person at the keyboard."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": person(self.request)}


class AccountEditView(EditView):
    """Not for accounts that are above the own one."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Raise PermissionDenied for an account with rights the person does not hold."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not may_change_account(person(request), self.object):
            raise PermissionDenied

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"by": person(self.request)}


class AccountsView(IndexView):
    """The list of people; who is switched off is told in words."""

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's, but for its column that says 「True」."""
        state = StatusFlagColumn(
            "is_active",
            label="状态",
            true_label="启用",
            false_label="停用",
            sort_key="is_active",
            classname="status",
            width="10%",
        )
        return [state if column.name == state.name else column for column in super().columns]


class AccountViewSet(UserViewSet):
    """Wagtail's screens of people with these forms."""

    index_view_class = AccountsView
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    #: Nobody is made from somebody else.
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type:
        return AccountEditForm if for_update else AccountCreationForm
