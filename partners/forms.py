"""Filters of the public lists: what a visitor may ask, and the words when it is no question."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.db.models import F, Model, Q

from partners.enums import (
    PUBLIC_PAIRINGS,
    AgreementKind,
    AgreementState,
    AgreementStatus,
    AllianceKind,
    DivisionLevel,
    ListKind,
    NeedStage,
    OrganisationKind,
    OrganisationLevel,
    PairingStatus,
)
from partners.figures import COUNTED_PARTIES
from partners.models import Division, ListCategory, ProgrammeYear
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
    """A public programme year by its key; the programme is named where there are several."""

    empty = "全部年度"
    several = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "年度"} | kwargs)

    def offer(self, records: Iterable[Any]) -> None:
        years = list(records)
        self.several = len({year.programme_id for year in years}) > 1
        super().offer(years)

    def words(self, record: ProgrammeYear) -> str:
        return str(record) if self.several else f"{record.year} 年"


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
    #: Fields that a subclass has no use for.
    does_not_ask: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.does_not_ask:
            del self.fields[name]
        if "year" in self.fields:
            cast(YearField, self.fields["year"]).offer(self.years())
        if "place" in self.fields:
            asked = str(self.data.get(self.add_prefix("place")) or "")
            cast(PlaceField, self.fields["place"]).offer_districts_and(asked)

    def years(self) -> Iterable[ProgrammeYear]:
        """The years on offer."""
        return ProgrammeYear.objects.visible_to(PUBLIC).select_related("programme")

    def clean(self) -> dict[str, Any]:
        """Refuse a filter given twice with different values: half a question has no answer."""
        for name, field in self.fields.items():
            given = self._given(name)
            if len(given) > 1 and not isinstance(field, forms.MultipleChoiceField):
                self.add_error(name, f"{field.label}只能选择一项。")
        return self.cleaned_data

    def _given(self, name: str) -> set[str]:
        getlist = getattr(self.data, "getlist", None)
        return set(getlist(self.add_prefix(name))) if getlist else set()


def choice(label: str, empty: str, choices: Iterable[tuple[Any, str]]) -> forms.ChoiceField:
    """An optional choice among fixed words; anything else is refused in words of our own."""
    return forms.ChoiceField(
        label=label,
        required=False,
        choices=[("", empty), *choices],
        error_messages={"invalid_choice": f"没有这一{label}，请重新选择。"},
    )


class PairingFilterForm(ListFilterForm):
    """Pairings. Levels are asked for by rank, in the words the years give them."""

    level = choice("层级", "全部层级", [])
    status = choice(
        "状态", "全部状态", [c for c in PairingStatus.choices if c[0] in PUBLIC_PAIRINGS]
    )

    def years(self) -> list[ProgrammeYear]:
        """The years on offer; the same query brings the names of their levels."""
        years = ProgrammeYear.objects.visible_to(PUBLIC).select_related("programme")
        rows = list(years.annotate(rank=F("levels__rank"), level_name=F("levels__name")))
        names: dict[int, list[str]] = {}
        for row in rows:
            if row.rank is not None:
                names.setdefault(row.rank, []).append(row.level_name)
        field = cast(forms.ChoiceField, self.fields["level"])
        field.choices = [
            ("", "全部层级"),
            *((str(rank), " / ".join(dict.fromkeys(names[rank]))) for rank in sorted(names)),
        ]
        return list({row.pk: row for row in rows}.values())


class AllianceFilterForm(ListFilterForm):
    kind = choice("类别", "全部类别", AllianceKind.choices)


class AgreementFilterForm(ListFilterForm):
    """Agreements, by the state on the day of asking or simply by not being terminated."""

    kind = choice("类别", "全部类别", AgreementKind.choices)
    state = choice(
        "状态",
        "全部状态",
        [(AgreementState.SIGNED.value, "已签订且未终止"), *AgreementStatus.choices],
    )


class OrganisationFilterForm(ListFilterForm):
    """Organisations; `counted` opens exactly those a figure counts, in the year and place."""

    kind = choice("类别", "全部类别", OrganisationKind.choices)
    level = choice("层级", "全部层级", OrganisationLevel.choices)
    counted = choice("统计口径", "不限", COUNTED_PARTIES.items())


class CategoryField(RecordField):
    """A heading of the lists."""

    key = "pk"
    empty = "全部类别"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": "类别"} | kwargs)


class ListItemFilterForm(ListFilterForm):
    """Needs and resources. They belong to no year."""

    does_not_ask = ("year",)
    kind = choice("清单", "需求和资源", ListKind.choices)
    category = CategoryField()
    stage = choice("办理阶段", "全部阶段", NeedStage.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(CategoryField, self.fields["category"]).offer(ListCategory.objects.all())


class PlaceFilterForm(ListFilterForm):
    """Places by name and level."""

    does_not_ask = ("year", "place")
    level = choice("级别", "全部级别", DivisionLevel.choices)
