"""The form of a register: a place by default, and no saving over what somebody else changed."""

from datetime import datetime
from typing import Any, ClassVar

from django.utils import timezone

from partners.models import Division, Event
from portal.admin.inlines import RecordForm
from portal.conflict.forms import GuardedFormMixin

#: Changes named at the head of the page of choices.
_MOST_NAMED = 5


class TrackedForm(GuardedFormMixin, RecordForm):
    """A form that knows what the person was shown; the event log says who changed it since."""

    def changes_since(self, moment: datetime | None) -> list[str]:
        """「演示录入员于 03-05 10:20 修改」, newest first."""
        events = Event.objects.of(self.instance)
        since = events.filter(at__gte=moment) if moment else events[:1]
        return [
            f"{event.actor}于 {timezone.localtime(event.at):%m-%d %H:%M} {event.label}"
            for event in since[:_MOST_NAMED]
        ]


class RegisterForm(TrackedForm):
    """A form of a register with a place of its own.

    `place_from` names the fields whose record lends its place when none is given.
    """

    place_from: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "division" in self.fields and self.place_from:
            self.fields["division"].required = False
            lenders = "、".join(str(self.fields[name].label) for name in self.place_from)
            self.fields["division"].help_text = f"不填时与{lenders}相同。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "division" in cleaned and not cleaned["division"]:
            place = self.borrowed_place(cleaned)
            if place is None and not any(name in self.errors for name in self.place_from):
                self.add_error("division", "请选择所在地。")
            cleaned["division"] = place
        return cleaned

    def borrowed_place(self, cleaned: dict[str, Any]) -> Division | None:
        """The place of the first lender that is filled in."""
        for name in self.place_from:
            lender = cleaned.get(name)
            if lender:
                return lender if isinstance(lender, Division) else lender.division
        return None
