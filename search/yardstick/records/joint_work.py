"""Documents about joint work made into pairings, agreements, alliances and projects."""

import re
from datetime import date

from partners.enums import (
    PLACE_KINDS,
    AgreementKind,
    AllianceKind,
    OrganisationKind,
    PairingStatus,
)
from partners.models import (
    Agreement,
    AgreementParty,
    Alliance,
    AllianceMember,
    Organisation,
    Pairing,
)
from projects.enums import ParticipantRole, ProjectStage
from projects.models import Project, ProjectParticipant
from search.yardstick.files import Document

from .desk import Desk

_STAGES = (
    (re.compile("完工|竣工|办结|已完成|建成投用"), ProjectStage.COMPLETED),
    (re.compile("已立项|状态：立项"), ProjectStage.ESTABLISHED),
)
_ALLIANCES = (
    ("大工委", AllianceKind.STREET_COMMITTEE),
    ("大党委", AllianceKind.AREA_COMMITTEE),
    ("教育发展共同体", AllianceKind.EDUCATION),
    ("校地", AllianceKind.CAMPUS),
    ("共同体", AllianceKind.COMMUNITY),
)
#: Years tried for sides that are paired already: theirs, then those beside it.
_SHIFTS = (0, *(shift for n in range(1, 40) for shift in (-n, n)))


def pairing(desk: Desk, document: Document) -> Pairing:
    """A running pairing of the first unit and the first place named, in a year free for them."""
    unit, community = sides(desk, document)
    day = desk.day(document)
    taken = Pairing.objects.filter(unit_side=unit, community_side=community)
    years = set(taken.values_list("programme_year__year", flat=True))
    year = next(day.year + shift for shift in _SHIFTS if day.year + shift not in years)
    return desk.keep(
        Pairing(
            programme_year=desk.year(year),
            level=desk.level(year),
            unit_side=unit,
            community_side=community,
            division=desk.places.where(document.places),
            start_on=date(year, day.month, 1),
            end_on=date(year + 1, 12, 31),
            signed_on=date(year, day.month, 1),
            status=PairingStatus.ACTIVE,
            summary=document.body,
            entered_by=desk.author,
        )
    )


def sides(desk: Desk, document: Document) -> tuple[Organisation, Organisation]:
    """Unit and community of a document; the place itself stands in where one is not named."""
    named = desk.organisations(document)
    community = next((o for o in named if o.kind in PLACE_KINDS), None)
    others = [organisation for organisation in named if organisation != community]
    if community and others:
        return others[0], community
    if len(others) > 1:
        return others[0], others[1]
    here = desk.parties.stand_for(desk.places.where(document.places))
    return (others[0], here) if others else (here, community or here)


def agreement(desk: Desk, document: Document) -> Agreement:
    """A signed agreement of all organisations named."""
    parties = desk.organisations(document)
    kinds = {party.kind for party in parties}
    is_association = OrganisationKind.ASSOCIATION in kinds and kinds & PLACE_KINDS
    kind = AgreementKind.ASSOCIATION if is_association else AgreementKind.COOPERATION
    day = desk.day(document)
    made = desk.keep(
        Agreement(
            title=document.title,
            kind=kind,
            programme_year=desk.year(day.year),
            signed_on=day,
            summary=document.body,
            division=desk.places.where(document.places),
            entered_by=desk.author,
        )
    )
    for party in parties:
        desk.keep(AgreementParty(agreement=made, organisation=party))
    return made


def alliance(desk: Desk, document: Document) -> Alliance:
    """A standing alliance of all organisations named."""
    kind = next((k for word, k in _ALLIANCES if word in document.title), AllianceKind.LEAGUE)
    day = desk.day(document)
    made = desk.keep(
        Alliance(
            name=document.title,
            kind=kind,
            programme_year=desk.year(day.year),
            formed_on=day,
            summary=document.body,
            division=desk.places.where(document.places),
            entered_by=desk.author,
        )
    )
    for member in desk.organisations(document):
        desk.keep(AllianceMember(alliance=made, organisation=member))
    return made


def project(desk: Desk, document: Document) -> Project:
    """An approved project at the stage its text tells."""
    text = f"{document.title} {document.body}"
    stage = next((s for words, s in _STAGES if words.search(text)), ProjectStage.IMPLEMENTING)
    day = desk.day(document)
    made = desk.keep(
        Project(
            programme_year=desk.year(day.year),
            name=document.title,
            field=desk.field,
            place_text=desk.places.in_words(document.places)[:80],
            summary=document.body,
            stage=stage,
            started_on=None if stage == ProjectStage.ESTABLISHED else day,
            completed_on=date(day.year, 12, 31) if stage == ProjectStage.COMPLETED else None,
            division=desk.places.where(document.places),
            entered_by=desk.author,
        )
    )
    for position, organisation in enumerate(desk.organisations(document)):
        desk.keep(
            ProjectParticipant(
                project=made, organisation=organisation, role=_role(organisation, position)
            )
        )
    return made


def _role(organisation: Organisation, position: int) -> ParticipantRole:
    if organisation.kind in PLACE_KINDS:
        return ParticipantRole.BENEFICIARY
    return ParticipantRole.LEAD if position == 0 else ParticipantRole.PARTNER
