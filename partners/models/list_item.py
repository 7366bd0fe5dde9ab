"""List items 「清单」: what a community needs, what a unit can offer, and who claims it."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from partners.enums import TOLD_STAGES, ClaimState, ListKind, NeedStage
from partners.querysets.list_item import ClaimQuerySet, ListItemQuerySet
from portal.changes import TellingQuerySet

from .organisation import Organisation
from .register import Register
from .review import Reviewed


class ListCategory(models.Model):
    """A heading of the lists, edited by administrators."""

    name = models.CharField("名称", max_length=20, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "清单类别"
        verbose_name_plural = "清单类别"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class ListItem(Reviewed):
    """A need or a resource. A need passes the stages of NeedStage by named moves."""

    number_prefix = "QD"

    kind = models.CharField("清单", max_length=10, choices=ListKind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="list_items", verbose_name="所属组织"
    )
    category = models.ForeignKey(
        ListCategory, models.PROTECT, related_name="items", verbose_name="类别"
    )
    title = models.CharField("名称", max_length=60)
    description = models.TextField("说明", max_length=2000, blank=True)
    quantity = models.CharField("数量", max_length=40, blank=True)
    deadline = models.DateField("期限", null=True, blank=True)
    stage = models.CharField(
        "办理阶段",
        max_length=10,
        choices=NeedStage,
        default=NeedStage.COLLECTED,
        editable=False,
    )
    priority_until = models.DateField(
        "优先认领截止",
        null=True,
        blank=True,
        help_text="此日之前先由结对单位认领，之后对全域开放。",
    )
    answer = models.TextField("办理结果", max_length=200, blank=True, editable=False)
    closed_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    deliberated_on = models.DateField("议事日期", null=True, blank=True)
    deliberation_participants = models.CharField("议事人员", max_length=200, blank=True)
    deliberation_result = models.TextField("议事结果", max_length=2000, blank=True)
    deliberation_file = models.ForeignKey(
        "portal.PortalDocument",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="议事记录",
    )

    objects = ListItemQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = "清单事项"
        verbose_name_plural = "需求和资源清单"
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["kind", "review_state", "stage"], name="list_item_public"),
            models.Index(fields=["deadline"], name="list_item_deadline"),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(stage=NeedStage.CLOSED, closed_on__isnull=False)
                | ~Q(stage=NeedStage.CLOSED) & Q(closed_on=None),
                name="list_item_closed_has_date",
                violation_error_message="已办结的事项须有办结日期。",
            ),
            models.CheckConstraint(
                condition=Q(kind=ListKind.NEED)
                | Q(stage__in=[NeedStage.COLLECTED, NeedStage.CLOSED]),
                name="list_item_resource_stages",
                violation_error_message="资源只有征集和办结两个阶段。",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("partners:list_item_detail", args=[self.number])

    def get_stage_display(self) -> str:  # type: ignore[no-redef]
        """The stage of a need in words; a resource is there to be used, or no longer."""
        if self.kind == ListKind.RESOURCE:
            return "已结束" if self.stage == NeedStage.CLOSED else "可对接"
        return NeedStage(self.stage).label

    @property
    def told_answer(self) -> str:
        """What was done about it, from the answer on; not while it is worked on again."""
        return self.answer if self.stage in TOLD_STAGES else ""


class Claim(Register):
    """An organisation's commitment to meet a need or use a resource. No points, no ranking."""

    number_prefix = "RL"

    item = models.ForeignKey(
        ListItem, models.PROTECT, related_name="claims", verbose_name="清单事项"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="claims", verbose_name="认领组织"
    )
    promise = models.CharField("承诺内容", max_length=200, blank=True)
    claimed_on = models.DateField("认领日期")
    state = models.CharField(
        "状态", max_length=10, choices=ClaimState, default=ClaimState.ACTIVE, editable=False
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "认领"
        verbose_name_plural = "认领"
        ordering = ["item", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "organisation"],
                condition=~Q(state=ClaimState.WITHDRAWN),
                name="claim_unique",
                violation_error_message="该组织已认领此事项。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}：{self.item}"
