"""What a page reads live from a record: its parties, its figures, its milestones.

Only what the public may see: a record that is not public is as good as none. Nothing here imports
models: records come in, and their managers know the rest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, TypeVar

from partners.enums import AllianceRole
from portal.figures import Figure, list_url
from portal.publicity import PUBLIC
from projects.enums import COORDINATED_KINDS

if TYPE_CHECKING:
    from partners.models import Agreement, Alliance, Organisation, Pairing
    from projects.models import Outcome, Project

    Record: TypeAlias = Project | Pairing | Alliance | Agreement
    AnyRecord = TypeVar("AnyRecord", Project, Pairing, Alliance, Agreement)

OUTCOMES, PROJECTS, MONEY, ACTIVITIES = "outcomes", "projects", "money", "activities"
#: What can be read of a record, in the order shown.
READABLE = [(OUTCOMES, "成效"), (PROJECTS, "项目"), (MONEY, "资金"), (ACTIVITIES, "活动")]

#: What a record's own columns need beside them.
_RELATED: dict[str, tuple[str, ...]] = {
    "project": ("field", "programme_year"),
    "pairing": ("unit_side__division", "community_side__division"),
}


class Party(NamedTuple):
    """An organisation in a record: its role in words ("" where all are alike) and its side."""

    organisation: "Organisation"
    role: str

    @property
    def side(self) -> str:
        """Whose strand it is drawn in."""
        return "place" if self.organisation.is_place else "unit"


@dataclass(frozen=True)
class LinkedRecords:
    """The public records a story is about; those that are not public are None."""

    project: "Project | None" = None
    pairing: "Pairing | None" = None
    alliance: "Alliance | None" = None
    agreement: "Agreement | None" = None

    @property
    def present(self) -> list["Record"]:
        """Those there are, the project first."""
        found = (self.project, self.pairing, self.alliance, self.agreement)
        return [record for record in found if record is not None]

    @property
    def parties(self) -> list[Party]:
        """The parties of the first record that has any; each organisation once."""
        for record in self.present:
            if parties := parties_of(record):
                return parties
        return []

    @property
    def milestones(self) -> list[dict[str, Any]]:
        """What the project has reached, the latest first, as a timeline shows it."""
        reached = self.project.milestones.filter(done_on__isnull=False) if self.project else []
        events = [{"date": step.done_on, "title": step.title} for step in reached]
        return sorted(events, key=lambda event: event["date"], reverse=True)

    def figures(self, readable: list[str] | None = None) -> list[Figure]:
        """The figures of all records; `readable` narrows to some of READABLE."""
        return [figure for record in self.present for figure in figures_of(record, readable)]


def public_record(record: "AnyRecord | None") -> "AnyRecord | None":
    """The record as it is now, with its parties, when the public may see it; else None."""
    if record is None:
        return None
    rows = type(record)._default_manager.visible_to(PUBLIC)
    related = _RELATED.get(_kind(record), ())
    return rows.select_related("division", *related).filter(pk=record.pk).first()


def parties_of(record: "Record") -> list[Party]:
    """Who takes part, in the order of the record; an organisation in two roles stands once."""
    merged: dict[int, Party] = {}
    for organisation, role in _party_readers()[_kind(record)](record):
        before = merged.get(organisation.pk)
        roles = f"{before.role}、{role}" if before and role else role
        merged[organisation.pk] = Party(organisation, roles)
    return list(merged.values())


def figures_of(record: "Record", readable: list[str] | None = None) -> list[Figure]:
    """The record's outcomes, public projects, verified money and confirmed activities.

    What there is nothing of is left out.
    """
    readers = {OUTCOMES: _outcomes, PROJECTS: _projects, MONEY: _money, ACTIVITIES: _activities}
    wanted = readers if readable is None else {k: r for k, r in readers.items() if k in readable}
    return [figure for reader in wanted.values() for figure in reader(record)]


def _kind(record: "Record") -> str:
    """project, pairing, alliance or agreement: also the parameter lists take its number by."""
    return str(record._meta.model_name)


def _party_readers() -> dict[str, Callable]:
    return {
        "project": lambda project: [
            (p.organisation, p.get_role_display())
            for p in project.participants.select_related("organisation__division")
        ],
        "pairing": lambda pairing: [(pairing.unit_side, ""), (pairing.community_side, "")],
        "alliance": lambda alliance: [
            (m.organisation, "" if m.role == AllianceRole.MEMBER else m.get_role_display())
            for m in alliance.members.select_related("organisation__division")
        ],
        "agreement": lambda agreement: [
            (p.organisation, "") for p in agreement.parties.select_related("organisation__division")
        ],
    }


def _outcomes(record: "Record") -> list[Figure]:
    if not hasattr(record, "outcomes"):
        return []
    return [_outcome(outcome, record) for outcome in record.outcomes.select_related("measure")]


def _outcome(outcome: "Outcome", record: "Record") -> Figure:
    as_of = f"，截至 {outcome.as_of:%Y-%m-%d}" if outcome.as_of else ""
    return Figure(
        key=f"outcome_{outcome.pk}",
        label=outcome.measure.name,
        value=outcome.plain_value,
        unit=outcome.measure.unit,
        rule=f"「{record}」登记的成效{as_of}，数据来源：{outcome.source}。",
        url=record.get_absolute_url(),
    )


def _projects(record: "Record") -> list[Figure]:
    # The model of stories imports this module.
    from projects.models import Project

    if isinstance(record, Project):
        return []
    count = Project.objects.visible_to(PUBLIC).with_origin(**{_kind(record): record}).count()
    if not count:
        return []
    return [
        Figure(
            key="projects",
            label="合作项目",
            value=count,
            unit="个",
            rule=f"来源于「{record}」、审核通过且已立项的项目；谋划和终止的不计。",
            url=list_url("projects:project_list", **{_kind(record): record.number}),
        )
    ]


def _money(record: "Record") -> list[Figure]:
    if not hasattr(record, "fund_entries"):
        return []
    total = record.fund_entries.public().coordinated().total()  # type: ignore[misc]
    if not total:
        return []
    return [
        Figure(
            key="funds",
            label="协调争取资金",
            value=total,
            unit="元",
            rule="本项目经核验的到账和物资折价，减去冲正；意向、协议和支出不计。",
            url=list_url("projects:fund_list", project=record.number, kind=COORDINATED_KINDS),
        )
    ]


def _activities(record: "Record") -> list[Figure]:
    count = record.activities.public().count()
    if not count:
        return []
    return [
        Figure(
            key="activities",
            label="结对活动",
            value=count,
            unit="场",
            rule=f"「{record}」名下经对方确认的活动；待确认和有异议的不计。",
            url=list_url("projects:activity_list", **{_kind(record): record.number}),
        )
    ]
