"""Organisations, places, and who acts for whom."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from partners import finding
from partners.admin.register import RegisterViewSet
from partners.admin_forms import DivisionForm, MembershipForm, OrganisationForm
from partners.choosers import user_chooser
from partners.filters import DivisionFilterSet, MembershipFilterSet, OrganisationFilterSet
from partners.models import Division, Membership, Organisation
from portal.admin.columns import DayColumn, ShortColumn


class OrganisationViewSet(RegisterViewSet):
    model = Organisation
    icon = "group"
    menu_label = "组织"
    form_class = OrganisationForm
    filterset_class = OrganisationFilterSet
    search_rows = staticmethod(finding.find_organisations)
    search_placeholder = "全称、简称、曾用名、编号或所在地"
    list_display = [
        "name",
        Column("kind", label="类别", accessor="get_kind_display", sort_key="kind"),
        Column("level", label="层级", accessor="get_level_display"),
        Column("parent", label="上级组织"),
        Column("division", label="所在地"),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = [
        "number", "name", "kind", "level", "parent.name", "division.full_name", "division.code",
        "valid_from", "valid_until", "created_at",
    ]  # fmt: skip
    export_headings = {
        "parent.name": "上级组织", "division.full_name": "所在地", "division.code": "所在地代码",
    }  # fmt: skip
    export_filename = "组织"
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("name", help_text="现行全称。改名时，请把原名作为“曾用名”记在下方。"),
                FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
                FieldPanel("parent"),
                FieldPanel("division"),
                FieldPanel("summary", help_text="一两句话，公开页面会显示。"),
            ],
            heading="基本信息",
        ),
        InlinePanel(
            "names",
            [
                FieldRowPanel([FieldPanel("name"), FieldPanel("kind")]),
                FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
            ],
            heading="其他名称",
            label="名称",
            help_text="简称、曾用名和别名都能用来查找这个组织。",
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")]),
                FieldPanel("merged_into", help_text="被合并时填写。组织使用后不删除。"),
            ],
            heading="存续",
        ),
    ]


class DivisionViewSet(RegisterViewSet):
    model = Division
    icon = "site"
    menu_label = "行政区划"
    form_class = DivisionForm
    filterset_class = DivisionFilterSet
    search_rows = staticmethod(finding.find_divisions)
    search_placeholder = "地名、所属街道或代码"
    ordering = "path"
    list_display = [
        "full_name",
        Column("level", label="级别", accessor="get_level_display"),
        Column("display_name", label="显示名称"),
        ShortColumn("code", label="代码", sort_key="code"),
    ]
    list_export = ["code", "name", "level", "display_name", "full_name", "parent.code"]
    export_headings = {"parent.code": "上级代码"}
    export_filename = "行政区划"
    panels = [
        FieldPanel("code", help_text="国家统计局区划代码；功能区、小区、网格等用本市自编代码。"),
        FieldPanel("name", help_text="全称，例如“板桥社区居委会”；显示时省去“居委会”。"),
        FieldPanel("level"),
        FieldPanel("parent", help_text="改变上级时，其下属各地一并移动。"),
    ]


class MembershipViewSet(RegisterViewSet):
    model = Membership
    icon = "user"
    menu_label = "任职"
    form_class = MembershipForm
    filterset_class = MembershipFilterSet
    search_rows = staticmethod(finding.find_memberships)
    search_placeholder = "登录名、显示名称或组织名称"
    list_related = ("user", "organisation")
    list_display = [
        "user",
        Column("organisation", label="代表组织"),
        Column("role", label="角色", accessor="get_role_display"),
        DayColumn("since", label="起始日期", sort_key="since"),
        DayColumn("until", label="结束日期"),
        ShortColumn("number", label="编号", sort_key="number"),
    ]
    list_export = ["number", "user.username", "organisation.name", "role", "since", "until"]
    export_headings = {"user.username": "登录名", "organisation.name": "代表组织"}
    export_filename = "任职"
    panels = [
        FieldPanel("user", widget=user_chooser.widget_class),
        FieldPanel("organisation"),
        FieldPanel("role"),
        FieldRowPanel([FieldPanel("since"), FieldPanel("until")]),
        FieldPanel("division"),
    ]
