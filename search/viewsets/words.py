"""Synonyms and stop words."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from partners.admin.views import RegisterCreateView
from partners.admin.vocabulary import VocabularyViewSet
from portal.admin.columns import DayColumn, TagColumn
from search.language.folding import fold
from search.models import StopWord, Synonym
from search.models.log import LONGEST_QUESTION
from search.viewsets.filters import SynonymFilterSet
from search.wording.spelling import COMMA, split_words


def active_column() -> TagColumn:
    """「启用」 or 「停用」, as a tag."""
    return TagColumn(
        "is_active",
        label="状态",
        accessor=lambda row: "启用" if row.is_active else "停用",
        tone=lambda row: "done" if row.is_active else "stop",
    )


class SynonymCreateView(RegisterCreateView):
    """Enters a group; `?words=` are those it begins with, from the log of questions."""

    def get_initial_form_instance(self) -> Synonym:
        asked = fold(self.request.GET.get("words", "")[:LONGEST_QUESTION])
        words = split_words(asked)
        return Synonym(words="".join(f"{word}{COMMA}" for word in words))


class SynonymViewSet(VocabularyViewSet):
    model = Synonym
    icon = "resubmit"
    menu_label = "同义词"
    add_view_class = SynonymCreateView
    filterset_class = SynonymFilterSet
    search_fields = ["words"]
    search_placeholder = "词"
    list_display = [
        "words",
        Column("size", label="词数", accessor=lambda group: len(group.word_list)),
        active_column(),
        DayColumn("changed_at", label="修改日期", sort_key="changed_at"),
    ]
    list_export = ["words", "is_active", "changed_at"]
    export_filename = "同义词"
    panels = [
        FieldPanel(
            "words",
            help_text="至少两个词，用逗号、顿号、分号或空格隔开，例如“老年食堂，助餐点，长者食堂”。"
            "搜索其中一个词，也会找到含有其他词的内容。保存后立即生效。",
        ),
        FieldPanel("is_active", help_text="停用的词组保留在此，不影响搜索。"),
    ]


class StopWordViewSet(VocabularyViewSet):
    model = StopWord
    icon = "cross"
    menu_label = "停用词"
    search_fields = ["word"]
    search_placeholder = "词"
    list_display = ["word", DayColumn("changed_at", label="修改日期", sort_key="changed_at")]
    list_export = ["word", "changed_at"]
    export_filename = "停用词"
    panels = [FieldPanel("word")]
