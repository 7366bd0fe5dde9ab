"""Filters of the public lists: what a visitor may ask, and the words when it is no question."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import Model, Q

from partners.enums import DivisionLevel
from partners.models import Division, ProgrammeYear
from portal.publicity import PUBLIC

#: Longer text is no search but a mistake; it is cut off by the field with a message.
LONGEST_SEARCH = 100


class RecordField(forms.ChoiceField):
    """A choice among records, each known by its public key (`key`, an attribute's name).

    `offer` fills it once a form, from one query; `clean` returns the record without another.
    """

    key = "key"
    empty = "全部"
    records: dict[str, Any]

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(**kwargs)

    def offer(self, records: Iterable[Model]) -> None:
        """Let the visitor choose among `records`."""
        self.records = {str(getattr(record, self.key)): record for record in records}
        words = ((key, self.words(record)) for key, record in self.records.items())
        self.choices = [("", self.empty), *words]

    def words(self, record: Any) -> str:
        """A record as the list of choices calls it."""
        return str(record)

    def clean(self, value: Any) -> Any:
        """Return the record, None for no choice. Raises ValidationError for an unknown key."""
        if not value:
            return None
        if value not in self.records:
            message = f"没有这一{self.label}，请重新选择。"
            raise forms.ValidationError(message, code="invalid_choice")
        return self.records[value]


class YearField(RecordField):
    """A public programme year by its key."""

    empty = "全部年度"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "年度"} | kwargs)


class PlaceField(RecordField):
    """A division by its code. The list offers districts; any other code opens it as well."""

    key = "code"
    empty = "全部地区"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "地区"} | kwargs)

    def words(self, record: Division) -> str:
        at_hand = record.level == DivisionLevel.DISTRICT
        return record.display_name if at_hand else record.full_name

    def offer_districts_and(self, code: str) -> None:
        """Offer the districts and the place that was asked for, whatever its level."""
        asked = Q(code=code.replace("\x00", "")[:40])
        self.offer(Division.objects.filter(Q(level=DivisionLevel.DISTRICT) | asked))


class ListFilterForm(forms.Form):
    """Text, year and place, which every register can be asked for."""

    q = forms.CharField(
        label="关键词",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={"max_length": f"关键词请不要超过 {LONGEST_SEARCH} 个字。"},
    )
    year = YearField()
    place = PlaceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = ProgrammeYear.objects.visible_to(PUBLIC).select_related("programme")
        cast(YearField, self.fields["year"]).offer(years)
        asked = str(self.data.get(self.add_prefix("place")) or "")
        cast(PlaceField, self.fields["place"]).offer_districts_and(asked)

    def clean(self) -> dict[str, Any]:
        """Refuse a filter given twice with different values: half a question has no answer."""
        for name, field in self.fields.items():
            given = self._given(name)
            if len(given) > 1 and not isinstance(field, forms.MultipleChoiceField):
                self.add_error(name, f"{field.label}只能选择一项。")
        return self.cleaned_data

    def _given(self, name: str) -> set[str]:
        values = getattr(self.data, "getlist", lambda _: [])(self.add_prefix(name))
        return set(values)
