"""Promoted results: the questions, and where they lead."""

from typing import Any

from django.db.models import QuerySet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from partners.admin.facts import ChildTable, Fact
from partners.admin.views import RegisterInspectView
from partners.admin.vocabulary import VocabularyViewSet
from portal.admin.columns import DayColumn
from search.models import Promotion
from search.promotions import public_of
from search.viewsets.filters import PromotionFilterSet

from .words import active_column


class PromotionInspectView(RegisterInspectView):
    """A promotion, and of each target whether the public sees it now."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"tables": [self._targets()]}

    def _targets(self) -> ChildTable:
        targets = list(self.object.targets.all())
        public = public_of(targets)
        rows = []
        for target in targets:
            shown = public.get(target.pk)
            rows.append(
                [
                    Fact("网址", target.address, shown.url if shown else ""),
                    Fact("标题", shown.title if shown else target.title or "—"),
                    Fact("说明", target.text or "—"),
                    Fact("现状", "显示" if shown else "未公开或重复，不显示"),
                ]
            )
        return ChildTable("推荐内容", ["网址", "标题", "说明", "现状"], rows)


def find_promotions(rows: QuerySet, word: str) -> QuerySet:
    """Promotions in whose questions `word` occurs."""
    return rows.filter(questions__icontains=word)


class PromotionViewSet(VocabularyViewSet):
    model = Promotion
    icon = "pick"
    menu_label = "推荐结果"
    inspect_view_class = PromotionInspectView
    inspect_view_fields = ["questions", "starts_on", "ends_on", "is_active", "changed_at"]
    filterset_class = PromotionFilterSet
    search_rows = staticmethod(find_promotions)
    search_placeholder = "搜索词"
    list_display = [
        "__str__",
        DayColumn("starts_on", label="起始日期", sort_key="starts_on"),
        DayColumn("ends_on", label="截止日期", sort_key="ends_on"),
        active_column(),
        DayColumn("changed_at", label="修改日期", sort_key="changed_at"),
    ]
    list_export = ["questions", "starts_on", "ends_on", "is_active", "changed_at"]
    export_filename = "推荐结果"
    panels = [
        FieldPanel("questions"),
        InlinePanel(
            "targets",
            [
                FieldPanel("address"),
                FieldPanel("title"),
                FieldPanel("text"),
                FieldPanel("position"),
            ],
            heading="推荐内容",
            label="内容",
            min_num=1,
            help_text="显示在搜索结果第一页的最上方，最多显示五条。",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("is_active"),
            ],
            heading="显示时间",
        ),
    ]
