"""Rows about pages: sent for review, approved, returned, published, taken down.

Approving the last step publishes the page: that is two acts, each with its row.
"""

from typing import Any

from wagtail import signals
from wagtail.models import Page, TaskState, WorkflowState

from partners.enums import EventKind
from partners.events import record_act
from portal.models import User
from portal.traces import acting_person

from .hearing import hear


def listen() -> None:
    """Connect; called once the apps are ready."""
    hear(signals.page_published, on_published)
    hear(signals.page_unpublished, on_unpublished)
    hear(signals.task_submitted, on_submitted)
    hear(signals.workflow_cancelled, on_cancelled)
    hear(signals.task_approved, on_approved)
    hear(signals.task_rejected, on_rejected)


def on_published(sender: Any, instance: Page, **kwargs: Any) -> None:
    """Published by a person, or by the clock (then nobody is at the keyboard)."""
    _row(instance, "publish", "发布", acting_person() or _reviser(kwargs.get("revision")))


def on_unpublished(sender: Any, instance: Page, **kwargs: Any) -> None:
    _row(instance, "unpublish", "撤下", acting_person())


def on_submitted(sender: Any, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    """To the first step, to the next one, or again after it was returned."""
    page = instance.workflow_state.content_object
    _row(page, "submit", "送审", user, instance.task.name)


def on_cancelled(sender: Any, instance: WorkflowState, user: User | None, **kwargs: Any) -> None:
    _row(instance.content_object, "cancel", "撤回送审", user)


def on_approved(sender: Any, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    page = instance.workflow_state.content_object
    _row(page, "approve", "审核通过", user, instance.comment)


def on_rejected(sender: Any, instance: TaskState, user: User | None, **kwargs: Any) -> None:
    page = instance.workflow_state.content_object
    _row(page, "reject", "审核退回", user, instance.comment)


def _row(page: Any, action: str, label: str, by: User | None, reason: str = "") -> None:
    if isinstance(page, Page):
        told: dict[str, Any] = {"record": page.specific, "subject": page.title, "reason": reason}
        record_act(EventKind.MOVE, action, label, by=by, **told)


def _reviser(revision: Any) -> User | None:
    return getattr(revision, "user", None)
