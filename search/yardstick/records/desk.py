"""The desk at which records are entered: who enters them, for which year, under which headings."""

from datetime import date
from functools import cached_property
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from partners.enums import OrganisationKind, ReviewState
from partners.models import (
    ListCategory,
    Organisation,
    PairingLevel,
    Programme,
    ProgrammeYear,
    Reviewed,
)
from portal.models import User
from projects.models import CaseIndexPage, ProjectField
from search.yardstick.files import Document

from .naming import year_and_month
from .parties import Parties
from .places import Places

#: The year of what names none.
_USUAL_YEAR = 2024
_Record = TypeVar("_Record", bound=Model)


class Desk:
    """Two people, the places and organisations of a file, and what records hang on."""

    def __init__(self) -> None:
        self.author = User.objects.create_user("yardstick-author", display_name="检索演练录入")
        self.reviewer = User.objects.create_user("yardstick-reviewer", display_name="检索演练审核")
        self.places = Places(self.author)
        self.parties = Parties(self.author, self.places)
        self._years: dict[int, ProgrammeYear] = {}
        self._levels: dict[int, PairingLevel] = {}

    def keep(self, record: _Record) -> _Record:
        """Check the record by all rules of its model and save it; raises ValidationError."""
        if isinstance(record, Reviewed):
            record.review_state = ReviewState.APPROVED
            record.reviewed_by, record.reviewed_at = self.reviewer, timezone.now()
        record.full_clean()
        record.save()
        return record

    def year(self, number: int) -> ProgrammeYear:
        """A public year of the programme."""
        if number not in self._years:
            self._years[number] = self.keep(
                ProgrammeYear(
                    programme=self._programme,
                    year=number,
                    key=str(number),
                    starts_on=date(number, 1, 1),
                    ends_on=date(number, 12, 31),
                    is_public=True,
                    division=self.places.root,
                    entered_by=self.author,
                )
            )
        return self._years[number]

    def level(self, number: int) -> PairingLevel:
        """The level of that year's pairings: any kind on either side."""
        if number not in self._levels:
            kinds = list(OrganisationKind.values)
            level = PairingLevel(
                programme_year=self.year(number),
                rank=1,
                name="结对",
                unit_kinds=kinds,
                community_kinds=kinds,
            )
            self._levels[number] = self.keep(level)
        return self._levels[number]

    def day(self, document: Document) -> date:
        """The first day of the month or year that the document names."""
        year, month = year_and_month(f"{document.title} {document.body}") or (_USUAL_YEAR, 1)
        return date(year, month, 1)

    def organisations(self, document: Document) -> list[Organisation]:
        """The organisations of a document, each once."""
        found = (self.parties.find(name, document.places) for name in document.orgs)
        return list(dict.fromkeys(found))

    def owner(self, document: Document) -> Organisation:
        """The organisation a record is entered for: the first named, else that of its place."""
        named = self.organisations(document)
        return named[0] if named else self.parties.stand_for(self.places.where(document.places))

    @cached_property
    def _programme(self) -> Programme:
        return Programme.objects.create(name="检索演练")

    @cached_property
    def field(self) -> ProjectField:
        """The field of all projects: a file names none."""
        return ProjectField.objects.create(name="其他", slug="other")

    @cached_property
    def category(self) -> ListCategory:
        """The category of all list items: a file names none."""
        return ListCategory.objects.create(name="其他")

    @cached_property
    def stories(self) -> CaseIndexPage:
        """The column the stories stand in."""
        return CaseIndexPage.objects.order_by("path")[0]
