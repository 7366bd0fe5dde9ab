"""What may be asked of the search."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from partners.forms import LONGEST_SEARCH, ListFilterForm, choice
from projects.forms import WorkFieldField
from projects.models import ProjectField
from search.asked import NEWEST, Asked
from search.sources import KINDS

_WRONG_YEAR = "没有这一年度，请重新选择。"


class AnyYearField(forms.IntegerField):
    """A year; which have finds, the facets say."""

    def __init__(self) -> None:
        super().__init__(label="年度", required=False, error_messages={"invalid": _WRONG_YEAR})
        self.validators += [
            MinValueValidator(1900, _WRONG_YEAR),
            MaxValueValidator(2200, _WRONG_YEAR),
        ]

    def offer(self, records: Any) -> None:
        """Nothing is offered: any year may be asked for."""


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
    field = WorkFieldField(label="领域")
    sort = choice("排序", "按相关度", [("relevance", "按相关度"), (NEWEST, "按时间")])
    literal = choice("原样查找", "否", [("1", "是")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(WorkFieldField, self.fields["field"]).offer(ProjectField.objects.all())

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
