"""Walking the chain: the first link at which the audit trail is not what was written."""

from collections.abc import Callable
from dataclasses import dataclass

from partners.models import ChainHead, Event, EventSeal

from .chain import COLUMNS, content_digest, link_digest

_CHUNK = 2000


@dataclass
class Finding:
    """What a walk saw: how many links hold, where the chain ends, what is wrong first."""

    length: int = 0
    digest: str = ""
    trouble: str = ""
    #: Whether the digest expected, if one was, stands in the chain.
    is_expected_met: bool = False


def verify(expected: str = "", tell: Callable[[int, int], None] | None = None) -> Finding:
    """Check every link from the first; stop at the first that does not hold.

    `expected` is a digest noted earlier and kept elsewhere: whoever can rewrite the whole chain
    cannot rewrite the note. `tell(done, of)` hears of the progress.
    """
    top = Event.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    head = ChainHead.objects.first() or ChainHead()
    found = Finding(is_expected_met=not expected)
    while found.length < head.length and not found.trouble:
        _walk(found, min(found.length + _CHUNK, head.length), expected)
        if tell:
            tell(found.length, head.length)
    found.trouble = found.trouble or _trouble_at_the_end(found, head, top)
    if not found.trouble and not found.is_expected_met:
        found.trouble = "链中没有所给的摘要：记录在记下该摘要之后被整体改写或截断。"
    return found


def _walk(found: Finding, last: int, expected: str) -> None:
    """Check the links after `found.length` up to `last`: two queries."""
    place = {"gt": found.length, "lte": last}
    seals = EventSeal.objects.filter(**{f"id__{k}": v for k, v in place.items()}).order_by("id")
    events = Event.objects.filter(**{f"seal__id__{k}": v for k, v in place.items()})
    rows = {row["id"]: row for row in events.order_by().values(*COLUMNS)}
    for seal in seals:
        found.trouble = _trouble_of(found, seal, rows.get(seal.event_id))
        if found.trouble:
            return
        found.length, found.digest = seal.pk, seal.digest
        found.is_expected_met |= seal.digest == expected
    if found.length < last:
        found.trouble = f"缺少第 {found.length + 1} 号封存。"


def _trouble_of(found: Finding, seal: EventSeal, row: dict | None) -> str:
    if seal.pk != found.length + 1:
        return f"缺少第 {found.length + 1} 号封存。"
    which = f"第 {seal.pk} 号封存（审计记录 {seal.event_id}）"
    if row is None:
        return f"{which}：记录已被删除。"
    if content_digest(row) != seal.content:
        return f"{which}：记录内容被改动。"
    if link_digest(found.digest, seal.content, seal.at) != seal.digest:
        return f"{which}：与前一号封存不相接，顺序或封存被改动。"
    return ""


def _trouble_at_the_end(found: Finding, head: ChainHead, top: int) -> str:
    if found.digest != head.digest:
        return f"链端与第 {found.length} 号封存不符，链端被改动。"
    if EventSeal.objects.filter(pk__gt=head.length).exists() and not _has_grown(head):
        return f"第 {head.length} 号之后还有封存，链端被改动。"
    # What was being written when the walk began is sealed by now.
    loose = Event.objects.unsealed().filter(pk__lte=top).first()
    if loose is not None:
        return (
            f"审计记录 {loose.pk}（{loose.at:%Y-%m-%d %H:%M}，{loose}）没有封存：可能绕过系统写入，"
            "也可能写入后服务中断。核对后可用 manage.py seal_audit 补封。"
        )
    return ""


def _has_grown(head: ChainHead) -> bool:
    """Whether links were added since the walk began."""
    return ChainHead.objects.filter(length__gt=head.length).exists()
