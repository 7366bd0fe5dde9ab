"""The form of a register: a place by default, and no saving over what somebody else changed."""

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from partners.models import Division, Event
from portal.admin.inlines import RecordForm

#: Fields named in the message about a record that changed meanwhile.
_MOST_NAMED = 8


class TrackedForm(RecordForm):
    """A form that knows which version of the record the person was shown.

    When somebody saved in between, nothing is written: the form comes back with all that was
    typed and names what stands differently now. Saving it again is then done knowingly.
    """

    data: Any
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        self.stored = {name: self.initial.get(name) for name in self._meta.fields or ()}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("version") != self.instance.version:
            self.refuse_stale()
        return cleaned

    def refuse_stale(self) -> None:
        """Say who changed the record and what differs; the next save counts from now."""
        self.add_error(None, " ".join([self._who_changed(), *self._what_differs()]))
        stored = type(self.instance)._base_manager.filter(pk=self.instance.pk)
        shown = self.data.copy()
        shown[self.add_prefix("version")] = stored.values_list("version", flat=True).get()
        self.data = shown

    def _who_changed(self) -> str:
        last = Event.objects.of(self.instance).first()
        who = f"{last.actor}于 {timezone.localtime(last.at):%m-%d %H:%M}" if last else "其他人"
        return (
            f"您打开本页之后，{who}修改了这条记录，您的内容尚未保存。"
            "您填写的内容都在下方，请核对后再次保存。"
        )

    def _what_differs(self) -> list[str]:
        differing = [name for name in self.changed_data if name in self.stored][:_MOST_NAMED]
        if not differing:
            return []
        words = "；".join(f"{self[name].label}“{self._stored_words(name)}”" for name in differing)
        return [f"与您填写不同的现存内容：{words}。"]

    def _stored_words(self, name: str) -> str:
        value = self.stored[name]
        field = self._meta.model._meta.get_field(name)
        if value in (None, ""):
            return "空"
        if field.is_relation:
            return str(field.related_model._base_manager.filter(pk=value).first() or value)
        return str(dict(field.flatchoices or ()).get(value, value))


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
