"""Naming what a project grows out of: a pairing, an alliance or an agreement in one field."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model

from projects.setting_up import Origin

#: So many of each kind are listed to choose among.
MOST = 20


class OriginField(forms.CharField):
    """One of the records `offered`, by the name of their column; written 「pairing:JD-2024-…」.

    Hidden, unless `ask` made a list of it.
    """

    widget: Any = forms.HiddenInput
    default_error_messages = {
        "required": "请选择项目来源。",
        "invalid_choice": "请从列表中选择项目来源。",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(label="项目来源", required=False, **kwargs)
        self.offered: dict[str, Any] = {}

    def ask(self) -> None:
        """Make a list to choose from."""
        listed = [(reference(record), _words(record)) for record in self.listed()]
        self.required = True
        self.widget = forms.Select(choices=[("", "请选择"), *listed])

    def listed(self) -> Iterator[Origin]:
        """What can be chosen, the newest of each kind first."""
        for rows in self.offered.values():
            yield from rows.order_by("-number")[:MOST]

    def prepare_value(self, value: Any) -> Any:
        return reference(value) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Origin | None:
        """The record. Raises ValidationError for one that is not offered."""
        kind, _, number = super().clean(value).partition(":")
        if not kind:
            return None
        rows = self.offered.get(kind)
        found = rows.filter(number=number).first() if rows is not None else None
        if found is None:
            raise ValidationError(self.error_messages["invalid_choice"])
        return found


def reference(origin: Any) -> str:
    """What stands for a pairing, an alliance or an agreement in the form."""
    return f"{origin._meta.model_name}:{origin.number}"


def _words(origin: Any) -> str:
    return f"{origin}（{origin._meta.verbose_name}）"
