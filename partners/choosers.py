"""Choosers of the records that others point at. Registered, they serve every panel of the admin."""

from wagtail.admin.ui.tables import Column

from partners import finding
from partners.enums import ListKind
from partners.models import Agreement, Alliance, Division, ListItem, Organisation, Pairing
from portal.admin.choosers import RecordChooserViewSet
from portal.models import User


class DivisionChooserViewSet(RecordChooserViewSet):
    model = Division
    icon = "site"
    choose_one_text = "选择地区"
    search_placeholder = "地名、所属街道或代码"
    more_columns = [
        Column("level", label="级别", accessor="get_level_display"),
        Column("code", label="代码"),
    ]
    rows = staticmethod(Division.objects.all)
    search_rows = staticmethod(finding.find_divisions)


class OrganisationChooserViewSet(RecordChooserViewSet):
    model = Organisation
    icon = "group"
    choose_one_text = "选择组织"
    search_placeholder = "全称、简称、曾用名、编号或所在地"
    more_columns = [
        Column("kind", label="类别", accessor="get_kind_display"),
        Column("division", label="所在地"),
        Column("number", label="编号"),
    ]
    rows = staticmethod(Organisation.objects.for_listing)
    search_rows = staticmethod(finding.find_organisations)


class PairingChooserViewSet(RecordChooserViewSet):
    model = Pairing
    icon = "link"
    choose_one_text = "选择结对"
    search_placeholder = "任一方的名称或编号"
    more_columns = [
        Column("level", label="层级"),
        Column("year", label="年度", accessor="programme_year.year"),
        Column("status", label="状态", accessor="get_status_display"),
        Column("number", label="编号"),
    ]
    rows = staticmethod(Pairing.objects.for_listing)
    search_rows = staticmethod(finding.find_pairings)


class AllianceChooserViewSet(RecordChooserViewSet):
    model = Alliance
    icon = "group"
    choose_one_text = "选择联盟"
    search_placeholder = "联盟名称、成员名称或编号"
    more_columns = [
        Column("kind", label="类别", accessor="get_kind_display"),
        Column("division", label="所在地"),
        Column("number", label="编号"),
    ]
    rows = staticmethod(lambda: Alliance.objects.select_related("division").order_by("-number"))
    search_rows = staticmethod(finding.find_alliances)


class AgreementChooserViewSet(RecordChooserViewSet):
    model = Agreement
    icon = "doc-full-inverse"
    choose_one_text = "选择协议"
    search_placeholder = "协议名称、签约方名称或编号"
    more_columns = [
        Column("kind", label="类别", accessor="get_kind_display"),
        Column("signed_on", label="签订日期"),
        Column("number", label="编号"),
    ]
    rows = staticmethod(lambda: Agreement.objects.order_by("-number"))
    search_rows = staticmethod(finding.find_agreements)


class ListItemChooserViewSet(RecordChooserViewSet):
    model = ListItem
    icon = "list-ul"
    choose_one_text = "选择清单事项"
    search_placeholder = "名称、所属组织或编号"
    more_columns = [
        Column("kind", label="清单", accessor="get_kind_display"),
        Column("organisation", label="所属组织"),
        Column("stage", label="办理阶段", accessor="get_stage_display"),
        Column("number", label="编号"),
    ]
    rows = staticmethod(ListItem.objects.for_listing)
    search_rows = staticmethod(finding.find_list_items)


class NeedChooserViewSet(ListItemChooserViewSet):
    """Needs only; panels that want it name its widget."""

    register_widget = False
    choose_one_text = "选择需求"
    rows = staticmethod(lambda: ListItem.objects.for_listing().filter(kind=ListKind.NEED))


class UserChooserViewSet(RecordChooserViewSet):
    """People with a login, for memberships; panels that want it name its widget."""

    model = User
    register_widget = False
    icon = "user"
    choose_one_text = "选择人员"
    search_placeholder = "登录名或显示名称"
    more_columns = [Column("username", label="登录名")]
    rows = staticmethod(lambda: User.objects.filter(is_active=True).order_by("username"))
    search_rows = staticmethod(finding.find_users)


organisation_chooser = OrganisationChooserViewSet("choose_organisation")
need_chooser = NeedChooserViewSet("choose_need")
user_chooser = UserChooserViewSet("choose_user")

CHOOSERS = [
    DivisionChooserViewSet("choose_division"),
    organisation_chooser,
    PairingChooserViewSet("choose_pairing"),
    AllianceChooserViewSet("choose_alliance"),
    AgreementChooserViewSet("choose_agreement"),
    ListItemChooserViewSet("choose_list_item"),
    need_chooser,
    user_chooser,
]
