"""Naming an organisation by what people type: its number, or one of its names."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from partners.models import Organisation

#: Organisations a message names where several are meant.
_MOST_NAMED = 5


class NamedOrganisationField(forms.CharField):
    """One of the organisations in `rows`, typed. Several with such a name are named to choose."""

    rows: Any = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, error_messages={"required": "请填写组织名称。"}, **kwargs)

    def clean(self, value: Any) -> Organisation | None:
        """Raises ValidationError where none or several are meant."""
        text = super().clean(value)
        if not text:
            return None
        found = list(self.rows.filter(Q(number=text) | Q(name=text))[:2])
        if len(found) != 1:
            found = list(self.rows.named(text).order_by("number")[: _MOST_NAMED + 1])
        if len(found) == 1:
            return found[0]
        raise ValidationError(_several(text, found) if found else _none(text))


def _none(text: str) -> str:
    return f"您的范围内没有名为“{text}”的组织，请核对名称，或填写编号。"


def _several(text: str, found: list[Organisation]) -> str:
    named = "、".join(f"{one}（{one.number}）" for one in found[:_MOST_NAMED])
    more = "等" if len(found) > _MOST_NAMED else ""
    return f"“{text}”对应多个组织：{named}{more}，请填写全称或编号。"
