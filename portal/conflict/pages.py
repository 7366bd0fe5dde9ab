"""Two people saving the same page. Wagtail tells them of each other and keeps every version, but a
second save without a word puts the first aside; here it comes back with both, field by field.

Fields are chosen whole: the text of a page is one of them, and so is each list of related things.
"""

from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import Revision
from wagtail.rich_text import get_text_for_indexing

from portal.once.tokens import NOT_TYPED

from .comparing import MINE, THEIRS
from .page import NOTHING, Entry, Part, Side

#: What the form says about the revision it was filled from, and what this page adds to it.
LOADED = ("loaded_revision_id", "loaded_revision_created_at")
_OPENED, _BY_ITSELF = "opened_revision_id", "overwrite_revision_id"
#: Editors' notes to each other are added, never overwritten.
_NOT_COMPARED = ("comments", "comment_notifications")


class PageConflict:
    """What differs between the page as it stands and as it was sent; the shape of `Conflict`."""

    files: tuple = ()

    def __init__(self, form: Any, latest: Revision, data: Any, *, decided: bool) -> None:
        """`form` is valid or not, and bound to the latest version of the page."""
        self.form, self.latest, self.data, self.is_undecided = form, latest, data, decided
        self.opened = _opened(form.instance, data)
        form.is_valid()
        self.mine = form.instance
        self.theirs = latest.as_object()
        self.was = self.opened.as_object() if self.opened else None

    @property
    def names(self) -> list[str]:
        """The fields that differ, as the form has them."""
        names = [*self.form.fields, *self.form.formsets]
        return [n for n in names if n not in _NOT_COMPARED and self._differs(n)]

    def chosen(self, name: str) -> str:
        """The side chosen for a field, or the one that changed it alone."""
        given = self.data.get(f"choice-{name}", "")
        return given if given in (MINE, THEIRS) else self._default(name)

    @property
    def parts(self) -> list[Part]:
        """The differences: first those that somebody must decide about."""
        names = self.names
        kinds = (
            ("", "需要您决定", "双方都改了，或者无法判断是谁改的。每一项请选择用哪一份。"),
            (THEIRS, "对方改了，您没有改", "默认用对方的。"),
            (MINE, "您改了，对方没有改", "默认用您的。"),
        )
        parts = [
            Part(heading, hint, [self._entry(n) for n in names if self._default(n) == side])
            for side, heading, hint in kinds
        ]
        return [part for part in parts if part.entries]

    @property
    def changes(self) -> list[str]:
        """Who saved since, newest first."""
        since = self.theirs.revisions.order_by("-created_at").select_related("user")
        if self.opened:
            since = since.filter(created_at__gt=self.opened.created_at)
        return [
            f"{r.user or '系统'}于 {timezone.localtime(r.created_at):%m-%d %H:%M} 保存"
            for r in since[: 5 if self.opened else 1]
        ]

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Everything that was sent, as it would be sent upon the latest version."""
        aside = {*NOT_TYPED, *LOADED, _OPENED, _BY_ITSELF, "save_as_chosen", "fill_as_chosen"}
        fields = [
            (name, value)
            for name, values in self.data.lists()
            if name not in aside and not name.startswith("choice-")
            for value in values
        ]
        said = (str(self.latest.pk), self.latest.created_at.isoformat())
        opened = [(_OPENED, str(self.opened.pk))] if self.opened else []
        return [*fields, *zip(LOADED, said, strict=True), *opened]

    def _entry(self, name: str) -> Entry:
        chosen = self.chosen(name)
        return Entry(
            f"choice-{name}",
            self._label(name),
            self._side(self.was, name) if self.was else None,
            self._side(self.theirs, name),
            self._side(self.mine, name),
            chosen,
            self.is_undecided and not chosen,
        )

    def _side(self, page: Any, name: str) -> Side:
        return Side(_words(page, self._value(page, name), name))

    def _label(self, name: str) -> str:
        if name in self.form.fields:
            return str(self.form.fields[name].label or name)
        return capfirst(str(self.form.formsets[name].model._meta.verbose_name_plural))

    def _differs(self, name: str) -> bool:
        return self._value(self.theirs, name) != self._value(self.mine, name)

    def _default(self, name: str) -> str:
        if self.was is None:
            return ""
        was = self._value(self.was, name)
        if self._value(self.theirs, name) == was:
            return MINE
        return THEIRS if self._value(self.mine, name) == was else ""

    def _value(self, page: Any, name: str) -> Any:
        if name in self.form.formsets:
            return self._rows(page, name)
        try:
            return page._meta.get_field(name).value_to_string(page)
        except (LookupError, ValueError):
            return None

    def _rows(self, page: Any, name: str) -> list[str]:
        if page is not self.mine:
            rows: list[ClusterableModel] = list(getattr(page, name).all())
        else:
            forms = self.form.formsets[name].forms
            deleted = self.form.formsets[name].deleted_forms
            rows = [f.instance for f in forms if f not in deleted and f.is_valid()]
        return [str(row) for row in rows]


def _opened(page: Any, data: Any) -> Revision | None:
    """The version the person was shown; None where it is not known any more."""
    if first := data.get(_OPENED):
        return page.revisions.filter(pk=first).first() if first.isdecimal() else None
    pk, at = (data.get(name, "") for name in LOADED)
    revision = page.revisions.filter(pk=pk).first() if pk.isdecimal() and len(pk) < 19 else None
    # A version that was written over since says nothing about what was shown.
    return revision if revision and revision.created_at.isoformat() == at else None


def _words(page: Any, value: Any, name: str) -> str:
    """A field of a page as people read it."""
    if isinstance(value, list):
        return "\n".join(value) or NOTHING
    field: Any = page._meta.get_field(name)
    if isinstance(field, StreamField):
        return get_text_for_indexing(str(getattr(page, name))) or NOTHING
    shown = getattr(page, name)
    if field.is_relation:
        return str(shown) if shown else NOTHING
    if isinstance(shown, bool):
        return "是" if shown else "否"
    return str(dict(field.flatchoices or ()).get(shown, value)) if value else NOTHING
