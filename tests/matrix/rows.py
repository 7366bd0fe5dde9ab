"""The rows the matrix asks for: of each register own, near and far, hidden and shown.

Whatever of a row could give it away holds its canary: text, names, captions, file names, reasons,
amounts. A shown row has one too, in what stays private of it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import models
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    Collection,
    PageViewRestriction,
    Site,
    Task,
    Workflow,
)

from partners.enums import ReviewRank, ReviewSubject
from partners.events import record_event
from partners.models import Pairing, ReviewLevel, RolePolicy
from partners.proxies import note_proxy
from portal.changes import untold
from portal.models import PortalDocument
from search.models import Promotion, StopWord, Synonym
from tests import factories
from tests.factories.cast import HIDDEN, RELATIONS, SHOWN, Cast, Parties, build_cast
from tests.factories.pages import column, story
from tests.factories.world import build_world

#: A canary, whole: nothing else on any page looks like it.
CANARY = "雀{:03d}鸟"
#: Text that is no free text: set by rules, or by which rows are found.
_NOT_FREE = {"number", "suspended_from", "review_state", "key", "slug", "code", "file_hash"}
_PHONE = "139000{:05d}"
#: Of hidden money, less what is added to tell one line from another.
_AMOUNT = Decimal("7654000.21")
#: What any of them looks like; looked for in every page, so of one piece.
SONG = re.compile(r"雀[0-9]{3}鸟|139000[0-9]{5}|7,?654,?[0-9]{3}\.21")


@dataclass
class Rows:
    """Everything there is, and which canary belongs to whom."""

    cast: Cast
    hidden: dict[tuple[str, str], Any] = field(default_factory=dict)
    shown: dict[tuple[str, str], Any] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    #: Relation → the address of a picture of the activity, scaled.
    scaled: dict[str, str] = field(default_factory=dict)
    #: What the trail holds of the row of a register and relation.
    told: dict[tuple[str, str], Any] = field(default_factory=dict)
    #: Canary → the register and relation of the row that it gives away.
    canaries: dict[str, tuple[str, str]] = field(default_factory=dict)
    #: Telephone numbers, which fewer people may read than the row.
    phones: dict[str, tuple[str, str]] = field(default_factory=dict)

    def of(self, name: str, relation: str) -> Any:
        """The row of a register: 「own」 is hidden, 「own shown」 public."""
        where, _, shown = relation.partition(" ")
        return (self.shown if shown else self.hidden)[name, where]

    def next_canary(self, name: str, relation: str) -> str:
        """A new canary that gives away the row of that register and relation."""
        canary = CANARY.format(len(self.canaries) + 1)
        self.canaries[canary] = (name, relation)
        return canary


def build_rows() -> Rows:
    """Write all of it to the database."""
    rows = Rows(build_cast(build_world()))
    for relation in RELATIONS:
        parties = rows.cast.parties[relation]
        for name, make in (HIDDEN | _APART).items():
            record = rows.hidden[name, relation] = _apart(name, make(parties))
            _hide(rows, name, relation, record)
        for name, make in SHOWN.items():
            record = rows.shown[name, relation] = _apart(name, make(parties))
            _keep_private(rows, name, relation, record)
        for name, of in (("", rows.hidden), (" shown", rows.shown)):
            rows.scaled[relation + name] = _scaled(of["activity", relation])
        _membership(rows, relation, parties)
        _kept_by_departments(rows, relation, parties)
        for shown in (rows.hidden, rows.shown):
            shown["organisation", relation] = parties.unit
            shown["division", relation] = parties.place
    rows.things = dict(_things(rows))
    return rows


#: An assignment to a pairing of its own, which is hidden like it.
_APART = {"assignment": HIDDEN["assignment"]}


def _apart(name: str, record: Any) -> Any:
    """Give the pairing of a record a year of its own: two sides pair once a year."""
    pairing = record if isinstance(record, Pairing) else getattr(record, "pairing", None)
    if pairing is not None:
        year = factories.ProgrammeYearFactory(year=1900 + Pairing.objects.count())
        level = factories.LevelOneFactory(programme_year=year)
        Pairing.objects.filter(pk=pairing.pk).update(programme_year=year, level=level)
    return record


def _hide(rows: Rows, name: str, relation: str, record: Any) -> None:
    canary = rows.next_canary(name, relation)
    if name == "claim":
        _mark(record.item, canary)
    if name == "fund_entry":
        amount = _AMOUNT + len(rows.canaries)
        type(record).objects.filter(pk=record.pk).update(amount=amount)
        for words in (f"{amount:,}", str(amount)):
            rows.canaries[words] = (name, relation)
    for part in (record, *_parts(name, record, canary)):
        _mark(part, canary)
    _tell(rows, name, relation, record, canary)
    record.refresh_from_db()


def _keep_private(rows: Rows, name: str, relation: str, record: Any) -> None:
    """What stays private of a shown row: its history, contacts, evidence, the review's words."""
    canary = rows.next_canary(name, f"{relation} shown")
    if name == "pairing":
        _contact(rows, relation, record, canary)
    _tell(rows, name, f"{relation} shown", record, canary)


def _tell(rows: Rows, name: str, relation: str, record: Any, canary: str) -> None:
    rows.told[name, relation] = record_event(
        record,
        "change",
        "修改",
        by=rows.cast.world.author,
        reason=canary,
        changes={"summary": ["", canary], "title": [canary, ""]},
    )


def _parts(name: str, record: Any, canary: str) -> list[models.Model]:
    """Child rows and files of a record."""
    make = {
        "agreement": lambda: [factories.CommitmentFactory(agreement=record)],
        "project": lambda: [
            factories.MilestoneFactory(project=record),
            factories.AfterCareFactory(project=record),
            factories.OutcomeFactory(project=record),
        ],
        "update": lambda: _photo(factories.UpdatePhotoFactory(update_record=record)),
        "activity": lambda: _photo(factories.ActivityPhotoFactory(activity=record)),
    }.get(name, list)
    if name == "pairing":
        factories.PairingContactFactory(pairing=record, name=canary, post=canary, is_public=True)
    file = {"agreement": "file", "fund_entry": "evidence", "list_item": "deliberation_file"}
    if name in file:
        type(record).objects.filter(pk=record.pk).update(**{file[name]: _document(canary)})
    return make()


def _photo(photo: Any) -> list[models.Model]:
    return [photo, photo.image]


def _scaled(activity: Any) -> str:
    photo = activity.photos.first() or factories.ActivityPhotoFactory(activity=activity)
    return photo.image.get_rendition("width-32").url


def _document(canary: str) -> PortalDocument:
    return PortalDocument.objects.create(
        title=canary, file=ContentFile(canary.encode(), name=f"{canary}.pdf")
    )


def _contact(rows: Rows, relation: str, pairing: Pairing, canary: str) -> None:
    phone = _PHONE.format(len(rows.phones))
    rows.phones[phone] = ("pairing", f"{relation} shown")
    factories.PairingContactFactory(pairing=pairing, name=canary, post=canary, phone=phone)


def _mark(record: models.Model, canary: str) -> None:
    """The canary in every free text of a row, past its rules."""
    texts = {
        f.name: canary
        for f in record._meta.concrete_fields
        if isinstance(f, models.CharField | models.TextField)
        and not f.choices
        and not f.unique
        and f.name not in _NOT_FREE
        and not isinstance(f, models.FileField)
    }
    if texts:
        type(record)._base_manager.filter(pk=record.pk).update(**texts)


def _kept_by_departments(rows: Rows, relation: str, parties: Parties) -> None:
    """What has no public side: what is to be done in a place, who reviews there, what was entered
    for the unit.
    """
    place, year = parties.place, rows.cast.world.year
    rows.hidden["programme_year", relation] = year
    rows.hidden["checklist_item", relation] = factories.ChecklistItemFactory(division=place)
    rows.hidden["review_level", relation] = ReviewLevel.objects.create(
        division=place, subject=ReviewSubject.FUND, rank=ReviewRank.STREET
    )
    entered = factories.ActivityFactory(
        pairing=rows.hidden["activity", relation].pairing, on_behalf_of=parties.unit
    )
    rows.hidden["proxy", relation] = note_proxy(entered, entered.entered_by)


def _membership(rows: Rows, relation: str, parties: Parties) -> None:
    """Somebody who acts for the community there, and is named nowhere else."""
    canary = rows.next_canary("membership", relation)
    person = factories.UserFactory(display_name=canary, username=canary)
    rows.hidden["membership", relation] = factories.MembershipFactory(
        user=person, organisation=parties.community, role="community_liaison"
    )


def _things(rows: Rows) -> Iterator[tuple[str, Any]]:
    canary = rows.next_canary("page", "own")
    page = story(canary, slug="hidden-draft", live=False, summary=canary, source=canary)
    yield "page", page
    yield "revision", page.save_revision(user=rows.cast.world.author)
    yield "column", column("elsewhere")
    closed = story(canary, slug="hidden-private")
    with untold():  # the trail names the page to who reads it all; here nobody is to meet it
        restriction = PageViewRestriction.objects.create(
            page=closed, restriction_type=PageViewRestriction.LOGIN
        )
    yield "restriction", restriction
    yield "document", rows.hidden["fund_entry", "own"].evidence
    yield "image", rows.hidden["activity", "own"].photos.get().image
    yield "person", rows.cast.people["unit"]
    yield "group", Group.objects.get(name="编辑")
    yield "site", Site.objects.get()
    yield "workflow", Workflow.objects.get()
    yield "task", Task.objects.get()
    root = Collection.get_first_root_node()
    yield "collection", root.add_child(instance=Collection(name="示例文件夹"))
    yield "redirect", Redirect.objects.create(old_path="/old", redirect_link="/")
    yield "role_policy", RolePolicy.objects.first()
    yield "programme", rows.cast.world.year.programme
    yield "programme_year", rows.cast.world.year
    yield "checklist_item", factories.ChecklistItemFactory(level=rows.cast.world.one)
    yield "list_category", factories.ListCategoryFactory()
    yield "project_field", factories.ProjectFieldFactory()
    yield "measure", factories.MeasureFactory()
    yield "review_level", rows.hidden["review_level", "own"]
    yield "outcome", factories.OutcomeFactory(project=rows.shown["project", "own"])
    yield "synonym", Synonym.objects.create(words="甲甲甲，乙乙乙")
    yield "stop_word", StopWord.objects.create(word="丙丙丙")
    yield "promotion", Promotion.objects.create(questions="丁丁丁")
