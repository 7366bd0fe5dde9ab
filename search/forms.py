"""What may be asked of the search."""

import re
from collections.abc import Iterable
from typing import Any, cast

from django import forms

from partners.forms import LONGEST_SEARCH, ListFilterForm, PlaceField, YearField, choice
from partners.models import Division
from projects.forms import WorkFieldField
from projects.models import ProjectField
from search.asked import NEWEST, Asked
from search.sources import KINDS


class AnyYearField(YearField):
    """A year by its number; which years have finds, the facets say."""

    def offer(self, records: Iterable[Any]) -> None:
        """Nothing is offered: any year may be asked for."""

    def clean(self, value: Any) -> int | None:
        """Raises ValidationError for what is no year."""
        if not value:
            return None
        if not re.fullmatch("(19|20|21)[0-9]{2}", value):
            raise forms.ValidationError("没有这一年度，请重新选择。", code="invalid_choice")
        return int(value)


class AnyPlaceField(PlaceField):
    """A place by its code; which places have finds, the facets say."""

    def offer_districts_and(self, code: str) -> None:
        """Only the place that is asked for is offered."""
        self.offer(Division.objects.filter(code=code.replace("\x00", "")[:40]) if code else ())


class SearchForm(ListFilterForm):
    """A question, what narrows it, and how the finds are sorted."""

    q = forms.CharField(
        label="搜索词",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages={
            "max_length": f"搜索词请不要超过 {LONGEST_SEARCH} 个字。",
            "null_characters_not_allowed": "搜索词含有无法识别的字符，请重新输入。",
        },
    )
    kind = choice("类别", "全部", ((kind.key, kind.label) for kind in KINDS))
    year = AnyYearField()
    place = AnyPlaceField()
    field = WorkFieldField(label="领域")
    sort = choice("排序", "按相关度", [("relevance", "按相关度"), (NEWEST, "按时间")])
    literal = choice("原样查找", "否", [("1", "是")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.works.offer(ProjectField.objects.all())

    @property
    def works(self) -> WorkFieldField:
        """The fields of work on offer, by slug in `records`."""
        return cast(WorkFieldField, self.fields["field"])

    def years(self) -> list:
        return []

    def clean_q(self) -> str:
        """The question with one blank between words."""
        return " ".join(self.cleaned_data["q"].split())

    @property
    def asked(self) -> Asked:
        """The question of a valid form."""
        given = self.cleaned_data
        return Asked(
            question=given["q"],
            kind=given["kind"],
            place=given["place"],
            year=given["year"],
            field=given["field"],
            newest=given["sort"] == NEWEST,
            literal=bool(given["literal"]),
        )

    @property
    def messages(self) -> list[str]:
        """What is wrong with the question, each once."""
        return list(dict.fromkeys(str(e) for errors in self.errors.values() for e in errors))
