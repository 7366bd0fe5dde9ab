"""Columns of the admin's lists that say more than a plain value."""

from collections.abc import Callable
from typing import Any

from wagtail.admin.ui.tables import Column

from portal.wording import as_date

#: Tones of a tag; the style sheet of the admin gives each its colour.
TONES = ("done", "now", "wait", "stop", "")


class TagColumn(Column):
    """A state as a tag. `tone` says for a row how it looks: done, now, wait, stop or ""."""

    cell_template_name = "portal/admin/tag_cell.html"

    def __init__(self, name: str, tone: Callable[[Any], str] | None = None, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.tone = tone or (lambda row: "")

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"tone": self.tone(instance)}


class ShortColumn(Column):
    """A value of a few characters, such as a number or a year, that is not broken into lines."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, classname="nowrap", **kwargs)


class DayColumn(ShortColumn):
    """A day as digits: 2024-06-30."""

    def get_value(self, instance: Any) -> str:
        day = as_date(super().get_value(instance))
        return day.isoformat() if day else ""
