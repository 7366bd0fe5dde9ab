"""Documents about what happened or is wanted made into updates, activities and list items."""

from partners.enums import AgreementKind, ListKind
from partners.models import Agreement, AgreementParty, ListItem
from projects.enums import ActivityState, ProjectStage
from projects.models import Activity, Project, Update
from search.yardstick.files import Document

from .desk import Desk

_OFFERS = ("资源", "提供", "可供", "开放", "可以安排", "义诊")


def update(desk: Desk, document: Document) -> Update:
    """An approved update of a project of its place; of one made for it where there is none."""
    day, division = desk.day(document), desk.places.where(document.places)
    project = Project.objects.filter(division=division).order_by("pk").first()
    if project is None:
        project = desk.keep(
            Project(
                programme_year=desk.year(day.year),
                name=f"{division.name}项目",
                field=desk.field,
                stage=ProjectStage.IMPLEMENTING,
                started_on=day,
                division=division,
                entered_by=desk.author,
            )
        )
    return desk.keep(
        Update(
            project=project,
            organisation=desk.owner(document),
            happened_on=day,
            title=document.title,
            text=document.body,
            division=division,
            entered_by=desk.author,
        )
    )


def activity(desk: Desk, document: Document) -> Activity:
    """A confirmed activity under an agreement of the organisations named."""
    day, division = desk.day(document), desk.places.where(document.places)
    agreement = desk.keep(
        Agreement(
            title="合作协议",
            kind=AgreementKind.COOPERATION,
            signed_on=day,
            division=division,
            entered_by=desk.author,
        )
    )
    for party in desk.organisations(document) or [desk.owner(document)]:
        desk.keep(AgreementParty(agreement=agreement, organisation=party))
    return desk.keep(
        Activity(
            agreement=agreement,
            title=document.title,
            date=day,
            place_text=desk.places.in_words(document.places)[:80],
            text=document.body,
            state=ActivityState.CONFIRMED,
            confirmed_by=desk.reviewer,
            division=division,
            entered_by=desk.author,
        )
    )


def list_item(desk: Desk, document: Document) -> ListItem:
    """An approved need, or a resource where the text offers something."""
    text = f"{document.title} {document.body}"
    kind = ListKind.RESOURCE if any(word in text for word in _OFFERS) else ListKind.NEED
    return desk.keep(
        ListItem(
            kind=kind,
            organisation=desk.owner(document),
            category=desk.category,
            title=document.title,
            description=document.body,
            division=desk.places.where(document.places),
            entered_by=desk.author,
        )
    )
