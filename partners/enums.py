"""The fixed words of partners: one enum per kind or state, its groups beside it."""

from enum import Enum

from django.db.models import IntegerChoices, TextChoices


class DivisionLevel(TextChoices):
    """Official levels of the division register, then levels beside or below them."""

    CITY = "city", "市"
    DISTRICT = "district", "区"
    STREET = "street", "街道"
    TOWN = "town", "镇"
    COMMUNITY = "community", "社区"
    VILLAGE = "village", "村"
    ZONE = "zone", "功能区"
    AREA = "area", "片区"
    ESTATE = "estate", "小区"
    GRID = "grid", "网格"


STREET_LEVELS = frozenset({DivisionLevel.STREET, DivisionLevel.TOWN})
COMMUNITY_LEVELS = frozenset({DivisionLevel.COMMUNITY, DivisionLevel.VILLAGE})
#: How high a place of a level stands: a department of a smaller rank is above.
RANK_OF_LEVEL: dict[str, int] = {
    DivisionLevel.CITY: 0,
    DivisionLevel.DISTRICT: 1,
    DivisionLevel.ZONE: 1,
    DivisionLevel.STREET: 2,
    DivisionLevel.TOWN: 2,
    DivisionLevel.AREA: 2,
    DivisionLevel.COMMUNITY: 3,
    DivisionLevel.VILLAGE: 3,
    DivisionLevel.ESTATE: 4,
    DivisionLevel.GRID: 4,
}


class ReviewRank(IntegerChoices):
    """The lowest department that may decide: it or one above it."""

    CITY = 0, "市级"
    DISTRICT = 1, "区级"
    STREET = 2, "街镇级"


class ReviewSubject(TextChoices):
    """What is reviewed, as the setting of who reviews it tells apart."""

    LIST_ITEM = "list_item", "需求和资源"
    PROJECT = "project", "共建项目"
    UPDATE = "update", "项目进展"
    FUND = "fund", "资金核验"
    ALLIANCE = "alliance", "联盟（共同体）"
    AGREEMENT = "agreement", "协议"


class OrganisationKind(TextChoices):
    UNIT = "unit", "机关事业单位"
    PARTY = "party", "基层党组织"
    STREET = "street", "街道（镇）"
    COMMUNITY = "community", "社区（村）"
    ASSOCIATION = "association", "行业协会商会"
    FIRM = "firm", "企业"
    SCHOOL = "school", "学校"
    HOSPITAL = "hospital", "医院"
    SOCIAL = "social", "社会组织"
    FUNDER = "funder", "上级财政及其他资金来源"


#: Counted as 「单位」: bodies of their own, whatever their trade.
UNIT_KINDS = frozenset(
    {
        OrganisationKind.UNIT,
        OrganisationKind.FIRM,
        OrganisationKind.SCHOOL,
        OrganisationKind.HOSPITAL,
    }
)
#: Organisations that are a place: one per division, sharing its public page.
PLACE_KINDS = frozenset({OrganisationKind.STREET, OrganisationKind.COMMUNITY})


class OrganisationLevel(TextChoices):
    NATIONAL = "national", "国家级"
    PROVINCE = "province", "省级"
    CITY = "city", "市级"
    DISTRICT = "district", "区级"
    STREET = "street", "街镇级"
    COMMUNITY = "community", "社区（村）级"


class NameKind(TextChoices):
    OFFICIAL = "official", "全称"
    SHORT = "short", "简称"
    FORMER = "former", "曾用名"
    ALIAS = "alias", "别名"


class Fulfilment(TextChoices):
    """What fulfils a checklist item."""

    ACTIVITY = "activity", "结对活动"
    PROJECT = "project", "共建项目"


class Side(TextChoices):
    UNIT = "unit", "单位一方"
    COMMUNITY = "community", "社区（街镇）一方"


class PairingStatus(TextChoices):
    PROPOSED = "proposed", "拟结对"
    SIGNED = "signed", "已签约"
    ACTIVE = "active", "进行中"
    EXPIRED = "expired", "到期"
    TERMINATED = "terminated", "终止"


#: From signing on; the public sees these, and the figures count them.
PUBLIC_PAIRINGS = frozenset({PairingStatus.SIGNED, PairingStatus.ACTIVE, PairingStatus.EXPIRED})


#: In force: signed and not over. What follows from a pairing is theirs.
RUNNING_PAIRINGS = frozenset({PairingStatus.SIGNED, PairingStatus.ACTIVE})


class ReviewState(TextChoices):
    """Whether a record entered by one person was approved by another."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审核"
    APPROVED = "approved", "审核通过"
    RETURNED = "returned", "退回修改"


class AllianceKind(TextChoices):
    COMMUNITY = "community", "党建共同体"
    LEAGUE = "league", "联盟"
    STREET_COMMITTEE = "street_committee", "大工委"
    AREA_COMMITTEE = "area_committee", "大党委"
    CAMPUS = "campus", "校地党建联盟"
    EDUCATION = "education", "教育发展共同体"


class AllianceState(TextChoices):
    ACTIVE = "active", "运行中"
    DISSOLVED = "dissolved", "已解散"


class AllianceRole(TextChoices):
    LEAD = "lead", "牵头"
    CORE = "core", "核心成员"
    MEMBER = "member", "成员"


class AgreementKind(TextChoices):
    PAIRING = "pairing", "结对协议"
    ALLIANCE = "alliance", "联盟（共同体）协议"
    ASSOCIATION = "association", "行业协会商会签约共建"
    COOPERATION = "cooperation", "合作协议"


class AgreementState(TextChoices):
    """Stored state; whether a signed agreement is in force follows from its dates."""

    SIGNED = "signed", "已签订"
    TERMINATED = "terminated", "终止"


class AgreementStatus(TextChoices):
    """State on a day, computed by `Agreement.status_on`."""

    UPCOMING = "upcoming", "未生效"
    IN_FORCE = "in_force", "有效"
    EXPIRED = "expired", "已到期"
    TERMINATED = "terminated", "终止"


class CommitmentState(TextChoices):
    PENDING = "pending", "待履行"
    DOING = "doing", "履行中"
    DONE = "done", "已履行"
    MISSED = "missed", "未履行"


class AssignmentRole(TextChoices):
    LEADER = "leader", "挂包领导"
    FIRST_SECRETARY = "first_secretary", "第一书记"
    LIAISON = "liaison", "联络员"


class ListKind(TextChoices):
    NEED = "need", "需求"
    RESOURCE = "resource", "资源"


class NeedStage(TextChoices):
    """The road of a need; a resource is only collected, open and closed."""

    COLLECTED = "collected", "征集"
    ACCEPTED = "accepted", "受理"
    CLAIMED = "claimed", "认领/派单"
    HANDLING = "handling", "办理"
    ANSWERED = "answered", "反馈"
    CLOSED = "closed", "核查办结"


#: Needs that organisations may claim; several may.
CLAIMABLE_STAGES = frozenset({NeedStage.ACCEPTED, NeedStage.CLAIMED})

#: What was done about a need is told from its answer on, and while it is worked on again no more.
TOLD_STAGES = frozenset({NeedStage.ANSWERED, NeedStage.CLOSED})


class ClaimState(TextChoices):
    ACTIVE = "active", "已认领"
    WITHDRAWN = "withdrawn", "已撤回"
    FULFILLED = "fulfilled", "已兑现"


class MembershipRole(TextChoices):
    UNIT_LIAISON = "unit_liaison", "单位联络员"
    COMMUNITY_LIAISON = "community_liaison", "社区（街镇）联络员"
    DEPARTMENT = "department", "组织部门"
    AUDITOR = "auditor", "督导"


#: Roles that act for one organisation; the others answer for a place.
LIAISON_ROLES = frozenset({MembershipRole.UNIT_LIAISON, MembershipRole.COMMUNITY_LIAISON})


class Maker(Enum):
    """What lets a person make a move: acting for the organisation a record was entered for, for the
    other party to it, answering for its place, or doing so high enough to decide (ReviewLevel).
    """

    AUTHOR = "author"
    COUNTERPART = "counterpart"
    DEPARTMENT = "department"
    REVIEWER = "reviewer"


class StaffRole(TextChoices):
    """Roles held by being in a group of the admin; the word is the group's name."""

    ADMINISTRATOR = "administrator", "系统管理员"
    EDITOR = "editor", "编辑"


class EventKind(TextChoices):
    """What a row of the audit trail is about. A proxy entry is any row with a 代办对象."""

    MOVE = "move", "状态办理"
    CHANGE = "change", "录入修改"
    VERIFICATION = "verification", "核验"
    RELEASE = "release", "文字放行"
    RIGHT = "right", "权限变更"
    LOGIN = "login", "登录"
    REFUSAL = "refusal", "拒绝"
    EXPORT = "export", "导出"
