"""Rows about log-ins, refusals and exports: what is heard of them becomes one row each."""

from datetime import timedelta
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from partners.access.signals import (
    factor_given,
    factor_refused,
    factor_removed,
    factor_set_up,
    recovery_codes_renewed,
    session_ended,
)
from partners.enums import EventKind
from partners.events import place_of_person, record_act
from partners.models import Event
from portal.exports import exported
from portal.models import User
from portal.refusals import refused
from portal.traces import MASK, path_of

from .hearing import hear

#: A refusal (or a locked log-in) that repeats within this time is one row: a page loaded again and
#: again, or a program that tries on, must not fill the trail.
ONCE_IN = timedelta(minutes=1)
#: What a code can be.
FACTORS = {"totp": "动态验证码", "recovery": "恢复码"}


def listen() -> None:
    """Connect; called once the apps are ready."""
    hear(user_logged_in, on_login)
    hear(user_logged_out, on_logout)
    hear(user_login_failed, on_failure)
    hear(refused, on_refusal)
    hear(exported, on_export)
    hear(session_ended, on_session_over)
    hear(user_locked_out, on_lockout)
    hear(factor_given, on_factor_given)
    hear(factor_refused, on_factor_refused)
    hear(factor_set_up, on_factor_set_up)
    hear(factor_removed, on_factor_removed)
    hear(recovery_codes_renewed, on_codes_renewed)


def on_login(sender: Any, user: User, **kwargs: Any) -> None:
    record_act(EventKind.LOGIN, "login", "登录", by=user)


def on_session_over(sender: Any, request: HttpRequest, **kwargs: Any) -> None:
    """Remember why the log-out that follows happens: that is one act, and one row."""
    request.is_session_over = True  # type: ignore[attr-defined]


def on_logout(sender: Any, user: User | None, request: HttpRequest, **kwargs: Any) -> None:
    """Who was not logged in any more leaves no row."""
    if user is not None:
        is_over = getattr(request, "is_session_over", False)
        record_act(EventKind.LOGIN, "logout", "超时退出" if is_over else "退出", by=user)


def on_failure(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    """A failure; an attempt that a lock stopped unread is told by the row about the lock."""
    # axes counts what it read, and leaves None where it did not.
    is_counted = getattr(request, "axes_failures_since_start", None) is not None
    if is_counted or not getattr(request, "axes_locked_out", False):
        typed = str(credentials.get("username") or "")
        record_act(EventKind.LOGIN, "login_failed", "登录失败", **_tried(typed))


def on_lockout(sender: Any, username: str | None, **kwargs: Any) -> None:
    tried = _tried(username or "")
    if not _lately(action="locked_out", subject=tried["subject"]):
        record_act(EventKind.LOGIN, "locked_out", "登录锁定", **tried)


def on_factor_given(sender: Any, user: User, kind: str, **kwargs: Any) -> None:
    record_act(EventKind.LOGIN, "give_factor", "二次验证通过", by=user, subject=FACTORS[kind])


def on_factor_refused(sender: Any, user: User, kind: str, **kwargs: Any) -> None:
    record_act(EventKind.LOGIN, "factor_failed", "二次验证失败", by=user, subject=FACTORS[kind])


def on_factor_set_up(sender: Any, **kwargs: Any) -> None:
    _factor_changed("set_up_factor", "设置二次验证", **kwargs)


def on_factor_removed(sender: Any, **kwargs: Any) -> None:
    _factor_changed("remove_factor", "取消二次验证", **kwargs)


def on_codes_renewed(sender: Any, **kwargs: Any) -> None:
    _factor_changed("renew_codes", "更换恢复码", **kwargs)


def _factor_changed(
    action: str, label: str, user: User, by: User | None = None, **kwargs: Any
) -> None:
    """Whose log-in it is, and who changed it: an administrator may."""
    record_act(EventKind.RIGHT, action, label, by=by, record=user, subject=str(user))


def on_refusal(
    sender: Any,
    user: User,
    path: str,
    reason: str,
    record: models.Model | None = None,
    **kwargs: Any,
) -> None:
    """One row for what the same person was refused at the same address within a minute."""
    if not _lately(kind=EventKind.REFUSAL, actor=user, path=path):
        record_act(
            EventKind.REFUSAL,
            "refuse",
            "拒绝访问",
            by=user,
            record=record,
            path=path,
            reason=reason,
        )


def on_export(
    sender: Any,
    *,
    user: User,
    request: HttpRequest,
    name: str,
    rows: int,
    file_format: str,
    **kwargs: Any,
) -> None:
    """Which list, with which filters (as the address asked for them), how many rows."""
    record_act(
        EventKind.EXPORT,
        "export",
        "导出",
        by=user,
        subject=name,
        path=path_of(request, with_query=True),
        changes={"rows": [None, rows], "format": [None, file_format]},
    )


def _tried(typed: str) -> dict[str, Any]:
    """The name typed, and the place of the person it belongs to.

    A name of nobody may be a password typed into the wrong box: only how it begins is kept.
    """
    person = User.objects.filter(username=typed).first()
    if person is None:
        return {"subject": f"{typed[:2] if len(typed) > 5 else typed[:1]}{MASK}"}
    return {"subject": person.username, "division_id": place_of_person(person)}


def _lately(**columns: Any) -> bool:
    return Event.objects.filter(at__gte=timezone.now() - ONCE_IN, **columns).exists()
