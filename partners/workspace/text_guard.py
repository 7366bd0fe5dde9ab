"""「文字核查」: texts that were stopped in the person's places, and letting one pass."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from partners.held_texts import release, release_refusal
from partners.models import HeldText
from portal.lists import page_of
from portal.rows import Choice

from .entrance import WorkspaceMixin
from .registers import register_of

PAGE_SIZE = 20
_REASON = HeldText._meta.get_field("reason").max_length
#: What can be shown: the word in the address, on the screen, and which rows.
STATES = {
    "waiting": ("待核查", lambda rows: rows.waiting()),
    "released": ("已放行", lambda rows: rows.filter(released_at__isnull=False)),
    "removed": ("已删改", lambda rows: rows.filter(removed_at__isnull=False, released_at=None)),
}


class TextGuardView(WorkspaceMixin):
    """The list; each text that waits has its form for the department that may release it."""

    template_name = "workspace/text_guard.html"
    #: The text somebody tried to release, what they wrote, and why it did not work.
    failed: tuple[int, str, str] = (0, "", "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.rows, PAGE_SIZE, self.request.GET.get("page", "1"))
        return super().get_context_data(
            page=page,
            entries=[self._entry(held) for held in page.object_list],
            state_word=STATES[self.state][0],
            choices=[
                Choice(words, f"?state={name}", name == self.state)
                for name, (words, _) in STATES.items()
            ],
            longest=_REASON,
            **kwargs,
        )

    @cached_property
    def state(self) -> str:
        """Which texts are shown; those that wait unless the address says otherwise."""
        wanted = self.request.GET.get("state", "")
        return wanted if wanted in STATES else "waiting"

    @property
    def rows(self) -> QuerySet:
        """The texts of the chosen membership's places, and those the person tried."""
        shown = STATES[self.state][1](HeldText.objects.all())
        if self.acting or not self.sees_all:
            shown = shown.in_scope(self.scope)
        return shown.for_listing()

    def _entry(self, held: HeldText) -> dict[str, Any]:
        key, typed, error = self.failed
        mine = key == held.pk
        return {
            "held": held,
            "url": self._url_of(held),
            "refusal": release_refusal(held, self.person) if held.is_waiting else "",
            "typed": typed if mine else "",
            "error": error if mine else "",
        }

    def _url_of(self, held: HeldText) -> str:
        """The workspace's page of the record; empty where there is none."""
        model = held.record_type.model_class()
        register = register_of(model) if model and held.record_number else None
        if register is None:
            return ""
        return reverse("workspace:record", args=[register.slug, held.record_number])


class ReleaseView(TextGuardView):
    """Lets one text pass; refused, the list comes back with what was typed."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        held = self.rows_of_all().filter(pk=self.kwargs["pk"]).first()
        if held is None:
            raise Http404
        reason = request.POST.get("reason", "")
        try:
            release(held, by=self.person, reason=reason)
        except ValidationError as refused:
            self.failed = (held.pk, reason, " ".join(refused.messages))
            return self.render_to_response(self.get_context_data())
        messages.success(request, f"已放行“{held.record_label}”的{held.get_kind_display()}。")
        return redirect("workspace:text_guard")

    def rows_of_all(self) -> QuerySet:
        """The texts of all memberships of the person: what they may know of."""
        shown = HeldText.objects.all()
        return shown if self.sees_all else shown.reached_by(self.person)
