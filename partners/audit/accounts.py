"""Rows about accounts: made, changed, put out of use, given another password, deleted."""

import threading
from collections.abc import Iterable
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save

from partners.events import UNTOLD_CHANGE, changes_between, snapshot
from portal.changes import rows_changed, rows_changing
from portal.models import User
from portal.traces import acting_person

from .hearing import hear
from .rights import rights_row

#: Fields of an account that change without anybody's act.
_BY_ITSELF = frozenset({"last_login"})
_DROPPED = frozenset({"last_login", "date_joined"})


def listen() -> None:
    """Connect; called once the apps are ready."""
    hear(pre_save, before_account, User)
    hear(post_save, on_account, User)
    hear(post_delete, on_account_deleted, User)
    hear(rows_changing, before_accounts, User)
    hear(rows_changed, on_accounts, User)


def before_account(sender: Any, instance: User, update_fields: Any, **kwargs: Any) -> None:
    """Keep what the account says now, to be compared once it is saved."""
    if update_fields is not None and set(update_fields) <= _BY_ITSELF:
        instance._audit_before = None  # type: ignore[attr-defined]
        return
    stored = User.objects.filter(pk=instance.pk).first() if instance.pk else None
    instance._audit_before = stored and _account(stored)  # type: ignore[attr-defined]


def on_account(
    sender: Any, instance: User, created: bool, update_fields: Any, **kwargs: Any
) -> None:
    """One row for a new account, or for what changed of one; none when nothing did."""
    before = getattr(instance, "_audit_before", None)
    if created:
        _new_account(instance)
    elif before is not None and not _is_same_password(instance, update_fields):
        _changed_account(User.objects.get(pk=instance.pk), before)


def _is_same_password(user: User, update_fields: Any) -> bool:
    """Whether Django stores the same password anew, by a newer method, while somebody logs in."""
    typed = getattr(user, "_password", None)  # Django's own note of what was set
    return update_fields == frozenset({"password"}) and typed is None


def before_accounts(sender: Any, pks: Iterable[int], **kwargs: Any) -> None:
    """The same before accounts are changed in bulk."""
    _before.accounts = {user.pk: _account(user) for user in User.objects.filter(pk__in=pks)}


def on_accounts(sender: Any, pks: Iterable[int], **kwargs: Any) -> None:
    """A row an account, when they were changed or made in bulk."""
    before, _before.accounts = _before.accounts, {}
    for user in User.objects.filter(pk__in=pks).order_by("pk"):
        if user.pk in before:
            _changed_account(user, before[user.pk])
        else:
            _new_account(user)


class _Before(threading.local):
    """What accounts said before they are changed in bulk, in this thread."""

    def __init__(self) -> None:
        self.accounts: dict[int, dict[str, Any]] = {}


_before = _Before()


def _new_account(user: User) -> None:
    words = {k: v for k, v in _account(user).items() if k not in _SECRETS}
    rights_row(user, "create_account", "新建用户", changes_between({}, words))


def _changed_account(user: User, before: dict[str, Any]) -> None:
    changes = {
        name: [*UNTOLD_CHANGE] if name in _SECRETS else pair
        for name, pair in changes_between(before, _account(user)).items()
    }
    if changes:
        rights_row(user, "change_account", _label_of(changes, user), changes)


_SECRETS = frozenset({"password", "email"})


def _account(user: User) -> dict[str, Any]:
    values = {k: v for k, v in snapshot(user).items() if k not in _DROPPED}
    return values | {name: getattr(user, name) for name in _SECRETS}


def _label_of(changes: dict[str, list], user: User) -> str:
    """The act in words where one field says it: a password, an account put out of use."""
    if "password" in changes:
        return "修改密码" if acting_person() == user else "重设密码"
    if "is_active" in changes:
        return "启用用户" if changes["is_active"][1] else "停用用户"
    return "修改用户"


def on_account_deleted(sender: Any, instance: User, **kwargs: Any) -> None:
    """Only an account that has done nothing yet can be deleted."""
    rights_row(instance, "delete_account", "删除用户")
