"""A confirmation is about what the person saw: what was changed since is shown before it counts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from partners.models import Event
from portal.publicity import Audience

from .changes import Change, Wording

CHANGED_SINCE = "您打开本页之后，记录有改动，尚未办理。请核对下方内容后再次确认。"
#: Changes shown above the confirmation.
_MOST_SHOWN = 10


class ConfirmingForm(forms.Form):
    """Knows the version of `record` that was shown and the last event before it."""

    #: Whether a form that does not say what was seen is refused.
    must_say = True
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    since = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, record: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record
        self.is_overtaken = False
        self.initial.update(seen=self._version, since=self._last_event)

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError where the record changed since; the next press counts."""
        cleaned = super().clean() or self.cleaned_data
        seen, self._since = cleaned.pop("seen", None), cleaned.pop("since", None)
        if seen != self._version and (self.must_say or seen is not None):
            self.is_overtaken = True
            data: Any = self.data
            data = data.copy()
            data["seen"], data["since"] = self._version, self._last_event()
            self.data = data
            raise ValidationError(CHANGED_SINCE)
        return cleaned

    def changes_since(self, reader: Audience) -> list[tuple[Event, list[Change]]]:
        """What happened to the record since it was shown, newest first, as `reader` may read it."""
        if not self.is_overtaken:
            return []
        events = Event.objects.of(self.record)
        newer = events.filter(pk__gt=self._since) if self._since else events[:1]
        wording = Wording(newer[:_MOST_SHOWN], reader)
        return [(event, wording.of(event)) for event in newer[:_MOST_SHOWN]]

    @property
    def _version(self) -> int | None:
        """None of a record that has no versions: it is shown as it stands."""
        return getattr(self.record, "version", None)

    def _last_event(self) -> int:
        last = Event.objects.of(self.record).values_list("pk", flat=True).first()
        return last or 0
