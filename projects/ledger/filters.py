"""Where a line of the ledger stands, and the filters of the ledger's list."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import HttpRequest

from partners.models import Division, ProgrammeYear
from projects.enums import STANDINGS, FundKind
from projects.models import FundEntry
from projects.querysets.fund import FundEntryQuerySet

#: Words of where a line stands.
VERIFIED, WAITING, REVERSED, REVERSAL = "已核验", "待核验", "已冲正", "冲正"
GIVEN_BACK = "已退回，待更正"


def standing(entry: FundEntry) -> str:
    """Where a line stands, in words: a reversal counts, and undoes, once verified itself."""
    if entry.is_returned:
        return GIVEN_BACK
    if not entry.is_verified:
        return f"{REVERSAL}（{WAITING}）" if entry.is_reversal else WAITING
    if entry.is_reversal:
        return f"{REVERSAL}（{VERIFIED}）"
    reversal = getattr(entry, "reversal", None)
    if reversal is None:
        return VERIFIED
    return REVERSED if reversal.is_verified else f"{VERIFIED}（冲正{WAITING}）"


class KnownFilter(SimpleListFilter):
    """A filter with fixed answers; another answer is refused by the list with a message."""

    def options(self) -> Sequence[tuple[str, str]]:
        raise NotImplementedError

    def narrow(self, rows: FundEntryQuerySet, value: str) -> QuerySet:
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(self.options())

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        value = self.value()
        if value is None:
            return queryset
        if value not in {str(key) for key, _ in self.lookup_choices}:
            raise IncorrectLookupParameters(f"“{self.title}”没有这个选项，请重新选择。")
        return self.narrow(queryset, value)


class KindFilter(KnownFilter):
    title, parameter_name = "性质", "kind"

    def options(self) -> Sequence[tuple[str, str]]:
        return FundKind.choices

    def narrow(self, rows: FundEntryQuerySet, value: str) -> QuerySet:
        return rows.filter(kind=value)


class YearFilter(KnownFilter):
    title, parameter_name = "年度（按日期）", "year"

    def options(self) -> Sequence[tuple[str, str]]:
        years = ProgrammeYear.objects.select_related("programme")
        return [(year.key, str(year)) for year in years]

    def narrow(self, rows: FundEntryQuerySet, value: str) -> QuerySet:
        return rows.of_year(ProgrammeYear.objects.get(key=value))


class StandingFilter(KnownFilter):
    title, parameter_name = "核验", "standing"

    def options(self) -> Sequence[tuple[str, str]]:
        return STANDINGS

    def narrow(self, rows: FundEntryQuerySet, value: str) -> QuerySet:
        return rows.by_standing(value)


class PlaceFilter(KnownFilter):
    title, parameter_name = "所在区", "place"

    def options(self) -> Sequence[tuple[str, str]]:
        return [(place.code, place.display_name) for place in Division.objects.districts()]

    def narrow(self, rows: FundEntryQuerySet, value: str) -> QuerySet:
        return rows.in_place(Division.objects.get(code=value))
