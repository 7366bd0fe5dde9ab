"""The page of a record: where it stands, what it says, its child rows and its history."""

from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse

from partners.admin.changes import Wording
from partners.admin.facts import fields_shown
from partners.admin.moving import SERIOUS, states_of
from partners.admin.views import public_url
from partners.assigning import assignments_of
from partners.events import number_of
from partners.models import Event
from partners.moves.move import Act
from partners.moves.rights import moves_for
from partners.permissions import may_edit, may_view
from partners.tones import tone_of
from portal.lists import page_of
from portal.verdict import Verdict

from .facts import Facts
from .lists import OfRegisterMixin
from .registers import starts_of
from .told import about
from .writing.forms import Writer

HISTORY_SIZE = 20


class RecordView(OfRegisterMixin):
    """One record, for who reaches it. Its public side alone is a refusal with a reason, a record
    the person may not know of is a 404.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.verdict.allowed:
            raise PermissionDenied(self.verdict.reason) if self.verdict.reason else Http404
        return self.render_to_response(self.get_context_data())

    def get_template_names(self) -> list[str]:
        return [self.register.template_name]

    @cached_property
    def record(self) -> Any:
        """The record in the address, with what its page reads. Raises Http404 without one."""
        model = self.register.model
        keys = [n for n in fields_shown(model) if model._meta.get_field(n).is_relation]
        rows = model._default_manager.select_related(*keys)
        found = self.register.find(rows, self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def verdict(self) -> Verdict:
        """Whether the person may open the whole record."""
        return may_view(self.person, self.record)

    def _states(self) -> list[tuple[str, str, str]]:
        """The states of the record: name, word, and tone."""
        return [
            (name, word, tone_of(getattr(self.record, field)))
            for field, name, word in states_of(self.record)
        ]

    def _is_hidden(self) -> bool:
        """Whether a record that is on no public page could be; of others nothing is said."""
        is_shown = getattr(self.record, "is_public", None)
        return hasattr(self.record, "get_absolute_url") if is_shown is None else not is_shown

    @cached_property
    def _acts(self) -> list[tuple[Act, str]]:
        """What the person can do about the record now, and where; what ends something last."""
        acts = moves_for(self.person, self.record, self.register.possible_acts.values())
        key = getattr(self.record, self.register.key)
        return [
            (act, reverse("workspace:act", args=[self.register.slug, key, act.name]))
            for act in sorted(acts, key=lambda act: act.name in SERIOUS)
        ]

    def _main(self) -> str:
        """Which act leads on: none that ends, returns or disputes something."""
        acts = (act for act, _ in self._acts)
        return next((a.name for a in acts if not (a.needs_reason or a.name in SERIOUS)), "")

    def _starts(self) -> list[tuple[str, str]]:
        """What can be begun at the record: words and address."""
        ways = self.register.ways(self.record, self.scope)
        return [*starts_of(self._writer, self.record), *ways]

    @cached_property
    def _writer(self) -> Writer:
        return Writer(self.person, self.acting, self.scope)

    def _edit_url(self, editing: Verdict) -> str:
        """Where the record is changed; empty where the person does not, or not here."""
        entry = self.register.entry
        if not editing or entry is None or not entry.is_for(self.scope):
            return ""
        if entry.why_not(self.record):
            return ""
        key = getattr(self.record, self.register.key)
        return reverse("workspace:edit", args=[self.register.slug, key])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        editing = may_edit(self.person, self.record)
        events = page_of(
            Event.objects.of(self.record), HISTORY_SIZE, self.request.GET.get("history", "1")
        )
        shown_at = public_url(self.record)
        wording = Wording(events.object_list, self.person)
        return super().get_context_data(
            register=self.register,
            record=self.record,
            title=self.register.title(self.record),
            number=number_of(self.record),
            states=self._states(),
            editing=editing,
            acts=self._acts,
            serious=SERIOUS,
            main=self._main(),
            edit_url=self._edit_url(editing),
            starts=self._starts(),
            about=about(self.register, self.record, self.person),
            assignments=assignments_of(self.record, self.person),
            facts=Facts(self.register, self.record, self.person, may_edit=editing.allowed),
            public_url=shown_at,
            is_hidden=not shown_at and self._is_hidden(),
            history=[(event, wording.of(event)) for event in events.object_list],
            history_page=events,
            **{"shown_below": ()}
            | self.register.record_context(self.record, self._writer)
            | kwargs,
        )
