"""The editor's form of a page: what Wagtail would demand and the page can find by itself.

A draft may say anything; what is published or handed in for review passes the text guard.
"""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from portal.text_guard.holding import check_form
from portal.text_guard.pages import page_spots

#: Buttons that make a page public or ask somebody to do so.
_PUBLISHING = (
    "action-publish", "action-submit", "action-restart-workflow", "action-workflow-action",
)  # fmt: skip
_NOT_PUBLISHING = ("reject",)


class DraftCopyForm(CopyForm):
    """A copy is a draft: its words are looked at when it is published, as those of any page."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)


class PageForm(WagtailAdminPageForm):
    """A slug left empty is spelt from the title, see portal.pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.errors and self.is_publishing:
            check_form(self, page_spots(self.instance), self.for_user)

    @property
    def is_publishing(self) -> bool:
        """Whether the button pressed publishes, schedules, hands in or approves."""
        pressed = any(self.data.get(name) for name in _PUBLISHING)
        return pressed and self.data.get("workflow-action-name") not in _NOT_PUBLISHING
