"""The step of a workflow in which somebody else looks through what was handed in."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

#: The right to publish a case or a notice without anybody else looking at it.
UNREVIEWED = "portal.publish_unreviewed"


#: Said to the author who opens a page that waits.
HANDED_IN = "您已提交审核，审核结束前不能修改。需要修改的，请先撤回审核。"


class ReviewLock(WorkflowLock):
    """Tells the author apart from everybody else who is no reviewer."""

    def get_message(self, user: Any) -> str:
        """Why the page cannot be changed, and what to do."""
        if self.for_user(user) and _handed_in(self.object, user):
            return HANDED_IN
        return str(super().get_message(user) or "")


class ReviewTask(AbstractGroupApprovalTask):
    """As Wagtail's approval by groups, but nobody decides about what they handed in themselves.

    That holds for superusers too. While it waits, its author cannot change it either: what the
    reviewer read is what is published. Taking it back stays possible.
    """

    lock_class = ReviewLock

    class Meta:
        verbose_name = "他人审核"
        verbose_name_plural = "他人审核"
        permissions = [(UNREVIEWED.partition(".")[2], "不经审核发布案例和公告")]

    def locked_for_user(self, obj: Page, user: Any) -> bool:
        """Locked for its author, unless the author may publish without a review."""
        is_authors = _handed_in(obj, user) and not user.has_perm(UNREVIEWED)
        return is_authors or bool(super().locked_for_user(obj, user))

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, str, bool]]:
        """What the screens offer."""
        return [] if _handed_in(obj, user) else super().get_actions(obj, user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        """What waits for `user`."""
        waiting = super().get_task_states_user_can_moderate(user, **kwargs)
        return waiting.exclude(workflow_state__requested_by=user)

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Decide. The last word on who may: an address may name the step of another page."""
        if task_state.workflow_state.requested_by_id == user.pk:
            raise PermissionDenied
        return super().on_action(task_state, user, action_name, **kwargs)


def _handed_in(page: Page, user: Any) -> bool:
    state = page.current_workflow_state
    return state is not None and state.requested_by_id == user.pk
