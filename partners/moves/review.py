"""Review 「审核」 of every register that one person enters and another approves."""

from django.utils import timezone

from partners.enums import Maker, ReviewState
from partners.models import Reviewed

from .move import move


@move(
    Reviewed,
    "review_state",
    label="提交审核",
    sources=[ReviewState.DRAFT, ReviewState.RETURNED],
    makers=[Maker.AUTHOR, Maker.DEPARTMENT],
    target=ReviewState.SUBMITTED,
    publishes=True,
    says="提交后由组织部门审核，审核通过前不对外公开。",
)
def submit(record: Reviewed) -> None:
    """Hand the record to its reviewer."""
    record.reviewed_by = record.reviewed_at = None


@move(
    Reviewed,
    "review_state",
    label="撤回提交",
    sources=[ReviewState.SUBMITTED],
    makers=[Maker.AUTHOR],
    target=ReviewState.DRAFT,
    says="撤回后回到草稿，组织部门不再审核；改好后可以再次提交。",
)
def recall(record: Reviewed) -> None:
    """The organisation it was entered for takes it back before it was judged."""


@move(
    Reviewed,
    "review_state",
    label="审核通过",
    sources=[ReviewState.SUBMITTED],
    makers=[Maker.REVIEWER],
    target=ReviewState.APPROVED,
    by_other=True,
    publishes=True,
    says="审核通过的内容对外公开，其中项目自立项起公开。",
)
def approve(record: Reviewed, *, by, reason: str) -> None:
    """Make the record public; never by its author."""
    record.reviewed_by, record.reviewed_at, record.review_reason = by, timezone.now(), reason


@move(
    Reviewed,
    "review_state",
    label="退回修改",
    sources=[ReviewState.SUBMITTED],
    makers=[Maker.REVIEWER],
    target=ReviewState.RETURNED,
    needs_reason=True,
    by_other=True,
    says="退回后由填报一方按理由修改，可以再次提交。",
)
def return_(record: Reviewed, *, by, reason: str) -> None:
    """Give the record back to its author with a reason."""
    record.reviewed_by, record.reviewed_at, record.review_reason = by, timezone.now(), reason


@move(
    Reviewed,
    "review_state",
    label="撤回公开",
    sources=[ReviewState.APPROVED],
    makers=[Maker.REVIEWER],
    target=ReviewState.RETURNED,
    needs_reason=True,
    says="撤回后不再对外公开，退给填报一方修改，可以再次提交审核。",
)
def withdraw(record: Reviewed, *, reason: str) -> None:
    """Take an approved record out of public view; it can be corrected and submitted again."""
    record.review_reason = reason
