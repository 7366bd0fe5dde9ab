"""What the audit trail can be asked: number or person, kind, place, period."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q, QuerySet
from django.utils import timezone

from partners.enums import EventKind
from partners.models import Division
from partners.models.register import FIRST_YEAR, LAST_YEAR
from partners.scope import Scope
from portal.admin.listing import LONGEST_SEARCH
from portal.models import User

#: Not a kind of its own: rows of every kind that were made for somebody else.
PROXY = "proxy"
_TOO_LONG = {"max_length": f"请不要超过 {LONGEST_SEARCH} 个字。"}
_NUMBER = re.compile(r"[A-Z]{2}-\d{4}-\d{6}|\d{12}")
_NO_DAY = {"invalid": "请填写日期，例如 2024-06-30。"}


def _day(label: str) -> forms.DateField:
    """A day within the years that records can have; far from them the clock has no moment."""
    return forms.DateField(
        label=label,
        required=False,
        error_messages=_NO_DAY,
        validators=[
            MinValueValidator(date(FIRST_YEAR, 1, 1), _NO_DAY["invalid"]),
            MaxValueValidator(date(LAST_YEAR, 12, 31), _NO_DAY["invalid"]),
        ],
        widget=forms.DateInput(attrs={"type": "date"}),
    )


class AuditForm(forms.Form):
    """The filters of the list; each empty answer leaves it as it is."""

    q = forms.CharField(
        label="编号或人员",
        required=False,
        max_length=LONGEST_SEARCH,
        error_messages=_TOO_LONG,
        widget=forms.TextInput(attrs={"placeholder": "记录编号、姓名或登录名"}),
    )
    kind = forms.ChoiceField(
        label="类别",
        required=False,
        choices=[("", "全部"), *EventKind.choices, (PROXY, "上级代办")],
    )
    place = forms.ModelChoiceField(
        Division.objects.none(), label="所在地", required=False, empty_label="全部"
    )
    since = _day("起始日期")
    until = _day("截止日期")

    def __init__(self, data: Any, scope: Scope) -> None:
        super().__init__(data)
        below = Q(parent__path__in=scope.read) if scope.read else Q(parent__parent=None)
        field: Any = self.fields["place"]
        field.queryset = Division.objects.filter(below, parent__isnull=False)
        field.label_from_instance = lambda place: place.display_name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "截止日期不能早于起始日期。")
        return cleaned

    def narrow(self, rows: Any) -> QuerySet:
        """Those of `rows` that answer the form; none while an answer is wrong."""
        if not self.is_valid():
            return rows.none()
        for name, condition in _CONDITIONS.items():
            if value := self.cleaned_data[name]:
                rows = rows.filter(condition(value))
        return rows


def _by_kind(kind: str) -> Q:
    return Q(on_behalf_of__isnull=False) if kind == PROXY else Q(kind=kind)


def _by_number_or_person(words: str) -> Q:
    """What looks like the number of a record or the code of a place is one; else a person."""
    number = words.strip().upper()
    return Q(record_number=number) if _NUMBER.fullmatch(number) else _by_person(words.strip())


def _by_person(words: str) -> Q:
    """Who acted, and the name typed at a log-in that failed."""
    people = User.objects.filter(
        Q(username__icontains=words)
        | Q(display_name__icontains=words)
        | Q(last_name__icontains=words)
        | Q(first_name__icontains=words)
    )
    typed = Q(kind=EventKind.LOGIN, actor=None, subject__icontains=words)
    return Q(actor__in=people.values("pk")) | typed


def _by_place(place: Division) -> Q:
    within = Division.objects.within(place)
    return Q(division__in=within.order_by().values("pk"))


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


_CONDITIONS: dict[str, Any] = {
    "q": _by_number_or_person,
    "kind": _by_kind,
    "place": _by_place,
    "since": lambda day: Q(at__gte=_moment(day)),
    "until": lambda day: Q(at__lt=_moment(day + timedelta(days=1))),
}
