"""Naming an organisation in a form without a list of thousands: by number, name or part of it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from partners.delegation import ELSEWHERE, mandate_of
from partners.finding import find_organisations
from partners.models import Organisation
from partners.querysets.organisation import OrganisationQuerySet
from portal.admin.listing import LONGEST_SEARCH, words_of
from portal.models import User

#: So many are offered to choose among; with more, the words say too little.
MOST = 20
CHOICE = "organisation_number"

UNKNOWN = "没有找到这个组织，请核对名称或编号。"
CLOSED = "这个组织已撤销或已并入其他组织，不能登记任职。"
TOO_MANY = f"符合的组织超过 {MOST} 个，请写得更完整。"
CHOOSE = "找到多个组织，请在下面选择一个。"
CONFIRM = "没有完全相同的名称，请在下面确认是不是这个组织。"


class OrganisationFields(forms.Form):
    """Asks for an organisation for which `user` may give something; `matches` are offered."""

    organisation = forms.CharField(
        label="代表组织",
        max_length=LONGEST_SEARCH,
        help_text="填写全称或编号；只记得一部分也可以，系统会列出来供选择。",
        error_messages={
            "required": "请填写代表组织。",
            "max_length": f"请不要超过 {LONGEST_SEARCH} 个字。",
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.matches: list[Organisation] = []

    @property
    def chosen_number(self) -> str:
        """The number of the organisation that was chosen among those offered."""
        return self.data.get(CHOICE, "") if self.is_bound else ""

    def clean_organisation(self) -> Organisation:
        """The one organisation that is meant. Raises ValidationError with what to do about it."""
        text = " ".join(words_of(self.cleaned_data["organisation"]))
        exact = list(_all().filter(Q(number__iexact=text) | Q(name=text))[:2])
        if len(exact) == 1:
            return self._usable(exact[0])
        found = list(self._offered(text)[: MOST + 1])
        if chosen := next((one for one in found if one.number == self.chosen_number), None):
            self.matches = [chosen]
            return self._usable(chosen)
        if not found:
            raise ValidationError(UNKNOWN)
        if len(found) > MOST:
            raise ValidationError(TOO_MANY)
        self.matches = found
        raise ValidationError(CHOOSE if len(found) > 1 else CONFIRM)

    def _offered(self, text: str) -> OrganisationQuerySet:
        rows: Any = _existing().filter(mandate_of(self.user).organisations)
        for word in words_of(text):
            rows = find_organisations(rows, word)
        return rows.order_by("number")

    def _usable(self, one: Organisation) -> Organisation:
        if not mandate_of(self.user).reaches(one.division.path):
            raise ValidationError(ELSEWHERE)
        if not _existing().filter(pk=one.pk).exists():
            raise ValidationError(CLOSED)
        return one


def _all() -> Any:
    return Organisation.objects.select_related("division")


def _existing() -> Any:
    return _all().valid_on(timezone.localdate()).filter(merged_into=None)
