"""What a row of the audit trail says, in words."""

from django.urls import reverse

from partners.admin.facts import Fact, value_words
from partners.enums import EventKind
from partners.models import Event

from .registers import register_of


def register_name(event: Event) -> str:
    """The register of the record, in words."""
    model = event.record_type.model_class() if event.record_type else None
    return str(model._meta.verbose_name) if model else ""


def record_url(event: Event) -> str:
    """The page of the record in the workspace; empty for what has none."""
    model = event.record_type.model_class() if event.record_type else None
    register = register_of(model) if model else None
    if register is None or not event.record_number:
        return ""
    return reverse("workspace:record", args=[register.slug, event.record_number])


def facts_of(event: Event) -> list[Fact]:
    """What a row says, in the order a reader asks for it."""
    seal = getattr(event, "seal", None)
    states = " → ".join(filter(None, (event.from_label, event.to_label)))
    return [
        Fact("时间", value_words(None, event.at)),
        Fact("经办人", _person_words(event)),
        Fact("代办对象", str(event.on_behalf_of or "")),
        Fact("登记簿", register_name(event)),
        Fact("编号", event.record_number, record_url(event)),
        Fact("对象", event.subject),
        Fact("状态", states),
        Fact("理由", event.reason),
        Fact("所在地", str(event.division or "")),
        Fact("来源地址", event.address),
        Fact("访问路径", event.path),
        Fact("封存", f"第 {seal.pk} 号" if seal else "尚未封存"),
    ]


def _person_words(event: Event) -> str:
    """The name on screen with the one used to log in, as names repeat."""
    if event.actor is None:
        return "尚未登录" if event.kind == EventKind.LOGIN else "系统"
    return f"{event.actor}（{event.actor.username}）"
