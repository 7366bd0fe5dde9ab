"""Updates of projects."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners.admin.register import RegisterViewSet
from partners.viewsets.agreement import review_column
from portal.admin.columns import DayColumn, ShortColumn
from projects.admin_forms import UpdateForm
from projects.filters import UpdateFilterSet
from projects.finding import find_updates
from projects.models import Update


class UpdateViewSet(RegisterViewSet):
    model = Update
    icon = "history"
    menu_label = "进展"
    form_class = UpdateForm
    filterset_class = UpdateFilterSet
    search_rows = staticmethod(find_updates)
    search_placeholder = "标题、项目或填报组织"
    list_related = ("project", "organisation")
    list_display = [
        "title",
        Column("project", label="项目"),
        Column("organisation", label="填报组织"),
        DayColumn("happened_on", label="发生日期", sort_key="happened_on"),
        review_column(),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "project.number", "project.name", "organisation.name", "happened_on", "title",
        "text", "review_state", "created_at",
    ]  # fmt: skip
    export_headings = {
        "project.number": "项目编号", "project.name": "项目", "organisation.name": "填报组织",
    }  # fmt: skip
    export_filename = "项目进展"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("project"),
                FieldPanel("organisation", help_text="哪个组织填报；保存后不能更改。"),
                FieldPanel("happened_on", help_text="事情发生的日子，不是填报的日子。"),
                FieldPanel("title"),
                FieldPanel("text"),
                FieldPanel("division"),
            ],
            heading="进展",
            help_text="保存后在记录页提交审核；审核由录入人以外的人员办理。",
        ),
        InlinePanel(
            "photos",
            [FieldRowPanel([FieldPanel("image"), FieldPanel("caption")])],
            heading="图片",
            label="图片",
            help_text="图片可不填。请勿上传能辨认证件、电话的图片。",
        ),
    ]
