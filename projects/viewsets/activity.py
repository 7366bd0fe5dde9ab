"""Activities of pairings, alliances and agreements."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners.admin.register import RegisterViewSet
from partners.tones import tone_of
from portal.admin.columns import DayColumn, ShortColumn, TagColumn
from projects.admin_forms import ActivityForm
from projects.filters import ActivityFilterSet
from projects.finding import find_activities
from projects.models import Activity


def owner_words(activity: Activity) -> str:
    """The pairing, alliance or agreement it belongs to."""
    return str(activity.owner)


class ActivityViewSet(RegisterViewSet):
    model = Activity
    icon = "date"
    menu_label = "结对活动"
    menu_hook = "register_pairings_menu_item"
    menu_order = 50
    form_class = ActivityForm
    filterset_class = ActivityFilterSet
    search_rows = staticmethod(find_activities)
    search_placeholder = "活动名称、双方名称或编号"
    list_display = [
        "title",
        DayColumn("date", label="日期", sort_key="date"),
        Column("owner", label="属于", accessor=owner_words),
        Column("checklist_item", label="清单事项"),
        Column("volunteers", label="志愿服务人次"),
        TagColumn(
            "state",
            label="状态",
            accessor="get_state_display",
            tone=lambda activity: tone_of(activity.state),
        ),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "date", "title", "owner", "checklist_item.title", "division.full_name",
        "place_text", "attendance", "volunteers", "volunteer_hours", "state", "dispute_reason",
        "created_at",
    ]  # fmt: skip
    export_values = {"owner": owner_words}
    export_headings = {
        "owner": "属于", "checklist_item.title": "清单事项", "division.full_name": "所在地",
    }  # fmt: skip
    export_filename = "结对活动"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("pairing"),
                FieldPanel("alliance"),
                FieldPanel("agreement"),
                FieldPanel("project", help_text="与某个共建项目有关时填写。"),
                FieldPanel("checklist_item", help_text="完成了年度清单中的哪一项。"),
            ],
            heading="属于",
            help_text="结对、联盟、协议三项中填写一项。",
        ),
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("date"), FieldPanel("place_text")]),
                FieldPanel("text"),
                FieldRowPanel(
                    [
                        FieldPanel("attendance"),
                        FieldPanel("volunteers"),
                        FieldPanel("volunteer_hours"),
                    ]
                ),
                FieldPanel("division"),
            ],
            heading="活动",
            help_text="对方确认后才计入完成；确认在记录页由录入人以外的人员办理。",
        ),
        InlinePanel(
            "photos",
            [FieldRowPanel([FieldPanel("image"), FieldPanel("caption")])],
            heading="图片",
            label="图片",
            help_text="图片可不填。",
        ),
    ]
