"""What administrators set up: programmes, their years with levels and checklist, categories."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.register import RegisterViewSet
from partners.admin.vocabulary import VocabularyViewSet
from partners.admin_forms import ChecklistItemForm, ProgrammeYearForm
from partners.filters import ChecklistFilterSet, ProgrammeYearFilterSet
from partners.models import ChecklistItem, ListCategory, Programme, ProgrammeYear
from portal.admin.columns import DayColumn, ShortColumn


class ProgrammeYearViewSet(RegisterViewSet):
    model = ProgrammeYear
    icon = "date"
    menu_label = "行动年度"
    add_to_settings_menu = True
    form_class = ProgrammeYearForm
    filterset_class = ProgrammeYearFilterSet
    search_rows = staticmethod(finding.find_programme_years)
    search_placeholder = "行动、年度或编号"
    list_related = ("programme",)
    list_display = [
        "programme",
        ShortColumn("year", label="年度", sort_key="year"),
        Column("key", label="网址中的名称"),
        DayColumn("starts_on", label="开始日期"),
        DayColumn("ends_on", label="结束日期"),
        Column("is_public", label="公开", accessor=lambda y: "公开" if y.is_public else "未公开"),
        ShortColumn("number", label="编号"),
    ]
    list_export = ["number", "programme.name", "year", "key", "starts_on", "ends_on", "is_public"]
    export_headings = {"programme.name": "行动"}
    export_filename = "行动年度"
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("programme"), FieldPanel("year")]),
                FieldPanel("key"),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
                FieldPanel("is_public", help_text="勾选后，公众可以看到该年度的成果和记录。"),
                FieldPanel("is_featured"),
                FieldPanel("division", help_text="一般为全市。"),
            ],
            heading="年度",
            help_text="资金和活动按开始、结束日期计入本年度。",
        ),
        InlinePanel(
            "levels",
            [
                FieldRowPanel([FieldPanel("rank"), FieldPanel("name")]),
                FieldPanel("unit_kinds"),
                FieldPanel("community_kinds"),
                FieldPanel("parent_required"),
            ],
            heading="结对层级",
            label="层级",
            help_text="名称会出现在所有页面上，例如“一级结对”。已有结对的层级可以改名，不能删除。",
        ),
        FieldPanel("checklist_name", help_text="每个结对每年要做的事统称什么，例如“五个一”。"),
        InlinePanel(
            "checklist",
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("division")]),
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("fulfilled_by"), FieldPanel("quantity")]),
                FieldRowPanel([FieldPanel("due_on"), FieldPanel("position")]),
            ],
            heading="年度清单",
            label="事项",
            help_text="适用范围一般选全市；某区另有要求的选该区。新增层级后先保存，再为它填写事项。"
            "事项多时，可在“设置—年度清单”中按层级和地区查找。",
        ),
    ]


class ChecklistItemViewSet(VocabularyViewSet):
    model = ChecklistItem
    icon = "tasks"
    menu_label = "年度清单"
    add_to_settings_menu = True
    form_class = ChecklistItemForm
    filterset_class = ChecklistFilterSet
    list_related = ("programme_year", "level", "division")
    search_fields = ["title"]
    list_display = [
        "title",
        ShortColumn("year", label="年度", accessor="programme_year.year"),
        Column("level", label="结对层级"),
        Column("division", label="适用范围"),
        Column("fulfilled_by", label="完成方式", accessor="get_fulfilled_by_display"),
        Column("quantity", label="数量"),
        DayColumn("due_on", label="完成期限", sort_key="due_on"),
        Column("position", label="顺序"),
    ]
    list_export = [
        "programme_year.year", "level.name", "division.full_name", "title", "fulfilled_by",
        "quantity", "due_on", "position",
    ]  # fmt: skip
    export_headings = {
        "programme_year.year": "年度", "level.name": "结对层级", "division.full_name": "适用范围",
    }  # fmt: skip
    export_filename = "年度清单"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("level", help_text="年度随层级而定。"),
                FieldPanel("division", help_text="全市统一的选本市；某区另有要求的选该区。"),
                FieldPanel("title"),
            ],
            heading="事项",
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "fulfilled_by",
                    help_text="“结对活动”：对方确认的活动达到数量即完成；"
                    "“共建项目”：由该结对产生的项目办结即完成。",
                ),
                FieldRowPanel([FieldPanel("quantity"), FieldPanel("due_on")]),
                FieldPanel("position"),
            ],
            heading="怎样算完成",
        ),
    ]


class ProgrammeViewSet(VocabularyViewSet):
    model = Programme
    icon = "folder-open-inverse"
    menu_label = "行动"
    add_to_settings_menu = True
    search_fields = ["name"]
    list_display = ["name", Column("summary", label="简介")]
    panels = [FieldPanel("name"), FieldPanel("summary")]


class ListCategoryViewSet(VocabularyViewSet):
    model = ListCategory
    icon = "tag"
    menu_label = "清单类别"
    add_to_settings_menu = True
    search_fields = ["name"]
    list_display = ["name", Column("position", label="顺序", sort_key="position")]
    panels = [FieldPanel("name"), FieldPanel("position", help_text="数字小的排在前面。")]
