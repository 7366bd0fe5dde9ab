"""What is sent: nothing at all, but where a browser would always send something."""

from collections.abc import Callable
from typing import Any

from .rows import Rows

_PAGE_FORM = {
    "body-count": "0",
    **{
        f"comments-{name}": "0"
        for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    },
}
_BODIES: dict[str, Callable[[Rows], dict[str, Any]]] = {
    "wagtailadmin_pages:edit": lambda rows: _PAGE_FORM,
    "wagtailadmin_pages:preview_on_edit": lambda rows: _PAGE_FORM,
    "wagtailadmin_pages:revisions_revert": lambda rows: _PAGE_FORM,
    "wagtailadmin_pages:copy": lambda rows: {"new_parent_page": rows.things["column"].pk},
    "wagtailadmin_choose_page_external_link": lambda rows: {"external-link-chooser-url": ""},
}


def body_of(name: str, rows: Rows) -> dict[str, Any]:
    """The body for an address."""
    return _BODIES.get(name, lambda rows: {})(rows)
