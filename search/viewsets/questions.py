"""The log of questions: what was asked how often, and what it found; read only."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from portal.admin.columns import DayColumn, ShortColumn, TagColumn
from portal.admin.listing import ListView
from search.language.folding import fold
from search.log import DAYS_KEPT, MASKS
from search.models import AskedQuestion
from search.viewsets.day_chart import chart_of
from search.viewsets.filters import AskedFilterSet

#: Days shown when no period was chosen.
USUAL_DAYS = 30
#: No portal kept a log before.
EARLIEST = date(2000, 1, 1)
#: How a question with results was answered, by the tier reached (search.language.planner).
ANSWERED = {1: "直接找到", 2: "拆词找到", 3: "纠正后找到"}

Row = dict[str, Any]


def share_of(row: Row) -> str:
    """The part of the times without result, as a percentage."""
    return f"{row['share']:.0%}"


def answer_of(row: Row) -> str:
    """How the question was answered last."""
    if not row["found"]:
        return "只有相关结果" if row["reached"] else "没有结果"
    return ANSWERED.get(row["reached"], "另有相关结果")


def tone_of(row: Row) -> str:
    """The tone of the answer's tag."""
    if row["found"]:
        return "done"
    return "wait" if row["reached"] else "stop"


def find_questions(rows: QuerySet, word: str) -> QuerySet:
    """Questions in which `word` occurs; they are kept folded."""
    return rows.filter(question__contains=fold(word))


class LinksColumn(Column):
    """From a question to the page of its results, and to a new group of synonyms."""

    cell_template_name = "search/admin/question_links.html"

    def get_cell_context_data(self, instance: Row, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        question = instance["question"]
        # What was masked cannot be asked again.
        usable = not any(mask in question for mask in MASKS)
        request = context["request"]
        links = []
        if usable:
            links.append(("查看结果", _address("search:results", q=question)))
        if usable and request.user.has_perm("search.add_synonym"):
            links.append(("加为同义词", _address("synonym:add", words=question)))
        return context | {"links": links, "question": question}


def _address(name: str, **query: str) -> str:
    return f"{reverse(name)}?{urlencode(query)}"


class AskedListView(ListView):
    """One row a question, summed over the period chosen; a chart of its days above."""

    any_permission_required = ["view"]
    page_title = "搜索日志"
    default_ordering = "-asked"
    results_template_name = "search/admin/questions_results.html"

    @cached_property
    def period(self) -> tuple[date, date]:
        """First and last day shown; where one is left open, as far as there is something.

        Bounded, as every month between has its place in the chart.
        """
        first, last = self.filters.days
        today = timezone.localdate()
        if first is None and last is None:
            return today - timedelta(days=USUAL_DAYS - 1), today
        first = first or today - timedelta(days=DAYS_KEPT)
        return max(first, EARLIEST), min(last or today, today)

    def get_base_queryset(self) -> QuerySet:
        return AskedQuestion.objects.between(*self.period).by_question()

    def order_queryset(self, queryset: QuerySet) -> QuerySet:
        return queryset.order_by(self.ordering, "question")

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(*args, **kwargs)
        if self.is_export:
            return context
        first, last = self.period
        rows = AskedQuestion.objects.between(first, last)
        return context | {"first": first, "last": last, "chart": chart_of(rows, first, last)}


class AskedQuestionViewSet(ModelViewSet):
    """A list and its sheet; the log is written by visitors alone."""

    model = AskedQuestion
    icon = "history"
    menu_label = "搜索日志"
    index_view_class = AskedListView
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    filterset_class = AskedFilterSet
    list_display = [
        Column("question", label="问题", sort_key="question"),
        ShortColumn("asked", label="次数", sort_key="asked"),
        ShortColumn("share", label="无结果占比", accessor=share_of, sort_key="share"),
        ShortColumn("found", label="最近结果数", sort_key="found"),
        TagColumn("reached", label="最近结果", accessor=answer_of, tone=tone_of),
        DayColumn("last_day", label="最近一次", sort_key="last_day"),
        LinksColumn("links", label="操作", accessor=lambda row: ""),
    ]
    list_export = ["question", "asked", "unanswered", "share", "found", "reached", "last_day"]
    export_filename = "搜索日志"
    export_headings = {
        "question": "问题", "asked": "次数", "unanswered": "无结果次数", "share": "无结果占比",
        "found": "最近结果数", "reached": "最近结果", "last_day": "最近一次",
    }  # fmt: skip

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        absent = ("add", "edit", "delete", "history", "usage")
        return super().get_common_view_kwargs(
            **{**{f"{name}_url_name": None for name in absent}, **kwargs}
        )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        values = {name: lambda row, name=name: row[name] for name in self.list_export}
        own = {
            "export_values": values | {"share": share_of, "reached": answer_of},
            "search_rows": find_questions,
            "search_placeholder": "问题中的词",
        }
        return super().get_index_view_kwargs(**own, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list only: nothing here is entered or changed."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def get_permissions_to_register(self) -> QuerySet:
        """What a group can be given: to read."""
        return super().get_permissions_to_register().filter(codename__startswith="view_")
