"""Needs, resources, who claimed them, and their categories."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.register import RegisterViewSet
from partners.admin_forms import ClaimForm, ListItemForm
from partners.filters import ClaimFilterSet, ListItemFilterSet
from partners.models import Claim, ListItem
from partners.tones import tone_of
from portal.admin.columns import DayColumn, ShortColumn, TagColumn

from .agreement import review_column


class ListItemViewSet(RegisterViewSet):
    model = ListItem
    icon = "list-ul"
    menu_label = "清单事项"
    form_class = ListItemForm
    filterset_class = ListItemFilterSet
    search_rows = staticmethod(finding.find_list_items)
    search_placeholder = "名称、所属组织或编号"
    list_display = [
        "title",
        Column("kind", label="清单", accessor="get_kind_display"),
        Column("category", label="类别"),
        Column("organisation", label="所属组织"),
        Column("division", label="所在地"),
        DayColumn("deadline", label="期限", sort_key="deadline"),
        TagColumn(
            "stage",
            label="办理阶段",
            accessor="get_stage_display",
            tone=lambda item: tone_of(item.stage),
        ),
        review_column(),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "kind", "title", "category.name", "organisation.name", "division.full_name",
        "quantity", "deadline", "stage", "closed_on", "review_state", "created_at",
    ]  # fmt: skip
    export_headings = {
        "category.name": "类别", "organisation.name": "所属组织", "division.full_name": "所在地",
    }  # fmt: skip
    export_filename = "需求资源清单"
    panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("category")]),
                FieldPanel("title"),
                FieldPanel("organisation", help_text="需求由社区（街镇）提出，资源由单位提出。"),
                FieldPanel("division"),
                FieldPanel("description"),
                FieldRowPanel([FieldPanel("quantity"), FieldPanel("deadline")]),
                FieldPanel("priority_until"),
            ],
            heading="事项",
            help_text="受理、认领、办理、反馈、核查办结等在记录页办理。",
        ),
        MultiFieldPanel(
            [
                FieldPanel("deliberated_on"),
                FieldPanel("deliberation_participants", help_text="写明身份，不写个人姓名。"),
                FieldPanel("deliberation_result"),
                FieldPanel("deliberation_file", help_text="仅供内部查阅，不对外公开。"),
            ],
            heading="居民议事（征求过意见的填写）",
        ),
    ]


class ClaimViewSet(RegisterViewSet):
    model = Claim
    icon = "pick"
    menu_label = "认领"
    form_class = ClaimForm
    filterset_class = ClaimFilterSet
    search_rows = staticmethod(finding.find_claims)
    search_placeholder = "事项名称、认领组织或编号"
    list_related = ("item", "organisation")
    list_display = [
        "number",
        Column("item", label="清单事项"),
        Column("organisation", label="认领组织"),
        Column("promise", label="承诺内容"),
        DayColumn("claimed_on", label="认领日期", sort_key="claimed_on"),
        TagColumn(
            "state",
            label="状态",
            accessor="get_state_display",
            tone=lambda claim: tone_of(claim.state),
        ),
    ]
    list_export = [
        "number", "item.number", "item.title", "organisation.name", "promise", "claimed_on",
        "state",
    ]  # fmt: skip
    export_headings = {
        "item.number": "事项编号", "item.title": "清单事项", "organisation.name": "认领组织",
    }  # fmt: skip
    export_filename = "认领"
    panels = [
        FieldPanel("item"),
        FieldPanel("organisation"),
        FieldPanel("promise"),
        FieldPanel("claimed_on"),
        FieldPanel("division"),
    ]
