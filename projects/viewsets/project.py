"""Projects and the fields they work in."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners.admin.register import RegisterViewSet
from partners.admin.vocabulary import VocabularyViewSet
from partners.choosers import need_chooser
from partners.tones import tone_of
from partners.viewsets.agreement import review_column
from portal.admin.columns import ShortColumn, TagColumn
from projects.admin_forms import ProjectForm
from projects.filters import ProjectFilterSet
from projects.finding import find_projects
from projects.models import Project, ProjectField

_BASICS = MultiFieldPanel(
    [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("programme_year"), FieldPanel("field")]),
        FieldPanel("division", help_text="项目建在哪里。"),
        FieldPanel("place_text", help_text="文字说明，例如“向阳雅居小区”。"),
        FieldPanel("summary", help_text="审核通过并立项后在公开页面显示。"),
        FieldPanel("need", widget=need_chooser.widget_class),
        FieldRowPanel([FieldPanel("planned_start"), FieldPanel("planned_end")]),
    ],
    heading="基本信息",
    help_text="先登记来源并提交审核，审核通过后在记录页办理立项、开工、验收等。",
)
_ORIGINS = InlinePanel(
    "origins",
    [FieldPanel("pairing"), FieldPanel("alliance"), FieldPanel("agreement")],
    heading="项目来源",
    label="来源",
    help_text="项目因什么产生。每行在结对、联盟、协议中选一项；立项前至少登记一行。",
)
_PARTICIPANTS = InlinePanel(
    "participants",
    [FieldRowPanel([FieldPanel("organisation"), FieldPanel("role")])],
    heading="参与方",
    label="参与方",
)
_MILESTONES = InlinePanel(
    "milestones",
    [FieldPanel("title"), FieldRowPanel([FieldPanel("due_on"), FieldPanel("done_on")])],
    heading="里程碑",
    label="节点",
)
_OUTCOMES = InlinePanel(
    "outcomes",
    [
        FieldRowPanel([FieldPanel("measure"), FieldPanel("value")]),
        FieldRowPanel([FieldPanel("as_of"), FieldPanel("source")]),
    ],
    heading="成效",
    label="成效",
    help_text="项目带来的结果，写明出处。资金在资金台账登记，不在这里填。",
)
_AFTER_CARE = InlinePanel(
    "after_care",
    [
        FieldPanel("task"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("due_on"), FieldPanel("done_on")]),
        FieldPanel("result", help_text="填写了完成日期的，须写明结果。"),
    ],
    heading="长效管护",
    label="管护",
)


class ProjectViewSet(RegisterViewSet):
    model = Project
    icon = "folder-open-inverse"
    menu_label = "项目"
    form_class = ProjectForm
    filterset_class = ProjectFilterSet
    search_rows = staticmethod(find_projects)
    search_placeholder = "项目名称、参与方名称或编号"
    list_display = [
        "name",
        ShortColumn("year", label="年度", accessor="programme_year.year"),
        Column("field", label="领域"),
        Column("division", label="所在地"),
        TagColumn(
            "stage",
            label="阶段",
            accessor="get_stage_display",
            tone=lambda project: tone_of(project.stage),
        ),
        review_column(),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "programme_year.year", "name", "field.name", "division.full_name",
        "place_text", "stage", "planned_start", "planned_end", "started_on", "completed_on",
        "stage_reason", "review_state", "created_at",
    ]  # fmt: skip
    export_headings = {
        "programme_year.year": "年度", "field.name": "领域", "division.full_name": "所在地",
    }  # fmt: skip
    export_filename = "共建项目"
    panels = [_BASICS, _ORIGINS, _PARTICIPANTS, _MILESTONES, _OUTCOMES, _AFTER_CARE]


class ProjectFieldViewSet(VocabularyViewSet):
    model = ProjectField
    icon = "tag"
    menu_label = "项目领域"
    add_to_settings_menu = True
    search_fields = ["name"]
    list_display = [
        "name",
        Column("slug", label="网址用名"),
        Column("position", label="顺序", sort_key="position"),
    ]
    panels = [
        FieldPanel("name"),
        FieldPanel("slug", help_text="出现在网址中，用拼音或英文，启用后不要改。"),
        FieldPanel("position", help_text="数字小的排在前面。"),
    ]
