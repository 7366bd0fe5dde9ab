"""What is asked when something is done about a record: a day, a reason, what was seen of it."""

from typing import Any

from django import forms
from django.utils import timezone

from partners.admin.seen import ConfirmingForm
from partners.models import Event
from partners.moves.move import Act
from partners.workspace.writing.fields import DayField

_LONGEST: Any = Event._meta.get_field("reason").max_length


class ActForm(ConfirmingForm):
    """The facts one act asks for, and a reason where it takes one."""

    must_say = False  # the state decides all the same

    def __init__(self, *args: Any, act: Act, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act
        self.fields |= act.fields_for(self.record)
        for name in act.asks:
            self.fields[name] = DayField(label=f"{act.label}日期", initial=timezone.localdate)
        if act.takes_reason or act.needs_reason:
            words = act.reason_words if act.needs_reason else "意见"
            self.fields["reason"] = forms.CharField(
                label=words if act.needs_reason else f"{words}（可不填）",
                required=act.needs_reason,
                max_length=_LONGEST,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={
                    "required": f"请填写{words}，对方会看到。",
                    "max_length": f"请不要超过 {_LONGEST} 个字。",
                },
            )

    @property
    def asks_nothing(self) -> bool:
        """Whether one press does it: nothing has to be filled in."""
        shown = [field for name, field in self.fields.items() if name in self.act.asks]
        return not shown and not any(field.required for field in self.fields.values())
