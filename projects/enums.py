"""The fixed words of projects: one enum per kind or state, its groups beside it."""

from django.db.models import TextChoices


class ProjectStage(TextChoices):
    PLANNING = "planning", "谋划"
    ESTABLISHED = "established", "立项"
    IMPLEMENTING = "implementing", "实施"
    ACCEPTING = "accepting", "待验收"
    COMPLETED = "completed", "办结"
    SUSPENDED = "suspended", "暂停"
    TERMINATED = "terminated", "终止"


#: The road of a project that goes well, in order.
STAGE_LINE = (
    ProjectStage.PLANNING,
    ProjectStage.ESTABLISHED,
    ProjectStage.IMPLEMENTING,
    ProjectStage.ACCEPTING,
    ProjectStage.COMPLETED,
)
#: Work is going on or may go on.
RUNNING_STAGES = frozenset(
    {ProjectStage.ESTABLISHED, ProjectStage.IMPLEMENTING, ProjectStage.ACCEPTING}
)
#: What the public sees of approved projects, and what the figures count: from 立项 on, a
#: terminated project no more.
PUBLIC_STAGES = RUNNING_STAGES | {ProjectStage.COMPLETED, ProjectStage.SUSPENDED}


class ParticipantRole(TextChoices):
    LEAD = "lead", "牵头"
    PARTNER = "partner", "配合"
    FUNDER = "funder", "出资"
    BENEFICIARY = "beneficiary", "受益"


class FundKind(TextChoices):
    PLEDGED = "pledged", "意向"
    AGREED = "agreed", "协议"
    RECEIVED = "received", "到账"
    SPENT = "spent", "支出"
    IN_KIND = "in_kind", "物资折价"


#: Added up as 「协调争取资金」: what arrived, never what was promised or spent.
COORDINATED_KINDS = (FundKind.RECEIVED, FundKind.IN_KIND)
#: What only a day that has come can bring; a promise may name a later one.
MOVED_KINDS = (*COORDINATED_KINDS, FundKind.SPENT)


#: Where a line of the ledger stands, as lists filter it (FundEntryQuerySet.by_standing).
STANDINGS = [("waiting", "待核验"), ("verified", "已核验"), ("reversals", "冲正")]


class ActivityState(TextChoices):
    PENDING = "pending", "待确认"
    CONFIRMED = "confirmed", "已确认"
    DISPUTED = "disputed", "有异议"


class OriginKind(TextChoices):
    """What a project grew out of, as lists filter it."""

    PAIRING = "pairing", "结对共建"
    ALLIANCE = "alliance", "联盟（共同体）"
    ASSOCIATION = "association", "行业协会商会"
