"""What waits, one after the other: a decision leads to the next without a way back to a list."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from partners.moves.move import Act
from partners.moves.rights import may_move
from partners.permissions import may_edit
from partners.workspace.due import Due, Item
from partners.workspace.entrance import WorkspaceMixin
from partners.workspace.facts import Facts
from partners.workspace.registers import WorkspaceRegister, registers
from partners.workspace.told import about
from partners.workspace.waiting import Waiting, waitings
from portal.refusals import note_refusal

from .forms import ActForm
from .views import OfRecordMixin


class QueueView(WorkspaceMixin):
    """Everything that waits for the person, by kind."""

    template_name = "workspace/queue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        due = Due(self.scope)
        return super().get_context_data(due=due, groups=list(due.groups(20)), **kwargs)


class ReviewView(OfRecordMixin):
    """One row that waits: all it says, what can be done about it, and the way to the next."""

    template_name = "workspace/review.html"

    @cached_property
    def waiting(self) -> Waiting:
        """The kind in the address. Raises Http404."""
        found = next((w for w in waitings() if w.name == self.kwargs["waiting"]), None)
        if not isinstance(found, Waiting):
            raise Http404
        return found

    @cached_property
    def register(self) -> WorkspaceRegister:
        return registers()[self.waiting.register]

    @cached_property
    def acts(self) -> list[Act]:
        """What the person can decide about the record now."""
        acts = [self.register.possible_acts[name] for name in self.waiting.acts]
        return [act for act in acts if may_move(self.person, self.record, act)]

    @cached_property
    def others(self) -> list[Item]:
        """What else of this kind waits, from this row on and then from the beginning."""
        items = [i for i in Due(self.scope).items if i.waiting is self.waiting]
        at = next((n for n, item in enumerate(items) if item.pk == self.record.pk), -1)
        return items[at + 1 :] + items[: max(at, 0)]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._show(
            {act.name: ActForm(act=act, record=self.record, prefix=act.name) for act in self.acts}
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Decide, and go on. A decision that is not the person's changes nothing."""
        following = self.next_url
        wanted = self.register.possible_acts.get(request.POST.get("act", ""))
        if wanted is None or wanted.name not in self.waiting.acts:
            raise Http404
        if not (verdict := may_move(self.person, self.record, wanted)):
            note_refusal(verdict.reason, self.record)
            messages.warning(request, f"“{self.register.title(self.record)}”{verdict.reason}")
            return redirect(following)
        form = ActForm(request.POST, act=wanted, record=self.record, prefix=wanted.name)
        if form.is_valid() and self.carry_out(form, wanted):
            return redirect(following)
        forms = {a.name: ActForm(act=a, record=self.record, prefix=a.name) for a in self.acts}
        return self._show(forms | {wanted.name: form})

    @property
    def next_url(self) -> str:
        """The next of the kind; after the last the list of all that waits."""
        return self.others[0].url if self.others else reverse("workspace:queue")

    def _show(self, forms: dict[str, ActForm]) -> HttpResponse:
        editing = may_edit(self.person, self.record)
        told = about(self.register, self.record, self.person)
        own = Facts(self.register, self.record, self.person, may_edit=editing.allowed)
        overtaken = next((form for form in forms.values() if form.is_overtaken), None)
        return self.render_to_response(
            self.get_context_data(
                register=self.register,
                waiting=self.waiting,
                record=self.record,
                title=self.register.title(self.record),
                facts=told.facts if told else own,
                decisions=[(act, forms[act.name]) for act in self.acts if act.name in forms],
                changes_since=overtaken.changes_since(self.person) if overtaken else [],
                left=len(self.others),
                next_url=self.next_url,
                record_url=told.url if told else self.register.url_of(self.record),
            )
        )
