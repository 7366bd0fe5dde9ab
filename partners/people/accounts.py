"""What is done about somebody's account by those who keep it, each with its row in the log.

A first password is known to who gives it, so the person must change it on entering. Putting an
account out of use ends its sessions at their next request, as does a new password.
"""

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from partners.access import factor, lockout
from partners.events import UNTOLD_CHANGE, record_event
from partners.models import Membership
from partners.people.appointing import give
from partners.people.delegation import may_give, may_keep_account
from portal.changes import untold
from portal.models import User
from portal.verdict import Verdict

#: Nothing that is mistaken for something else when it is read out or copied by hand.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_PARTS, _PART = 4, 4


def first_password() -> str:
    """A password of 79 bits of chance, in four parts."""
    parts = ("".join(secrets.choice(_ALPHABET) for _ in range(_PART)) for _ in range(_PARTS))
    return "-".join(parts)


@transaction.atomic
def open_account(person: User, membership: Membership, by: User) -> str:
    """Store a new person with a first membership; returns the first password, never seen again.

    Raises PermissionDenied, ValidationError, and IntegrityError for a login name that is taken.
    """
    _demand(may_give(by, membership.role, membership.organisation))
    password = first_password()
    person.give_password(password)
    person.full_clean(exclude=("password",))
    _save(person)
    given = {name: [None, getattr(person, name)] for name in ("username", "display_name")}
    _note(person, "create_account", "新建账号", by, changes=given)
    membership.user = person
    give(membership, by)
    return password


@transaction.atomic
def renew_password(person: User, by: User) -> str:
    """Give a new first password and return it. Raises PermissionDenied."""
    person = _kept(person, by)
    password = first_password()
    person.give_password(password)
    _save(person, "password", "must_change_password")
    _note(person, "give_password", "重设密码", by, changes={"password": [*UNTOLD_CHANGE]})
    return password


@transaction.atomic
def set_active(person: User, by: User, *, active: bool, reason: str) -> None:
    """Put an account out of use, or into use again. Raises PermissionDenied."""
    person = _kept(person, by)
    if person.is_active == active:
        return
    person.is_active = active
    _save(person, "is_active")
    action, label = ("activate", "启用账号") if active else ("deactivate", "停用账号")
    _note(person, action, label, by, reason=reason, changes={"is_active": [not active, active]})


@transaction.atomic
def reset_factor(person: User, by: User) -> bool:
    """Take the second factor away, for who lost it; False where there was none.

    Raises PermissionDenied.
    """
    person = _kept(person, by)
    with untold():
        removed = factor.remove(person, by)
    if removed:
        _note(person, "reset_factor", "重置二次验证", by)
    return removed


@transaction.atomic
def unlock(person: User, by: User) -> bool:
    """Let somebody log in again who failed too often; False where nothing was locked.

    Raises PermissionDenied.
    """
    person = _kept(person, by)
    if not lockout.is_locked_out(person):
        return False
    lockout.unlock(person)
    _note(person, "unlock", "解除登录锁定", by)
    return True


def _kept(person: User, by: User) -> User:
    """The account as stored, held until the end of the transaction."""
    stored = User.objects.select_for_update().get(pk=person.pk)
    _demand(may_keep_account(by, stored))
    return stored


def _save(person: User, *fields: str) -> None:
    with untold():  # the row in the log that says why is ours
        person.save(update_fields=fields or None)


def _note(person: User, action: str, label: str, by: User, **details: Any) -> None:
    record_event(person, action, label, by=by, **details)


def _demand(verdict: Verdict) -> None:
    if not verdict:
        raise PermissionDenied(verdict.reason)
