"""Assignments: who answers for what."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.register import RegisterViewSet
from partners.admin_forms import AssignmentForm
from partners.choosers import need_chooser
from partners.filters import AssignmentFilterSet
from partners.models import Assignment
from portal.admin.columns import DayColumn


def target_words(assignment: Assignment) -> str:
    """What the post-holder answers for."""
    return str(assignment.target)


class AssignmentViewSet(RegisterViewSet):
    model = Assignment
    icon = "user"
    menu_label = "包联"
    form_class = AssignmentForm
    filterset_class = AssignmentFilterSet
    search_rows = staticmethod(finding.find_assignments)
    search_placeholder = "姓名、职务、地区或编号"
    list_related = (
        "place",
        "alliance",
        "need",
        "pairing__unit_side",
        "pairing__community_side",
    )
    list_display = [
        "number",
        Column("role", label="角色", accessor="get_role_display"),
        Column("post", label="职务"),
        Column("name", label="姓名"),
        Column("target", label="包联对象", accessor=target_words),
        DayColumn("since", label="起始日期", sort_key="since"),
        DayColumn("until", label="结束日期"),
        Column("is_public", label="公开", accessor=lambda a: "公开" if a.is_public else "内部"),
    ]
    list_export = ["number", "role", "post", "name", "target", "since", "until", "is_public"]
    export_values = {"target": target_words}
    export_headings = {"target": "包联对象"}
    export_filename = "包联"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("role"),
                FieldRowPanel([FieldPanel("post"), FieldPanel("name")]),
                FieldPanel("is_public", help_text="不勾选时，公众看不到姓名和职务。"),
                FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
            ],
            heading="人员",
        ),
        MultiFieldPanel(
            [
                FieldPanel("place"),
                FieldPanel("alliance"),
                FieldPanel("pairing"),
                FieldPanel("need", widget=need_chooser.widget_class),
                FieldPanel("division"),
            ],
            heading="包联对象",
            help_text="地区、联盟、结对、需求四项中填写一项。",
        ),
    ]
