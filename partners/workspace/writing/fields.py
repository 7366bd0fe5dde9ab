"""Fields of the workspace's forms: the browser's own controls, words of the portal."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

#: Rows of a box for longer text.
_ROWS = 4


class DayField(forms.DateField):
    """A day, by the browser's calendar."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs["widget"] = self.widget
        kwargs["error_messages"] = {
            "required": "请填写日期。",
            "invalid": "请填写日期，例如 2025-03-01。",
        } | kwargs.get("error_messages", {})
        super().__init__(**kwargs)


class SeveralField(forms.ModelMultipleChoiceField):
    """Several of the records offered, as boxes to tick. `gone` is said of any other."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, queryset: Any, *, gone: str, **kwargs: Any) -> None:
        super().__init__(queryset, **kwargs)
        self.gone = gone

    def clean(self, value: Any) -> Any:
        """The records. Raises ValidationError where one is not offered, or is no record at all."""
        if isinstance(value, list | tuple):
            rows: Any = self.queryset
            offered = {str(pk) for pk in rows.order_by().values_list("pk", flat=True)}
            if not offered.issuperset(map(str, value)):
                raise ValidationError(self.gone)
        return super().clean(value)


def plain_field(field: models.Field, **kwargs: Any) -> forms.Field | None:
    """The form field of a model field, as the workspace shows it (a formfield_callback)."""
    words = str(field.verbose_name)
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return field.formfield(form_class=DayField, **kwargs)
    if isinstance(field, models.TextField):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": _ROWS}))
    if isinstance(field, models.ForeignKey):
        kwargs.setdefault("empty_label", "请选择")
    chosen = isinstance(field, models.ForeignKey) or bool(field.choices)
    asks = f"请选择{words}。" if chosen else f"请填写{words}。"
    kwargs.setdefault("error_messages", {"required": asks})
    if isinstance(field, models.PositiveIntegerField):
        kwargs["error_messages"] |= {
            "invalid": "请填写整数。",
            "min_value": "不能为负数。",
            "max_value": "数字过大，请核对。",
        }
        kwargs.setdefault("max_value", 1_000_000)
    return field.formfield(**kwargs)
