"""Setting up a project: the needs it can answer, what it grows out of, who takes part in it how.

A need that was claimed brings its claimants and the community that put it forward; a pairing, an
alliance or an agreement brings its parties. Source: domain brief, Project.
"""

from collections.abc import Collection, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from partners.enums import (
    RUNNING_PAIRINGS,
    AllianceState,
    ClaimState,
    NeedStage,
)
from partners.events import snapshot
from partners.models import (
    Agreement,
    Alliance,
    Division,
    ListItem,
    Organisation,
    Pairing,
    ProgrammeYear,
)
from partners.scope import Scope
from portal.publicity import NOTHING
from projects.enums import ParticipantRole
from projects.models import Project, ProjectOrigin, ProjectParticipant

Origin = Pairing | Alliance | Agreement
Roles = list[tuple[Organisation, ParticipantRole]]
NEED_NOT_OPEN = "这项需求目前不能发起项目：须已被认领、尚未反馈，并且还没有对应的项目。"
#: Somebody has promised to meet the need, and nobody has told yet that it is met.
_TAKEN_UP = (NeedStage.CLAIMED, NeedStage.HANDLING)


def open_needs(scope: Scope) -> Any:
    """Needs of a scope that a project can be set up for: claimed by one of its organisations, or
    of a place it steers and claimed by anybody; and no project that stands answers them.
    """
    rows = ListItem.objects.needs().approved().filter(stage__in=_TAKEN_UP)
    claims = ListItem._meta.get_field("claims").related_model
    standing = claims._default_manager.filter(item=OuterRef("pk"), state=ClaimState.ACTIVE)
    reach = rows.in_places(scope.steered)
    if scope.organisations:
        mine = Exists(standing.filter(organisation__in=scope.organisations))
        reach = Q(mine) if reach == NOTHING else reach | Q(mine)
    answered = Project.objects.standing().filter(need=OuterRef("pk"))
    return rows.filter(
        reach, Exists(standing.order_by()), ~Exists(answered.order_by())
    ).select_related("organisation__division", "category", "division")


def hold(need: ListItem, scope: Scope) -> None:
    """Hold the row of the need until the end of the transaction, so that one project answers it.

    Two who set one up at once wait for one another here. Raises ValidationError where the need no
    longer is one of `open_needs`.
    """
    ListItem.objects.select_for_update().get(pk=need.pk)
    if not open_needs(scope).filter(pk=need.pk).exists():
        raise ValidationError(NEED_NOT_OPEN)


def usable_origins() -> dict[str, Any]:
    """What projects grow out of now: pairings in force, and standing alliances and agreements
    that were approved; by the name of their column.
    """
    found: dict[str, Any] = {
        "pairing": Pairing.objects.filter(status__in=RUNNING_PAIRINGS).select_related(
            "unit_side", "community_side__division"
        ),
        "alliance": Alliance.objects.approved().filter(state=AllianceState.ACTIVE),
        "agreement": Agreement.objects.approved().in_force(timezone.localdate()),
    }
    return {name: rows.select_related("division", "programme_year") for name, rows in found.items()}


def claimants_of(need: ListItem) -> list[Organisation]:
    """Who has promised to meet the need, the first to do so first."""
    claims = need.claims.filter(state=ClaimState.ACTIVE).select_related("organisation__division")
    return [claim.organisation for claim in claims.order_by("pk")]


def pairing_for(need: ListItem, doing: Collection[Organisation], first: Any = None) -> Any:
    """The pairing in force by which one of `doing` is there for who put the need forward: `first`
    before others, the nearest place before those above it. None without one.
    """
    rows = (
        usable_origins()["pairing"]
        .in_force_with(need.organisation, need.division)
        .filter(unit_side__in=doing)
    )
    mine = rows.filter(unit_side=first).first() if first else None
    return mine or rows.first()


def parties_of(origin: Origin) -> list[Organisation]:
    """Who is party to a pairing, an alliance or an agreement."""
    if isinstance(origin, Pairing):
        return [origin.unit_side, origin.community_side]
    rows: Any = origin.members if isinstance(origin, Alliance) else origin.parties
    return [row.organisation for row in rows.select_related("organisation__division")]


def roles_of(
    entering: Organisation, doing: Iterable[Organisation], receiving: Iterable[Organisation]
) -> Roles:
    """Who leads, takes part and benefits, when `entering` sets the project up.

    It leads, if it is one of `doing` or there are none. A receiving side that enters the project
    takes part besides, so that it can keep what it entered.
    """
    does = list(doing)
    lead = entering if entering in does or not does else does[0]
    partners = [one for one in [*does, entering] if one != lead]
    benefits = [one for one in receiving if one != lead]
    return [
        (lead, ParticipantRole.LEAD),
        *((one, ParticipantRole.PARTNER) for one in dict.fromkeys(partners)),
        *((one, ParticipantRole.BENEFICIARY) for one in dict.fromkeys(benefits)),
    ]


def year_of(origin: Origin, place: Division) -> ProgrammeYear | None:
    """The programme year of a project: that of its origin, else the one in use at the place."""
    if origin.programme_year_id:
        return origin.programme_year
    years = ProgrammeYear.objects.filter(division__path__in=place.ancestor_paths)
    begun = years.filter(starts_on__lte=timezone.localdate()).order_by("-year", "key").first()
    return begun or years.order_by("-year", "key").first()


def write_ties(project: Project, origin: Origin, roles: Roles) -> dict[str, list]:
    """Store where a new project comes from and who takes part; what the log says of it."""
    column = next(name for name, rows in usable_origins().items() if rows.model is type(origin))
    written: dict[str, list[Any]] = {
        "origins": [ProjectOrigin.objects.create(project=project, **{column: origin})],
        "participants": [
            ProjectParticipant.objects.create(project=project, organisation=one, role=role)
            for one, role in roles
        ],
    }
    return {name: [[], [_told(row) for row in rows]] for name, rows in written.items()}


def _told(row: Any) -> dict[str, Any]:
    values = snapshot(row)
    return {name: v for name, v in values.items() if v is not None and name != "project"}
