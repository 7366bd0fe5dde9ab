"""Questions about projects and their updates."""

from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from partners.enums import AgreementKind
from partners.querysets.register import ReviewedQuerySet
from projects.enums import PUBLIC_STAGES, OriginKind, ParticipantRole, ProjectStage

if TYPE_CHECKING:
    from partners.models import Organisation, ProgrammeYear


class ProjectQuerySet(ReviewedQuerySet):
    def public(self) -> Self:
        """Approved, established, and not terminated."""
        return self.approved().filter(stage__in=PUBLIC_STAGES)

    def established(self) -> Self:
        """Approved and past planning: they have begun, whatever became of them since."""
        return self.approved().exclude(stage=ProjectStage.PLANNING)

    def completed(self) -> Self:
        """Approved and accepted by the receiving side."""
        return self.approved().filter(stage=ProjectStage.COMPLETED)

    def of_year(self, year: "ProgrammeYear | None") -> Self:
        return self.filter(programme_year=year) if year else self.all()

    def of_origin(self, kind: str) -> Self:
        """Projects with at least one origin of that kind (OriginKind); each counts once."""
        origins = self._origins()
        condition = {
            OriginKind.PAIRING: origins.filter(pairing__isnull=False),
            OriginKind.ALLIANCE: origins.filter(alliance__isnull=False),
            OriginKind.ASSOCIATION: origins.filter(agreement__kind=AgreementKind.ASSOCIATION),
        }[OriginKind(kind)]
        return self.filter(Exists(condition))

    def with_origin(self, **origin: object) -> Self:
        """Projects that grew out of one record: pairing=, alliance= or agreement=."""
        return self.filter(Exists(self._origins().filter(**origin)))

    def with_participant(self, organisation: "Organisation") -> Self:
        participants = self.model.participants.rel.related_model.objects
        return self.filter(
            Exists(participants.filter(project=OuterRef("pk"), organisation=organisation))
        )

    def for_listing(self) -> Self:
        """With everything a card shows, newest number first."""
        participants = self.model.participants.rel.related_model.objects
        leads = participants.filter(
            role__in=[ParticipantRole.LEAD, ParticipantRole.BENEFICIARY]
        ).select_related("organisation")
        return (
            self.select_related("field", "division", "programme_year")
            .prefetch_related(Prefetch("participants", queryset=leads, to_attr="principals"))
            .order_by("-number")
        )

    def _origins(self) -> QuerySet:
        return self.model.origins.rel.related_model.objects.filter(project=OuterRef("pk"))


class UpdateQuerySet(ReviewedQuerySet):
    def public(self) -> Self:
        """Approved updates of public projects."""
        return self.approved().filter(
            project__in=self.model.project.field.related_model.objects.public().order_by()
        )
