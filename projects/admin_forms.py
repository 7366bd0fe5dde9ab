"""Forms of projects and activities in the admin, where a plain one does not do."""

from typing import Any

from partners.admin.forms import RegisterForm
from partners.models import ChecklistItem, Division


class ProjectForm(RegisterForm):
    """Its place is where it is built: without one, the place of the need it answers."""

    place_from = ("need",)


class UpdateForm(RegisterForm):
    place_from = ("project",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["organisation"].disabled = True
            self.fields["organisation"].help_text = "填报组织不能更改。"


class ActivityForm(RegisterForm):
    """Checklist items are offered with year and level; the rule that they fit is the model's."""

    place_from = ("pairing", "alliance", "agreement", "project")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["checklist_item"]
        field.queryset = ChecklistItem.objects.select_related(
            "programme_year", "level", "division"
        ).order_by("-programme_year__year", "level__rank", "position", "pk")
        field.label_from_instance = item_words


def item_words(item: ChecklistItem) -> str:
    """「2024 二级结对 · 走访 （板桥街道）」: the place only where it is not the whole city."""
    place = item.division
    where = "" if is_root(place) else f"（{place.display_name}）"
    return f"{item.programme_year.year} {item.level.name} · {item.title}{where}"


def is_root(place: Division) -> bool:
    """Whether a place is the city itself."""
    return place.parent_id is None
