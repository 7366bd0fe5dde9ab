"""Organisations 「组织」: anything that can be a party, and the names it goes by."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from partners.enums import PLACE_KINDS, NameKind, OrganisationKind, OrganisationLevel
from partners.querysets.organisation import OrganisationQuerySet
from portal.changes import TellingQuerySet

from .register import Register


class Organisation(Register):
    """A party: unit, party organisation, street, community, association, firm, funder...

    `name` is the official name in force; the table of names holds it too, beside the short,
    former and other names people search by. Never deleted once used (foreign keys protect it).
    """

    number_prefix = "ZZ"

    name = models.CharField("全称", max_length=80, db_index=True)
    kind = models.CharField("类别", max_length=12, choices=OrganisationKind)
    level = models.CharField("层级", max_length=10, choices=OrganisationLevel)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name="上级组织",
        help_text="基层党组织填写所属单位，社区（村）填写所在街道（镇）。",
    )
    summary = models.TextField("简介", max_length=2000, blank=True)
    valid_from = models.DateField("成立日期", null=True, blank=True)
    valid_until = models.DateField("撤销日期", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="merged",
        null=True,
        blank=True,
        verbose_name="并入组织",
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = "组织"
        verbose_name_plural = "组织"
        ordering = ["number"]
        indexes = [models.Index(fields=["kind", "number"], name="organisation_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["division"],
                condition=Q(kind__in=sorted(PLACE_KINDS)),
                name="organisation_one_per_place",
                violation_error_message="该行政区划已登记街道（镇）或社区（村）组织。",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")) | Q(parent=None),
                name="organisation_not_its_own_parent",
                violation_error_message="上级组织不能是自身。",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")) | Q(merged_into=None),
                name="organisation_not_merged_into_itself",
                violation_error_message="不能并入自身。",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=F("valid_from")),
                name="organisation_dates_in_order",
                violation_error_message="撤销日期不能早于成立日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The page of the organisation; a street or community shares its place's page."""
        if self.is_place:
            return self.division.get_absolute_url()
        return reverse("partners:organisation_detail", args=[self.number])

    @property
    def is_place(self) -> bool:
        return self.kind in PLACE_KINDS

    @property
    def short_name(self) -> str:
        """The name for narrow places: the short name if there is one (reads `names`)."""
        shorts = (n.name for n in self.names.all() if n.kind == NameKind.SHORT and not n.until)
        return next(shorts, self.name)

    def is_under(self, other: "Organisation") -> bool:
        """Whether `other` is this organisation or one above it."""
        node: Organisation | None = self
        while node is not None:
            if node.pk == other.pk:
                return True
            node = node.parent
        return False

    def clean(self) -> None:
        """The tree has no circle."""
        super().clean()
        if self.pk and self.parent and self.parent.is_under(self):
            raise ValidationError({"parent": "上级组织不能是自身或自身的下级。"})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the official name in the table of names equal to `name`."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            self._keep_official_name()

    def _keep_official_name(self) -> None:
        """One official name in force, equal to `name`; going back to an earlier one revives it."""
        official = self.names.filter(kind=NameKind.OFFICIAL)
        earlier = official.filter(name=self.name).exclude(until=None).first()
        if earlier is None:
            self.names.update_or_create(
                kind=NameKind.OFFICIAL, until=None, defaults={"name": self.name}
            )
            return
        official.filter(until=None).update(until=timezone.localdate())
        earlier.until = None
        earlier.save()


class OrganisationName(models.Model):
    """One name of an organisation, with the time it was used."""

    organisation = models.ForeignKey(
        Organisation, models.CASCADE, related_name="names", verbose_name="组织"
    )
    name = models.CharField("名称", max_length=80, db_index=True)
    kind = models.CharField("名称类别", max_length=10, choices=NameKind)
    since = models.DateField("启用日期", null=True, blank=True)
    until = models.DateField("停用日期", null=True, blank=True)

    objects = TellingQuerySet.as_manager()

    class Meta:
        verbose_name = "组织名称"
        verbose_name_plural = "组织名称"
        ordering = ["organisation", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name", "kind"],
                name="organisation_name_unique",
                violation_error_message="该名称已登记。",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(kind=NameKind.OFFICIAL, until=None),
                name="organisation_name_one_official",
                violation_error_message="现行全称只能有一个。",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="organisation_name_dates_in_order",
                violation_error_message="停用日期不能早于启用日期。",
            ),
        ]

    def __str__(self) -> str:
        return self.name
