"""Records that one person enters and another approves before the public sees them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from partners.enums import ReviewState

from .register import Register


class Reviewed(Register):
    """A register whose rows are public only once approved by somebody else than the author."""

    review_state = models.CharField(
        "审核状态",
        max_length=10,
        choices=ReviewState,
        default=ReviewState.DRAFT,
        editable=False,
    )
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name="审核人",
    )
    reviewed_at = models.DateTimeField("审核时间", null=True, blank=True, editable=False)
    review_reason = models.CharField("审核意见", max_length=200, blank=True, editable=False)

    @property
    def is_draft(self) -> bool:
        """Whether it is still to be handed in or approved, when its words are looked through."""
        return self.review_state != ReviewState.APPROVED

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(reviewed_by=F("entered_by")) | Q(reviewed_by=None),
                name="%(app_label)s_%(class)s_reviewer_not_author",
                violation_error_message="审核人不能是录入人。",
            ),
            models.CheckConstraint(
                condition=~Q(review_state=ReviewState.APPROVED) | Q(reviewed_by__isnull=False),
                name="%(app_label)s_%(class)s_approved_has_reviewer",
                violation_error_message="审核通过的记录须有审核人。",
            ),
        ]
