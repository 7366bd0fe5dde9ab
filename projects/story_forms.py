"""What a visitor may ask of a column of stories."""

from typing import Any, cast

from partners.forms import ListFilterForm
from projects.forms import WorkFieldField
from projects.models import ProjectField


class StoryFilterForm(ListFilterForm):
    """Stories by text, place and field. Their year is read, not asked for: they do not age."""

    does_not_ask = ("year",)
    field = WorkFieldField(label="领域")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(WorkFieldField, self.fields["field"]).offer(ProjectField.objects.all())
