"""Filters of the public lists: what a visitor may ask, and the words when it is no question."""

from typing import Any, cast

from django import forms

from partners.models import Division, ProgrammeYear
from portal.publicity import PUBLIC

#: Longer text is no search but a mistake; it is cut off by the field with a message.
LONGEST_SEARCH = 100


class PlaceField(forms.ChoiceField):
    """A division by its code. The list offers districts; any other code opens it as well."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "地区")
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    offered: list[tuple[str, str]]

    def offer(self, districts: list[Division]) -> None:
        """Fill the choices; called once a form, as districts may be renamed at any time."""
        self.offered = [("", "全部地区"), *((d.code, d.display_name) for d in districts)]
        self.choices = self.offered

    def clean(self, value: Any) -> Division | None:
        """Return the division. Raises ValidationError for an unknown code."""
        if not value:
            return None
        place = Division.objects.filter(code=str(value)[:40]).first()
        if place is None:
            raise forms.ValidationError("没有这一地区，请重新选择。", code="invalid_choice")
        if place.code not in {code for code, _ in self.offered}:
            self.choices = [*self.offered, (place.code, place.full_name)]
        return place


class ListFilterForm(forms.Form):
    """Text, year and place, which every register can be asked for."""

    q = forms.CharField(
        label="关键词",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": f"关键词请不要超过 {LONGEST_SEARCH} 个字。"},
    )
    year = forms.ModelChoiceField(
        label="年度",
        queryset=ProgrammeYear.objects.none(),
        to_field_name="key",
        required=False,
        empty_label="全部年度",
        error_messages={"invalid_choice": "没有这一年度，请重新选择。"},
    )
    place = PlaceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = ProgrammeYear.objects.visible_to(PUBLIC).select_related("programme")
        cast(forms.ModelChoiceField, self.fields["year"]).queryset = years
        cast(PlaceField, self.fields["place"]).offer(list(Division.objects.districts()))
