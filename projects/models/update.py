"""Updates 「进展」: what happened in a project on which day, told by one of its parties."""

from django.core.exceptions import ValidationError
from django.db import models

from partners.models import Organisation, Reviewed
from projects.querysets.project import UpdateQuerySet

from .project import Project


class Update(Reviewed):
    """One event of a project. The author is never overwritten; nobody approves the own entry."""

    number_prefix = "JZ"

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="updates", verbose_name="项目"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="updates", verbose_name="填报组织"
    )
    happened_on = models.DateField("发生日期")
    title = models.CharField("标题", max_length=60)
    text = models.TextField("内容", max_length=3000)

    objects = UpdateQuerySet.as_manager()

    class Meta(Reviewed.Meta):
        verbose_name = "进展"
        verbose_name_plural = "进展"
        ordering = ["-happened_on", "-number"]
        indexes = [
            models.Index(fields=["project", "review_state", "happened_on"], name="update_timeline")
        ]

    def __str__(self) -> str:
        return self.title

    def number_year(self) -> int:
        return self.happened_on.year

    def clean(self) -> None:
        """The author organisation of an update stays who it was."""
        super().clean()
        if self.pk:
            before = Update.objects.values_list("organisation_id", flat=True).get(pk=self.pk)
            if before != self.organisation_id:
                raise ValidationError({"organisation": "填报组织不能更改。"})


class UpdatePhoto(models.Model):
    """A photo of an update; shown in public only with it."""

    update_record = models.ForeignKey(
        Update, models.CASCADE, related_name="photos", verbose_name="进展"
    )
    image = models.ForeignKey(
        "portal.PortalImage", models.PROTECT, related_name="+", verbose_name="图片"
    )
    caption = models.CharField("说明", max_length=80, blank=True)

    class Meta:
        verbose_name = "进展图片"
        verbose_name_plural = "进展图片"
        ordering = ["update_record", "pk"]

    def __str__(self) -> str:
        return self.caption or str(self.image)
