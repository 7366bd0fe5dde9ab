"""Throwing away what was never handed to anybody as settled: drafts, and what nobody confirmed yet.

The row goes; the trail keeps what it said. What was public once, or is used, stays.
"""

from collections.abc import Callable, Collection
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q

from partners.enums import Maker, ReviewState
from partners.events import changes_between, record_event, snapshot
from partners.models import Event, ProxyEntry
from partners.moves.deed import Deed
from partners.moves.move import MoveRefused, refusing
from portal.admin.dependents import dependents
from portal.admin.protection import in_use_message
from portal.models import User


class _Discarding(Deed):
    """Asks nothing of the database for whom it is not: pages are read by others mostly."""

    def refusal(self, record: Any, by: User) -> str:
        """Whose it is first, then whether it can still be done."""
        if record.entered_by_id != by.pk:
            return f"{self.label}只能由录入人办理。"
        return super().refusal(record, by)


def discarding(
    model: type[models.Model],
    name: str,
    label: str,
    *,
    waits: Q,
    never: Collection[str],
    why_not: str,
    says: str,
    parts: Collection[str] = (),
    first: Callable[[Any, User], None] = lambda record, by: None,
) -> Deed:
    """The deed by which the author of a row of `model` throws it away.

    `waits`: the state it is in; `never`: the moves that made it public, none of which it made.
    `parts` names the child rows that go with it; `first` is done before.
    """

    def open_rows() -> Q:
        made = Event.objects.filter(
            record_type=ContentType.objects.get_for_model(model),
            record_id=OuterRef("pk"),
            action__in=never,
        )
        return waits & ~Q(Exists(made))

    @transaction.atomic
    def discard(record: Any, *, by: User) -> None:
        held = model._base_manager.select_for_update().filter(open_rows(), pk=record.pk).first()
        if held is None:
            raise refusing(why_not, record)
        own = [row for part in parts for row in getattr(held, part).all()]
        if uses := dependents(held, besides=own):
            raise MoveRefused(in_use_message(held, uses, by))
        first(held, by)
        gone: Any = snapshot(held)
        record_event(held, name, label, by=by, changes=changes_between({}, gone))
        kind = ContentType.objects.get_for_model(model)
        entered = ProxyEntry.objects.filter(record_type=kind, record_id=held.pk)
        entered.filter(answer=ProxyEntry.Answer.WAITING).delete()
        held.delete()

    return _Discarding(
        name,
        label,
        discard,
        frozenset({Maker.AUTHOR, Maker.DEPARTMENT}),
        open_rows,
        why_not,
        by_author=True,
        says=says,
    )


def discarding_drafts(model: type[models.Model], **facts: Any) -> Deed:
    """The same for drafts of a register that is reviewed."""
    return discarding(
        model,
        "discard_draft",
        "删除草稿",
        waits=Q(review_state=ReviewState.DRAFT),
        never=("approve",),
        why_not="只有从未公开过的草稿可以删除；已经提交的请先撤回提交。",
        says="删除后不能恢复，内容留在审计日志中。只有您自己录入、从未公开过的草稿可以删除。",
        **facts,
    )
