"""Logging an activity 「结对活动」: six fields, the rest follows from what it is of."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from partners.enums import Fulfilment
from partners.models import ChecklistItem, Division, Organisation, Pairing
from partners.progress import checklist_of
from partners.workspace.writing.forms import EntryForm, Writer
from projects.models import Activity
from projects.setting_up import parties_of

from .activity_owner import (
    OWNERS,
    Owner,
    last_of,
    name_of,
    owner_for,
    owners_of,
    takes_activities,
)
from .photos import WithPhotos

#: Where the first sentence of a text ends, of which a title is made.
_SENTENCE = re.compile(r"[。！？；\n]")
#: Of each kind so many are listed that an activity could be of instead.
MOST_OTHERS = 20
_LONGEST_TITLE: Any = Activity._meta.get_field("title").max_length


class ActivityEntryForm(WithPhotos):
    """What was done, under which pairing, alliance or agreement; the other side confirms it."""

    label = "登记活动"
    button = "提交，等待对方确认"
    begins = "代一方登记活动，请打开这对结对（或联盟、协议），在其页面上点“登记活动”。"
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
            *OWNERS,
            "organisation",
            "checklist_item",
            "date",
            "place_text",
            "attendance",
            "volunteers",
            "text",
        ]
        widgets = dict.fromkeys(OWNERS, forms.HiddenInput)
        help_texts = {"volunteers": "参加人员中的志愿者，每人每场计一次。"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_of_what()
        item = self.fields["checklist_item"]
        item.queryset, item.empty_label = self._items(), "不属于清单事项"
        self.fields["volunteers"].required = False
        self._bound_date()
        if self.writer.organisation is not None or self.instance.pk:
            del self.fields["organisation"]
        elif self.owner is not None:
            sides = [one.pk for one in parties_of(self.owner)]
            self.fields["organisation"].queryset = Organisation.objects.filter(pk__in=sides)

    def _ask_of_what(self) -> None:
        for name, rows in owners_of(self.writer).items():
            self.fields[name].queryset = rows
            self.fields[name].error_messages = dict.fromkeys(
                ("required", "invalid_choice"), "请先选择结对、联盟或协议。"
            )
        self.owner = self._owner()
        self.of_pairing = self.owner if isinstance(self.owner, Pairing) else None
        self.fields["pairing"].required = self.owner is None or self.of_pairing is not None

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
    def begun_at(cls, record: Any, writer: Writer) -> Any:
        """From the page of a pairing, an alliance or an agreement."""
        if takes_activities(record):
            yield cls.label, {name_of(record): record.number}

    @classmethod
    def start(cls, writer: Writer, given: Mapping[str, str]) -> dict[str, Any]:
        """The pairing named or last written about, today or the last day of its term, and what
        was said last time.
        """
        today = timezone.localdate()
        owner = owner_for(writer, given)
        if owner is None:
            return {"date": today}
        of_owner = Activity.objects.filter(**{name_of(owner): owner})
        alike = of_owner.order_by("-created_at").first() or last_of(writer)
        of = owner if isinstance(owner, Pairing) else None
        seat = of.community_side.division if of else owner.division
        return {
            name_of(owner): owner,
            "organisation": of.unit_side_id if of else None,
            "checklist_item": given.get("item", "") if given.get("item", "").isdigit() else None,
            "date": of.nearest_day(today) if of else today,
            "place_text": alike.place_text if alike else seat.short_name,
            "attendance": alike.attendance if alike else None,
            "volunteers": alike.volunteers if alike else None,
        }

    @property
    def owner_words(self) -> str:
        """What the activity is of is called."""
        return str(self.owner._meta.verbose_name) if self.owner else ""

    @property
    def others(self) -> list[Any]:
        """What else it could be of; at most twenty of a kind, for a short list."""
        if self.writer.organisation is None:
            return []
        found = [one for rows in owners_of(self.writer).values() for one in rows[:MOST_OTHERS]]
        return [(name_of(one), one) for one in found if one != self.owner]

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
        return record.owner.division if record.owner else None

    def enter(self) -> Any:
        record = super().enter()
        self.settle_photos(record)
        return record

    def change(self) -> bool:
        changed = super().change()
        return self.settle_photos(self.instance) or changed

    def done_words(self, record: Any) -> str:
        others = [one for one in parties_of(record.owner) if one != record.organisation]
        other = others[0] if len(others) == 1 else "其他各方中的一方"
        return f"“{record}”已提交，等待{other}确认。"

    def _owner(self) -> Owner | None:
        if self.instance.pk:
            return self.instance.owner
        if not self.is_bound:
            return next((self.initial[name] for name in OWNERS if self.initial.get(name)), None)
        named = next((name for name in OWNERS if self.data.get(name)), "")
        try:
            return self.fields[named].clean(self.data[named]) if named else None
        except ValidationError:
            return None

    def _items(self) -> Any:
        if self.of_pairing is None:
            return ChecklistItem.objects.none()
        items: Any = checklist_of(self.of_pairing)
        return items.filter(fulfilled_by=Fulfilment.ACTIVITY)


def _title_of(text: str, item: ChecklistItem | None) -> str:
    first = _SENTENCE.split(text.strip(), maxsplit=1)[0].strip()
    if not first and item is not None:
        return item.title[:_LONGEST_TITLE]
    return first if len(first) <= _LONGEST_TITLE else first[: _LONGEST_TITLE - 1] + "…"
