"""Questions about projects and their updates."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Self

from django.db.models import Prefetch, Q

from partners.enums import AgreementKind, ReviewState, ReviewSubject
from partners.querysets.register import APPROVED, IN_HAND, ReviewedQuerySet
from portal.publicity import NOTHING
from projects.enums import PUBLIC_STAGES, OriginKind, ParticipantRole, ProjectStage

if TYPE_CHECKING:
    from partners.models import Organisation, ProgrammeYear


_ORIGINS = {
    OriginKind.PAIRING: Q(origins__pairing__isnull=False),
    OriginKind.ALLIANCE: Q(origins__alliance__isnull=False),
    OriginKind.ASSOCIATION: Q(origins__agreement__kind=AgreementKind.ASSOCIATION),
}


def public_project(prefix: str = "") -> Q:
    """What makes a project public: approved, established, not terminated.

    `prefix` reaches it from a row that belongs to a project ("project__").
    """
    return Q(
        **{
            f"{prefix}review_state": ReviewState.APPROVED,
            f"{prefix}stage__in": PUBLIC_STAGES,
        }
    )


class ProjectQuerySet(ReviewedQuerySet):
    public_when = public_project()
    many_parties = (
        "participants__organisation",
        "origins__pairing__unit_side",
        "origins__pairing__community_side",
    )
    review_subject = ReviewSubject.PROJECT
    #: Who works on a project changes what it says until it is handed in, or once it was returned.
    liaison_changes_when = IN_HAND

    def authored_by(self, organisations: Collection[int]) -> Q:
        """Projects in which one of them leads or takes part in the work."""
        doing = (ParticipantRole.LEAD, ParticipantRole.PARTNER)
        return self._with_participants(organisations, doing)

    def counterpart_of(self, organisations: Collection[int]) -> Q:
        """Projects one of them benefits from, and which it does not lead."""
        receiving = self._with_participants(organisations, (ParticipantRole.BENEFICIARY,))
        return receiving & ~self._with_participants(organisations, (ParticipantRole.LEAD,))

    def _with_participants(self, organisations: Collection[int], roles: Collection[str]) -> Q:
        if not organisations:
            return NOTHING
        participants: Any = self.model._meta.get_field("participants").related_model
        found = participants.objects.filter(organisation__in=organisations, role__in=roles)
        return Q(pk__in=found.values("project"))

    def established(self) -> Self:
        """Approved and past planning: they have begun, whatever became of them since."""
        return self.approved().exclude(stage=ProjectStage.PLANNING)

    def standing(self) -> Self:
        """Those that were not given up."""
        return self.exclude(stage=ProjectStage.TERMINATED)

    def under_way(self) -> Self:
        """Planned or begun, and neither given up nor accepted."""
        return self.standing().exclude(stage=ProjectStage.COMPLETED)

    def completed(self) -> Self:
        """Approved and accepted by the receiving side."""
        return self.approved().filter(stage=ProjectStage.COMPLETED)

    def of_year(self, year: "ProgrammeYear | None") -> Self:
        return self.filter(programme_year=year) if year else self.all()

    def of_origin(self, kind: str) -> Self:
        """Projects with at least one origin of that kind (OriginKind); each counts once."""
        return self._related_to(_ORIGINS[OriginKind(kind)])

    def with_origin(self, **origin: object) -> Self:
        """Projects that grew out of one record: pairing=, alliance= or agreement=."""
        return self._related_to(Q(**{f"origins__{name}": row for name, row in origin.items()}))

    def with_participant(self, organisation: "Organisation") -> Self:
        return self._related_to(Q(participants__organisation=organisation))

    def with_participant_named(self, text: str) -> Self:
        """One of whose participants has, or had, a name with `text` in it."""
        return self._related_to(Q(participants__organisation__names__name__icontains=text))

    def mentioning(self, text: str) -> Self:
        """With `text` in number, name, summary or place, or in the name of a participant."""
        participants = Q(participants__organisation__names__name__icontains=text)
        own = Q(number__icontains=text) | Q(name__icontains=text) | Q(summary__icontains=text)
        place = Q(place_text__icontains=text) | Q(division__full_name__icontains=text)
        named = self.model._default_manager.filter(participants).order_by().values("pk")
        return self.filter(own | place | Q(pk__in=named))

    def for_listing(self) -> Self:
        """With everything a card shows, newest number first."""
        participants = self.model.participants.rel.related_model.objects
        return (
            self.select_related("field", "division", "programme_year")
            .prefetch_related(
                Prefetch("participants", participants.select_related("organisation__division"))
            )
            .order_by("-number")
        )

    def _related_to(self, condition: Q) -> Self:
        """Rows for which a related row fulfils `condition`, each once."""
        matching = self.model._default_manager.filter(condition).order_by().values("pk")
        return self.filter(pk__in=matching)


class UpdateQuerySet(ReviewedQuerySet):
    #: Approved updates of public projects.
    public_when = APPROVED & public_project("project__")
    parties = ("organisation",)
    entered_for = ("organisation",)
    liaison_changes_when = IN_HAND
    review_subject = ReviewSubject.UPDATE

    def party_to(self, organisations: Collection[int]) -> Q:
        """Own updates, and those others handed in on projects the organisations take part in."""
        own = super().party_to(organisations)
        if own == NOTHING:
            return own
        projects = self.model.project.field.related_model.objects
        shared = Q(project__in=projects.filter(projects.all().party_to(organisations)).values("pk"))
        return own | (shared & ~IN_HAND)
