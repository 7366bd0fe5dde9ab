"""Naming an organisation in a form without a list of thousands: by number, name or part of it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.db.models import Q
from django.utils import timezone

from partners.finding import find_organisations
from partners.models import Organisation
from partners.querysets.organisation import OrganisationQuerySet
from portal.admin.listing import LONGEST_SEARCH, words_of

#: So many are offered to choose among; with more, the words say too little.
MOST = 20

NOT_HERE = "您的范围内没有这个组织，请核对名称或编号。"
UNKNOWN = "没有找到这个组织，请核对名称或编号。"
CLOSED = "这个组织已撤销或已并入其他组织，请另选。"
TOO_MANY = f"符合的组织超过 {MOST} 个，请写得更完整。"
CHOOSE = "找到多个组织，请在下面选择一个。"
CONFIRM = "没有完全相同的名称，请在下面确认是不是这个组织。"


def existing() -> Any:
    """Organisations that exist today under a name of their own."""
    return every().valid_on(timezone.localdate()).filter(merged_into=None)


def every() -> Any:
    """All organisations, with their place."""
    return Organisation.objects.select_related("division")


class Naming(str):
    """What was typed, and the number of the organisation chosen among those offered."""

    chosen = ""


class OrganisationInput(forms.TextInput):
    """A box for the name; what is offered stands below it as radio buttons `<name>_number`."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Naming:
        naming = Naming(data.get(name) or "")
        naming.chosen = data.get(f"{name}_number") or ""
        return naming


class OrganisationField(forms.Field):
    """One organisation among those `offered` (a form narrows it); `matches` are shown to choose
    among. `not_here` and `closed` are said of one named exactly that is not to be chosen.
    """

    widget = OrganisationInput
    names_organisation = True
    default_error_messages = {
        "required": "请填写组织名称。",
        "max_length": f"请不要超过 {LONGEST_SEARCH} 个字。",
    }

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", "填写全称或编号；只记得一部分也可以，系统会列出来供选择。")
        super().__init__(**kwargs)
        self.matches: list[Organisation] = []
        self.chosen_number = ""
        self.offered: OrganisationQuerySet = existing()
        self.not_here, self.closed = NOT_HERE, CLOSED

    def prepare_value(self, value: Any) -> Any:
        """The name stands in the box for an organisation or its key."""
        if isinstance(value, int):
            value = Organisation.objects.filter(pk=value).first()
        return value.name if isinstance(value, Organisation) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(getattr(data, "chosen", "")) or (self.prepare_value(initial) or "") != data

    def to_python(self, value: Any) -> Organisation | None:
        """The one organisation that is meant. Raises ValidationError with what to do about it."""
        if not value or isinstance(value, Organisation):
            return value or None
        ProhibitNullCharactersValidator()(value)
        if len(value) > LONGEST_SEARCH:
            raise ValidationError(self.error_messages["max_length"])
        self.chosen_number, text = getattr(value, "chosen", ""), " ".join(words_of(value))
        exact = list(every().filter(Q(number__iexact=text) | Q(name=text))[:2])
        return self._usable(exact[0]) if len(exact) == 1 else self._among(text)

    def _among(self, text: str) -> Organisation:
        rows: Any = self.offered
        for word in words_of(text):
            rows = find_organisations(rows, word)
        found = list(rows.order_by("number")[: MOST + 1])
        if chosen := next((one for one in found if one.number == self.chosen_number), None):
            self.matches = [chosen]
            return self._usable(chosen)
        if not found:
            raise ValidationError(UNKNOWN)
        if len(found) > MOST:
            raise ValidationError(TOO_MANY)
        self.matches = found
        raise ValidationError(CHOOSE if len(found) > 1 else CONFIRM)

    def _usable(self, one: Organisation) -> Organisation:
        if self.offered.filter(pk=one.pk).exists():
            return one
        stands = existing().filter(pk=one.pk).exists()
        raise ValidationError(self.not_here if stands else self.closed)
