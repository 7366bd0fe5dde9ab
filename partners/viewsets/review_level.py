"""Who reviews what: the lowest department that decides, by area and subject."""

from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.vocabulary import VocabularyViewSet
from partners.filters import ReviewLevelFilterSet
from partners.models import ReviewLevel


class ReviewLevelViewSet(VocabularyViewSet):
    model = ReviewLevel
    icon = "tasks"
    menu_label = "审核层级"
    add_to_settings_menu = True
    filterset_class = ReviewLevelFilterSet
    search_rows = staticmethod(finding.find_settings_of_places)
    search_placeholder = "适用范围"
    list_related = ("division",)
    list_display = [
        Column("subject", label="审核事项", accessor="get_subject_display"),
        Column("division", label="适用范围"),
        Column("rank", label="审核层级", accessor="get_rank_display"),
    ]
    list_export = ["subject", "division.full_name", "rank"]
    export_headings = {"division.full_name": "适用范围"}
    export_filename = "审核层级"
    panels = [FieldPanel("subject"), FieldPanel("division"), FieldPanel("rank")]
