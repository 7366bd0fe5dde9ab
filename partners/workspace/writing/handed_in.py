"""Records that somebody else approves: handed in with the press that saves them, or kept."""

from typing import Any

from partners.enums import ReviewState
from partners.moves.review import submit
from portal.text_guard.holding import check, holding
from portal.text_guard.records import record_spots

from .forms import EntryForm

#: The name of the button that keeps a draft.
KEEP = "keep"
_IN_HAND = (ReviewState.DRAFT, ReviewState.RETURNED)


class HandedInForm(EntryForm):
    """The form of a Reviewed register: its button hands in, a second one keeps a draft.

    After a return it shows the reason and goes back in with one press, changed or not.
    """

    button = "提交审核"

    @property
    def is_kept(self) -> bool:
        """Whether it is not handed in yet: so the person chose."""
        return KEEP in self.data

    @property
    def keep_words(self) -> str:
        return "存为草稿" if self.instance.review_state in _IN_HAND else ""

    @property
    def button_words(self) -> str:
        state = self.instance.review_state
        if state == ReviewState.RETURNED:
            return "重新提交审核"
        return self.button if state == ReviewState.DRAFT else "保存修改"

    @property
    def given_back(self) -> str:
        returned = self.instance.review_state == ReviewState.RETURNED
        return self.instance.review_reason if returned else ""

    def attach(self, record: Any) -> bool:
        """Store what belongs to the record beside its fields; whether there was anything."""
        return False

    @holding()
    def store(self) -> Any:
        record = super().store()
        self.attach(record)
        if not self.is_kept:
            # Asked before the move does: until it is handed in the record may still be given up.
            check(record, record_spots(record), self.writer.person, new=True)
            submit(record, by=self.writer.person)
        return record

    def change(self) -> bool:
        """Store what was changed, and hand in what is still in hand. Raises what `enter` does."""
        is_changed = self.attach(self.instance) | super().change()
        if self.instance.review_state not in _IN_HAND or self.is_kept:
            return is_changed
        submit(self.instance, by=self.writer.person)
        return True

    def done_words(self, record: Any) -> str:
        return f"“{record}”已存为草稿。" if self.is_kept else f"“{record}”已提交，等待审核。"

    def changed_words(self, *, is_changed: bool) -> str:
        if self.instance.review_state == ReviewState.SUBMITTED and is_changed:
            return self.done_words(self.instance)
        return super().changed_words(is_changed=is_changed)
