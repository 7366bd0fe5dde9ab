"""Projects 「共建攻坚项目」: what sides build, where it grew from, and who takes part."""

from typing import Any, cast

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from partners.models import (
    Agreement,
    Alliance,
    ListItem,
    Organisation,
    Pairing,
    ProgrammeYear,
    Reviewed,
)
from portal.changes import TellingQuerySet
from portal.constraints import exactly_one
from projects.enums import ParticipantRole, ProjectStage
from projects.querysets.project import ProjectQuerySet

_HALTED = [ProjectStage.SUSPENDED, ProjectStage.TERMINATED]


class ProjectField(models.Model):
    """A field of work such as 「公共服务」, edited by administrators."""

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField("网址用名", max_length=40, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "项目领域"
        verbose_name_plural = "项目领域"
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.name


class Project(Reviewed):
    """Work with an origin, participants and a stage that moves only through projects.moves.

    `division` is its place; `place_text` says it in words (「向阳雅居小区」).
    """

    number_prefix = "XM"

    programme_year = models.ForeignKey(
        ProgrammeYear, models.PROTECT, related_name="projects", verbose_name="行动年度"
    )
    name = models.CharField("项目名称", max_length=80)
    field = models.ForeignKey(
        ProjectField, models.PROTECT, related_name="projects", verbose_name="领域"
    )
    place_text = models.CharField("具体地点", max_length=80, blank=True)
    summary = models.TextField("项目内容", max_length=3000, blank=True)
    need = models.ForeignKey(
        ListItem,
        models.PROTECT,
        related_name="projects",
        null=True,
        blank=True,
        limit_choices_to={"kind": "need"},
        verbose_name="回应需求",
    )
    planned_start = models.DateField("计划开工", null=True, blank=True)
    planned_end = models.DateField("计划完成", null=True, blank=True)
    started_on = models.DateField("实际开工", null=True, blank=True, editable=False)
    completed_on = models.DateField("办结日期", null=True, blank=True, editable=False)
    stage = models.CharField(
        "阶段",
        max_length=12,
        choices=ProjectStage,
        default=ProjectStage.PLANNING,
        editable=False,
    )
    stage_reason = models.CharField("暂停或终止理由", max_length=200, blank=True, editable=False)
    suspended_from = models.CharField(max_length=12, blank=True, editable=False)

    objects = ProjectQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = "共建项目"
        verbose_name_plural = "共建项目"
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["review_state", "stage"], name="project_public"),
            models.Index(fields=["programme_year", "field"], name="project_year_field"),
        ]
        constraints = [
            *Reviewed.Meta.constraints,
            models.CheckConstraint(
                condition=Q(stage=ProjectStage.COMPLETED, completed_on__isnull=False)
                | ~Q(stage=ProjectStage.COMPLETED) & Q(completed_on=None),
                name="project_completed_has_date",
                violation_error_message="办结的项目须有办结日期，其他阶段不填。",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=_HALTED) | ~Q(stage_reason=""),
                name="project_halted_has_reason",
                violation_error_message="暂停或终止的项目须说明理由。",
            ),
            models.CheckConstraint(
                condition=Q(planned_start=None)
                | Q(planned_end=None)
                | Q(planned_end__gte=F("planned_start")),
                name="project_plan_in_order",
                violation_error_message="计划完成日期不能早于计划开工日期。",
            ),
            models.CheckConstraint(
                condition=Q(started_on=None)
                | Q(completed_on=None)
                | Q(completed_on__gte=F("started_on")),
                name="project_dates_in_order",
                violation_error_message="办结日期不能早于开工日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("projects:project_detail", args=[self.number])

    def number_year(self) -> int:
        return self.programme_year.year

    @cached_property
    def milestones_to_come(self) -> list[Any]:
        """Those not reached yet, the next one first; read once."""
        return list(self.milestones.filter(done_on=None))

    @cached_property
    def story(self) -> Any:
        """The case story about it, a draft or published; None without one. Read once."""
        return self.stories.order_by("pk").first()

    @property
    def principals(self) -> list["ProjectParticipant"]:
        """Who leads and who benefits, for cards (reads `participants`)."""
        shown = (ParticipantRole.LEAD, ParticipantRole.BENEFICIARY)
        return [p for p in self.participants.all() if p.role in shown]


class ProjectOrigin(models.Model):
    """What the project grew out of: one pairing, alliance or agreement a row."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="origins", verbose_name="项目"
    )
    pairing = models.ForeignKey(
        Pairing,
        models.PROTECT,
        related_name="project_origins",
        null=True,
        blank=True,
        verbose_name="结对",
    )
    alliance = models.ForeignKey(
        Alliance,
        models.PROTECT,
        related_name="project_origins",
        null=True,
        blank=True,
        verbose_name="联盟",
    )
    agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        related_name="project_origins",
        null=True,
        blank=True,
        verbose_name="协议",
    )

    class Meta:
        verbose_name = "项目来源"
        verbose_name_plural = "项目来源"
        ordering = ["project", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=exactly_one("pairing", "alliance", "agreement"),
                name="project_origin_exactly_one",
                violation_error_message="每行来源须且只须选择结对、联盟、协议中的一项。",
            ),
            *(
                models.UniqueConstraint(
                    fields=["project", origin],
                    condition=Q(**{f"{origin}__isnull": False}),
                    name=f"project_origin_{origin}_unique",
                    violation_error_message="该来源已登记。",
                )
                for origin in ("pairing", "alliance", "agreement")
            ),
        ]

    def __str__(self) -> str:
        return str(self.record)

    @property
    def record(self) -> Pairing | Alliance | Agreement:
        """The pairing, alliance or agreement."""
        return cast(Pairing | Alliance | Agreement, self.pairing or self.alliance or self.agreement)


class ProjectParticipant(models.Model):
    """An organisation in a project, in a role."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="participants", verbose_name="项目"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="participations", verbose_name="组织"
    )
    role = models.CharField("角色", max_length=12, choices=ParticipantRole)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "参与方"
        verbose_name_plural = "参与方"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation", "role"],
                name="project_participant_unique",
                violation_error_message="该组织已以同一角色登记。",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}（{self.get_role_display()}）"
