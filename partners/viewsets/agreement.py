"""Alliances and agreements."""

from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.register import RegisterViewSet
from partners.admin_forms import AgreementForm
from partners.enums import AgreementStatus
from partners.filters import AgreementFilterSet, AllianceFilterSet
from partners.models import Agreement, Alliance
from partners.tones import tone_of
from portal.admin.columns import DayColumn, ShortColumn, TagColumn


def review_column() -> TagColumn:
    """The state of review, for every register that has one."""
    return TagColumn(
        "review_state",
        label="审核",
        accessor="get_review_state_display",
        tone=lambda record: tone_of(record.review_state),
    )


def standing(agreement: Agreement) -> AgreementStatus:
    """Whether the paper binds today."""
    return agreement.status_on(timezone.localdate())


def standing_label(agreement: Agreement) -> str:
    """「有效」, 「已到期」..."""
    return str(standing(agreement).label)


def names_of(children: str):
    """Names of the organisations in a relation of child rows, which the list fetched."""

    def named(record: Alliance | Agreement) -> str:
        return "、".join(str(child.organisation) for child in getattr(record, children).all())

    return named


class AllianceViewSet(RegisterViewSet):
    model = Alliance
    icon = "group"
    menu_label = "联盟（共同体）"
    filterset_class = AllianceFilterSet
    search_rows = staticmethod(finding.find_alliances)
    search_placeholder = "联盟名称、成员名称或编号"
    list_display = [
        "name",
        Column("kind", label="类别", accessor="get_kind_display"),
        Column("members", label="成员", accessor=lambda alliance: len(alliance.members.all())),
        Column("division", label="所在地"),
        DayColumn("formed_on", label="成立日期", sort_key="formed_on"),
        Column("state", label="状态", accessor="get_state_display"),
        review_column(),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "name", "kind", "division.full_name", "formed_on", "state", "dissolved_on",
        "members", "review_state", "created_at",
    ]  # fmt: skip
    export_values = {"members": names_of("members")}
    export_headings = {"division.full_name": "所在地", "members": "成员"}
    export_filename = "联盟"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("programme_year")]),
                FieldPanel("division"),
                FieldPanel("formed_on"),
                FieldPanel("summary", help_text="审核通过后在公开页面显示。"),
            ],
            heading="基本信息",
            help_text="保存后在记录页提交审核；审核由他人办理，通过后对外公开。",
        ),
        InlinePanel(
            "members",
            [FieldPanel("organisation"), FieldPanel("role")],
            heading="成员",
            label="成员",
        ),
    ]


class AgreementViewSet(RegisterViewSet):
    model = Agreement
    icon = "doc-full-inverse"
    menu_label = "协议"
    form_class = AgreementForm
    filterset_class = AgreementFilterSet
    search_rows = staticmethod(finding.find_agreements)
    search_placeholder = "协议名称、签约方名称或编号"
    list_display = [
        "title",
        Column("kind", label="类别", accessor="get_kind_display"),
        Column("parties", label="签约方", accessor=names_of("parties")),
        DayColumn("signed_on", label="签订日期", sort_key="signed_on"),
        DayColumn("valid_until", label="有效期至", sort_key="valid_until"),
        TagColumn(
            "standing",
            label="效力",
            accessor=standing_label,
            tone=lambda agreement: tone_of(standing(agreement)),
        ),
        review_column(),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "title", "kind", "programme_year.year", "parties", "division.full_name",
        "signed_on", "valid_until", "standing", "terminated_on", "review_state", "created_at",
    ]  # fmt: skip
    export_values = {"parties": names_of("parties"), "standing": standing_label}
    export_headings = {
        "programme_year.year": "年度", "parties": "签约方", "division.full_name": "所在地",
        "standing": "效力",
    }  # fmt: skip
    export_filename = "协议"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("programme_year")]),
                FieldPanel("pairing", help_text="属于某个结对时填写；结对和联盟至多填一项。"),
                FieldPanel("alliance"),
                FieldPanel("division"),
            ],
            heading="基本信息",
            help_text="保存后在记录页提交审核；审核由他人办理，通过后对外公开。",
        ),
        InlinePanel("parties", [FieldPanel("organisation")], heading="签约方", label="签约方"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("signed_on"), FieldPanel("valid_until")]),
                FieldPanel("summary"),
                FieldPanel("file", help_text="协议扫描件，仅供内部查阅。"),
                FieldPanel("renews", help_text="续签的，填写原协议。"),
            ],
            heading="内容",
        ),
        InlinePanel(
            "commitments",
            [
                FieldPanel("text"),
                FieldRowPanel([FieldPanel("due_on"), FieldPanel("state"), FieldPanel("done_on")]),
            ],
            heading="承诺事项",
            label="承诺",
        ),
    ]
