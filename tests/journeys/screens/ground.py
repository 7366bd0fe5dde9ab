"""The rows the screens are looked at with: long names, every kind of row, every kind of waiting."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from partners.enums import ListKind, NeedStage, Side
from partners.events import changes_between, record_event, snapshot
from partners.models import Organisation, ProgrammeYear
from partners.proxies import note_proxy
from portal.models import User
from projects.enums import ParticipantRole, ProjectStage
from tests import factories as make
from tests.factories.cast import Cast, Parties, build_cast
from tests.factories.held import held_text
from tests.factories.world import build_world
from tests.partners.access.people import with_factor

LONG_UNIT = "示例市城乡建设和交通运输综合行政执法总队第三支队机关委员会"
LONG_COMMUNITY = "红梅社区党群服务中心联合委员会"
#: A need as long as its title may be.
LONG_TITLE = (
    "九龙花园三期北侧至友谊路沿线雨天积水严重，希望协调疏通排水管网并加装防坠网，方便老人和孩子出行"
)


@dataclass
class Ground:
    """People by role, a row of each register by its slug, what waits by its name."""

    cast: Cast
    people: dict[str, User | None]
    rows: dict[str, Any]
    waiting: dict[str, Any]
    things: dict[str, Any]

    @property
    def own(self) -> Parties:
        """The unit and the community of the liaisons."""
        return self.cast.parties["own"]


def build_ground() -> Ground:
    """Write all of it to the database."""
    cast = build_cast(build_world())
    own = cast.parties["own"]
    for organisation, name in ((own.unit, LONG_UNIT), (own.community, LONG_COMMUNITY)):
        organisation.name = name
        organisation.save()
    _year_ends_soon(cast.world.year)
    ground = Ground(cast, dict(cast.people), {}, {}, {})
    ground.rows = dict(_rows(ground))
    for slug, record in ground.rows.items():
        if slug != "proxies":  # what is said of them is told of their record
            _tell(record, cast.people["city"])
    ground.people["with a factor"] = _with_factor(own)
    ground.waiting = dict(_waiting(ground))
    ground.things = dict(_things(ground))
    return ground


def _year_ends_soon(year: ProgrammeYear) -> None:
    """The year runs today, and is rated by both sides."""
    day = timezone.localdate()
    ProgrammeYear.objects.filter(pk=year.pk).update(
        starts_on=day - timedelta(days=360), ends_on=day + timedelta(days=5)
    )
    year.refresh_from_db()


def _with_factor(own: Parties) -> User:
    user: User = make.UserFactory()
    make.MembershipFactory(user=user, organisation=own.unit)
    return with_factor(user)


def _tell(record: Any, by: Any) -> None:
    changes = changes_between({}, snapshot(record))
    record_event(record, "change", "修改", by=by, reason="街道来函更正", changes=changes)


def _rows(ground: Ground) -> Iterator[tuple[str, Any]]:
    own, world = ground.own, ground.cast.world
    both = [own.unit, own.community]
    pairing = make.PairingFactory(
        unit_side=own.unit, community_side=own.community, division=own.place, signed=True
    )
    make.PairingContactFactory(pairing=pairing, is_public=True)
    make.PairingContactFactory(pairing=pairing, side=Side.COMMUNITY)
    items = [
        make.ChecklistItemFactory(level=world.one, division=world.city, title=title)
        for title in ("共开一次联席会议", "共上一堂党课", "共办一场志愿服务活动")
    ]
    yield "pairings", pairing
    yield "checklist", items[0]
    yield "programme-years", world.year
    yield "alliances", make.AllianceFactory(members=both, division=own.place, submitted=True)
    agreement = make.AgreementFactory(parties=both, division=own.place, submitted=True)
    make.CommitmentFactory(agreement=agreement)
    yield "agreements", agreement
    project = _project(own, pairing, name="九龙花园雨污分流改造", public=True)
    for made in (make.MilestoneFactory, make.AfterCareFactory, make.OutcomeFactory):
        made(project=project)
    yield "projects", project
    update = make.UpdateFactory(project=project, organisation=own.unit, submitted=True)
    make.UpdatePhotoFactory(update_record=update)
    yield "updates", update
    money = {"project": project, "provider": own.unit, "receiver": own.community}
    make.FundEntryFactory(**money, verified=True, amount="12345678.90")
    yield "funds", make.FundEntryFactory(**money, evidence=make.DocumentFactory())
    activity = make.ActivityFactory(
        pairing=pairing, organisation=own.unit, checklist_item=items[0], text=LONG_TITLE * 3
    )
    make.ActivityPhotoFactory(activity=activity)
    make.ActivityFactory(pairing=pairing, organisation=own.unit, confirmed=True)
    yield "activities", activity
    need = _need(own, title=LONG_TITLE[:50], stage=NeedStage.ACCEPTED)
    yield "list-items", need
    yield (
        "claims",
        make.ClaimFactory(item=_need(own, stage=NeedStage.CLAIMED), organisation=own.unit),
    )
    yield "organisations", own.unit
    yield "places", own.place
    yield "assignments", make.AssignmentFactory(place=own.place, division=own.place)
    yield "review-levels", make.ReviewLevelFactory(division=world.city)
    yield "proxies", _entered_for(ground, pairing)


def _need(own: Parties, **fields: Any) -> Any:
    return make.ListItemFactory(organisation=own.community, **{"approved": True} | fields)


def _project(own: Parties, pairing: Any, **fields: Any) -> Any:
    project = make.ProjectFactory(division=own.place, origin=pairing, **fields)
    make.ProjectParticipantFactory(project=project, organisation=own.unit)
    make.ProjectParticipantFactory(
        project=project, organisation=own.community, role=ParticipantRole.BENEFICIARY
    )
    return project


def _entered_for(ground: Ground, pairing: Any) -> Any:
    city, unit = ground.cast.people["city"], ground.own.unit
    assert city is not None
    activity = make.ActivityFactory(
        pairing=pairing, organisation=unit, on_behalf_of=unit, entered_by=city, title="雨后巡查"
    )
    return note_proxy(activity, city)


def _waiting(ground: Ground) -> Iterator[tuple[str, Any]]:
    """A row for each kind that waits, by the name of the kind."""
    own, rows = ground.own, ground.rows
    pairing, project = rows["pairings"], rows["projects"]
    yield "proxies-confirm_proxy", rows["proxies"]
    yield "evaluate", pairing
    yield "list-items-submit", _need(own, approved=False, returned=True)
    yield "list-items-close_need", _need(own, stage=NeedStage.ANSWERED)
    yield "list-items-approve", _need(own, approved=False, submitted=True, title=LONG_TITLE[:60])
    yield "list-items-accept_need", _need(own)
    yield "unclaimed", _need(own, stage=NeedStage.ACCEPTED, deadline=timezone.localdate())
    yield "alliances-approve", rows["alliances"]
    yield "agreements-approve", rows["agreements"]
    yield "activities-confirm", rows["activities"]
    yield "projects-accept", _project(own, pairing, approved=True, stage=ProjectStage.ACCEPTING)
    yield (
        "activities-resubmit",
        make.ActivityFactory(pairing=pairing, organisation=own.unit, disputed=True),
    )
    yield (
        "updates-submit",
        make.UpdateFactory(project=project, organisation=own.unit, returned=True),
    )
    yield "funds-verify", rows["funds"]
    yield (
        "funds-discard",
        make.FundEntryFactory(
            project=project, provider=own.unit, receiver=own.community,
            entered_by=ground.people["unit"], returned_at=timezone.now(),
        ),
    )  # fmt: skip
    yield "list-items-answer", _need(own, stage=NeedStage.HANDLING)
    yield "projects-approve", _project(own, pairing, submitted=True)
    yield "projects-submit", _project(own, pairing, returned=True)
    yield "projects-establish", _project(own, pairing, approved=True)
    yield (
        "projects-start_work",
        _project(own, pairing, approved=True, stage=ProjectStage.ESTABLISHED),
    )
    yield (
        "projects-ask_acceptance",
        _project(
            own,
            pairing,
            approved=True,
            stage=ProjectStage.IMPLEMENTING,
            planned_end=timezone.localdate() - timedelta(days=3),
        ),
    )
    yield "updates-approve", rows["updates"]
    yield from _own_work(own, pairing, project)


def _own_work(own: Parties, pairing: Any, project: Any) -> Iterator[tuple[str, Any]]:
    """What the own organisation has to begin, to answer, to hand in, to sign or to end."""
    day = timezone.localdate()
    for stage, name in (
        (NeedStage.CLAIMED, "list-items-handle"),
        (NeedStage.HANDLING, "list-items-answer"),
    ):
        need = _need(own, stage=stage, title=LONG_TITLE[:60])
        make.ClaimFactory(item=need, organisation=own.unit)
        yield name, need
    closed = _need(own, stage=NeedStage.CLOSED, closed_on=day)
    yield "claims-fulfil_claim", make.ClaimFactory(item=closed, organisation=own.unit)
    yield "milestones", make.MilestoneFactory(project=project, due_on=day - timedelta(days=3))
    yield "list-items-drafts", _need(own, approved=False)
    yield "projects-drafts", _project(own, pairing)
    yield "updates-drafts", make.UpdateFactory(project=project, organisation=own.unit)
    other = {"unit_side": make.UnitFactory(), "division": own.place}
    yield "pairings-sign", make.PairingFactory(**other, community_side=own.community)
    yield (
        "pairings-expire",
        make.PairingFactory(
            unit_side=make.UnitFactory(),
            community_side=own.community,
            division=own.place,
            signed=True,
            start_on=day - timedelta(days=300),
            end_on=day - timedelta(days=5),
        ),
    )


def _things(ground: Ground) -> Iterator[tuple[str, Any]]:
    own, world = ground.own, ground.cast.world
    yield (
        "proposed",
        make.PairingFactory(
            unit_side=make.UnitFactory(), community_side=own.community, division=own.place
        ),
    )
    yield (
        "held",
        held_text(
            record_type=ContentType.objects.get_for_model(ground.rows["updates"]),
            record_id=ground.rows["updates"].pk,
            record_number=ground.rows["updates"].number,
            record_label="管道铺设完成",
            division=own.place,
            before="联系人",
            after="，欢迎咨询",
        ),
    )
    yield (
        "resource",
        make.ListItemFactory(
            kind=ListKind.RESOURCE,
            organisation=own.unit,
            category=ground.rows["list-items"].category,
            title="管网检测车和疏通设备",
            approved=True,
        ),
    )
    office = make.OrganisationFactory(name=f"{own.place.name}共建办公室", division=own.place)
    held = make.MembershipFactory(organisation=office)
    yield "membership", held
    yield "person", held.user
    for name in ("street", "library"):
        yield name, _unpaired(name, world)


def _unpaired(name: str, world: Any) -> Organisation:
    if name == "street":
        return make.StreetOrganisationFactory(name="梅园街道办事处", division=world.street)
    return make.UnitFactory(name="东区图书馆", division=world.east)
