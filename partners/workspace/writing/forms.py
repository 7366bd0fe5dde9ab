"""The form by which people enter and change records of a register in the workspace.

A subclass names model and fields, what a new one begins with (`start`) and what the record cannot
be asked for but follows (`complete`). Author, organisation and place are set here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.forms.models import construct_instance

from partners.admin import records
from partners.admin.forms import TrackedForm
from partners.enums import LIAISON_ROLES
from partners.models import Division, Membership, Organisation, Register
from partners.proxies import note_proxy
from partners.scope import Scope
from portal.models import User

from .fields import plain_field

#: Words of a button that leads to a form, and what its address says.
Begun = tuple[str, dict[str, str]]


@dataclass(frozen=True)
class Writer:
    """Who writes: the person, and the membership acted by with what it reaches."""

    person: User
    acting: Membership | None
    scope: Scope

    @property
    def organisation(self) -> Organisation | None:
        """The organisation a liaison acts for; None for departments, who enter for others."""
        if self.acting is None or self.acting.role not in LIAISON_ROLES:
            return None
        return self.acting.organisation


class EntryForm(TrackedForm):
    """A record of a register, entered or changed by `writer`."""

    #: Words of the button that leads here and of the page; of the button that sends it.
    label: ClassVar[str] = "登记"
    button: ClassVar[str] = "保存"
    template_name_of_page: ClassVar[str] = "workspace/entry.html"
    #: Where one begins who finds no button above the list, because it begins at another record.
    begins: ClassVar[str] = ""
    #: Said above the form.
    lead: ClassVar[str] = ""
    #: Fields that `complete` sets: checked with those that are asked for.
    completed: ClassVar[tuple[str, ...]] = ()

    class Meta:
        formfield_callback = plain_field

    def __init__(self, *args: Any, writer: Writer, **kwargs: Any) -> None:
        self.writer = writer
        super().__init__(*args, for_user=writer.person, **kwargs)
        if self.instance.pk is None:
            self.instance.entered_by = writer.person

    @classmethod
    def is_for(cls, scope: Scope) -> bool:
        """Whether a person with that scope enters such records."""
        return bool(scope.organisations or scope.steered)

    @classmethod
    def rank(cls, writer: Writer) -> int:
        """Where its buttons stand among those of the first screen: what is entered most, first."""
        return 50

    @classmethod
    def rank_at(cls, record: models.Model, writer: Writer) -> int:
        """The same on the page of a record."""
        return cls.rank(writer)

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[Begun]:
        """The buttons of the first screen that lead here: words, and what the address says."""
        yield cls.label, {}

    @classmethod
    def begun_at(cls, record: models.Model, writer: Writer) -> Iterator[Begun]:
        """The same for the page of a record in the person's scope, where one begins."""
        yield from ()

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """What a new form is filled with; `given` is what the address says."""
        return {}

    def complete(self, record: Any, cleaned: dict[str, Any]) -> None:
        """Set what follows from what was filled in, before the record's rules are asked."""

    @classmethod
    def why_not(cls, record: Any) -> str:
        """Why a record that the person may change is not changed by this form, as it stands."""
        return ""

    def place_of(self, record: Any) -> Division | None:
        """Where the record belongs when its place is not asked for."""
        organisation = getattr(record, "organisation", None) or self.writer.organisation
        return organisation.division if organisation else None

    def _post_clean(self) -> None:
        # Django builds the record from the fields first, then asks its rules: in between comes
        # what the fields do not hold.
        if not self.errors:
            construct_instance(self, self.instance, self._meta.fields, self._meta.exclude)
            self._complete()
        elif self.completed:
            # What follows from the fields is not known while one of them is wrong: rules that
            # read it would blame what was filled in rightly.
            return
        super()._post_clean()

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - set(self.completed)

    def _update_errors(self, errors: ValidationError) -> None:
        """What is wrong with a field that is not asked for is said above the form."""
        if hasattr(errors, "error_dict"):
            told: dict[str, list] = {}
            for name, found in errors.error_dict.items():
                told.setdefault(name if name in self.fields else NON_FIELD_ERRORS, []).extend(found)
            errors = ValidationError(told)
        super()._update_errors(errors)

    def _complete(self) -> None:
        record = self.instance
        self.complete(record, self.cleaned_data)
        if isinstance(record, Register) and record.division_id is None:
            if (place := self.place_of(record)) is None:
                self.add_error(None, "请先选择所属的组织或记录。")
            else:
                record.division = place

    def enter(self) -> Any:
        """Store the new record and log it. Raises TextHeld, ValidationError, IntegrityError."""
        record = self.store()
        if self.writer.organisation is None and getattr(record, "on_behalf_of_id", None):
            note_proxy(record, self.writer.person)
        return record

    def store(self) -> Any:
        """Write the new record; where other rules own that, they are called instead."""
        return records.enter(self, self.writer.person, self.beside)

    def beside(self, record: Any) -> dict[str, list]:
        """Write rows that follow with a new record and are not asked for; what the log says."""
        return {}

    def change(self) -> bool:
        """Store what was changed and log it; whether anything was. Raises what `enter` does, and
        StaleRecord.
        """
        return bool(records.change(self, self.writer.person))

    def done_words(self, record: models.Model) -> str:
        """What is said once it is entered."""
        return f"“{record}”已保存。"

    def changed_words(self, *, is_changed: bool) -> str:
        """What is said once it is changed, or nothing was."""
        return f"“{self.instance}”{'已保存。' if is_changed else '没有改动。'}"

    @property
    def rows_are_wrong(self) -> bool:
        """Whether something is wrong with the rows below the fields."""
        return any(rows.is_bound and rows.total_error_count() for rows in self.formsets.values())

    @property
    def button_words(self) -> str:
        """Words of the button that sends the form."""
        return "保存修改" if self.instance.pk else self.button

    @property
    def keep_words(self) -> str:
        """Words of a second button that keeps what was typed without handing it in; or none."""
        return ""

    @property
    def given_back(self) -> str:
        """Why the record was given back, for its author to read above the form."""
        return ""
