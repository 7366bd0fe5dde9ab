"""Logging an activity 「结对活动」: six fields, the rest follows from the pairing."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone

from partners.enums import PUBLIC_PAIRINGS, Fulfilment
from partners.models import ChecklistItem, Division, Organisation, Pairing
from partners.progress import checklist_of
from partners.workspace.writing.forms import EntryForm, Writer
from projects.models import Activity

from .photos import WithPhotos

#: Where the first sentence of a text ends, of which a title is made.
_SENTENCE = re.compile(r"[。！？；\n]")
_LONGEST_TITLE: Any = Activity._meta.get_field("title").max_length


def pairings_of(writer: Writer) -> Any:
    """Pairings a person logs activities of: signed, and the own ones or those of the place.

    Those whose term runs come first, then those that ended, for what is entered late.
    """
    rows = Pairing.objects.filter(status__in=PUBLIC_PAIRINGS).in_scope(writer.scope)
    rows = rows.select_related("unit_side", "community_side__division", "division")
    return rows.running_first(timezone.localdate())


class ActivityEntryForm(WithPhotos):
    """What was done, under which pairing; the other side confirms it."""

    label = "登记活动"
    button = "提交，等待对方确认"
    begins = "代结对一方登记活动，请打开这对结对，在其页面上点“登记活动”。"
    template_name_of_page = "workspace/entries/activity.html"

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="代哪一方登记",
        empty_label=None,
        widget=forms.RadioSelect,
        help_text="由另一方确认；这一方之后可以核对代办内容。",
    )

    class Meta(EntryForm.Meta):
        model = Activity
        fields = [
            "pairing",
            "organisation",
            "checklist_item",
            "date",
            "place_text",
            "attendance",
            "volunteers",
            "text",
        ]
        widgets = {"pairing": forms.HiddenInput}
        help_texts = {"volunteers": "参加人员中的志愿者，每人每场计一次。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pairing"].queryset = pairings_of(self.writer)
        self.fields["pairing"].required = True
        self.fields["pairing"].error_messages = dict.fromkeys(
            ("required", "invalid_choice"), "请先选择结对。"
        )
        self.of_pairing = self._pairing()
        item = self.fields["checklist_item"]
        item.queryset, item.empty_label = self._items(), "不属于清单事项"
        self.fields["volunteers"].required = False
        self._bound_date()
        if self.writer.organisation is not None or self.instance.pk:
            del self.fields["organisation"]
        elif self.of_pairing is not None:
            sides = (self.of_pairing.unit_side_id, self.of_pairing.community_side_id)
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=sides)

    def _bound_date(self) -> None:
        bounds = {"max": timezone.localdate()}
        if (pairing := self.of_pairing) is not None:
            bounds = {"min": pairing.first_day, "max": min(bounds["max"], pairing.last_day)}
        attrs = self.fields["date"].widget.attrs
        attrs |= {name: day.isoformat() for name, day in bounds.items()}

    @classmethod
    def rank(cls, writer: Writer) -> int:
        return 10

    @classmethod
    def starts(cls, writer: Writer) -> Iterator[tuple[str, dict[str, str]]]:
        """On the first screen for liaisons; departments begin at a pairing."""
        if writer.organisation is not None:
            yield cls.label, {}

    @classmethod
    def begun_at(cls, record: Model, writer: Writer) -> Any:
        """From the page of a pairing."""
        if isinstance(record, Pairing) and record.status in PUBLIC_PAIRINGS:
            yield cls.label, {"pairing": record.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The pairing named or last written about, today or the last day of its term, and what
        was said last time.
        """
        rows = pairings_of(writer)
        last = _last_of(writer)
        number = given.get("pairing", "")
        pairing = rows.filter(number=number).first() if number else None
        if pairing is None and writer.organisation is not None:
            again = rows.filter(pk=last.pairing_id).first() if last else None
            is_running = again is not None and again.covers(timezone.localdate())
            pairing = again if is_running else rows.first()
        if pairing is None:
            return {"date": timezone.localdate()}
        alike = Activity.objects.filter(pairing=pairing).order_by("-created_at").first() or last
        return {
            "pairing": pairing,
            "organisation": pairing.unit_side_id,
            "checklist_item": given.get("item", "") if given.get("item", "").isdigit() else None,
            "date": pairing.nearest_day(timezone.localdate()),
            "place_text": alike.place_text if alike else pairing.community_side.division.short_name,
            "attendance": alike.attendance if alike else None,
            "volunteers": alike.volunteers if alike else None,
        }

    @property
    def others(self) -> Any:
        """Other pairings the activity could be of; at most twenty, for a short list."""
        if self.writer.organisation is None:
            return Pairing.objects.none()
        rows = pairings_of(self.writer)
        return rows.exclude(pk=self.of_pairing.pk)[:20] if self.of_pairing else rows[:20]

    def clean_date(self) -> Any:
        """Raises ValidationError for a day to come: what is logged has happened."""
        day = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise ValidationError("活动日期不能晚于今天。")
        return day

    def clean_volunteers(self) -> int:
        """Left empty: none."""
        return self.cleaned_data["volunteers"] or 0

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("text") and not cleaned.get("checklist_item"):
            self.add_error("text", "请简要写明活动内容，或选择清单事项。")
        if cleaned.get("volunteers", 0) > cleaned.get("attendance", 0):
            self.add_error("volunteers", "志愿服务人次不能多于参加人数。")
        return cleaned

    def complete(self, record: Any, cleaned: dict[str, Any]) -> None:
        record.organisation = self.writer.organisation or cleaned["organisation"]
        if self.writer.organisation is None:
            record.on_behalf_of = record.organisation
        record.title = _title_of(cleaned.get("text", ""), cleaned.get("checklist_item"))

    def place_of(self, record: Any) -> Division | None:
        return record.pairing.division if record.pairing else None

    def enter(self) -> Any:
        record = super().enter()
        self.settle_photos(record)
        return record

    def change(self) -> bool:
        changed = super().change()
        return self.settle_photos(self.instance) or changed

    def done_words(self, record: Any) -> str:
        other = record.pairing.community_side
        if record.organisation == other:
            other = record.pairing.unit_side
        return f"“{record}”已提交，等待{other}确认。"

    def _pairing(self) -> Pairing | None:
        if self.instance.pk:
            return self.instance.pairing
        field = self.fields["pairing"]
        if not self.is_bound:
            return self.initial.get("pairing")
        try:
            return field.clean(self.data.get("pairing", ""))
        except ValidationError:
            return None

    def _items(self) -> Any:
        if self.of_pairing is None:
            return ChecklistItem.objects.none()
        items: Any = checklist_of(self.of_pairing)
        return items.filter(fulfilled_by=Fulfilment.ACTIVITY)


def _last_of(writer: Writer) -> Activity | None:
    """What the person entered last."""
    return Activity.objects.filter(entered_by=writer.person).order_by("-created_at").first()


def _title_of(text: str, item: ChecklistItem | None) -> str:
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0].strip()
    if not first and item is not None:
        return item.title[:_LONGEST_TITLE]
    return first if len(first) <= _LONGEST_TITLE else first[: _LONGEST_TITLE - 1] + "…"
