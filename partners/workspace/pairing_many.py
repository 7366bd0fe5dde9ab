"""Who has no pair yet, whom to pair with, and one press for all that were ticked."""

from collections.abc import Collection, Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from partners.enums import Side
from partners.matching.levels import level_words, levels_of, usual_level
from partners.matching.many import Outcome, Pair, pair_all
from partners.matching.suggesting import Row, Suggesting
from partners.models import Pairing, PairingLevel
from portal.lists import page_of
from portal.once.views import OnceMixin

from .entrance import WorkspaceMixin
from .writing.organisations import existing
from .year_copying import sets_up_years

PAGE_SIZE = 20
FOR_DEPARTMENTS = "结对由组织部门登记。"
NOTHING_CHOSEN = "请至少勾选一行。"
NOT_HERE = "没有找到这个组织，或不在您负责的地区内。"
#: Under this name the session keeps what became of the last press, until it was shown.
_OUTCOME = "pairings_made"
_LONGEST: Any = Pairing._meta.get_field("no_parent_reason").max_length


class ManyForm(forms.Form):
    """What is said once for all that are ticked."""

    no_parent_reason = forms.CharField(
        label="无上级结对的理由",
        required=False,
        max_length=_LONGEST,
        help_text="只用于勾选的行中没有上级结对的；不填则这些行不办理。",
        error_messages={"max_length": f"请不要超过 {_LONGEST} 个字。"},
    )


class SuggestView(OnceMixin, WorkspaceMixin):
    """The list, page by page; `level` and `side` in the address say of whom."""

    template_name = "workspace/suggest.html"

    def refusal(self) -> str:
        return "" if self.scope.steered else FOR_DEPARTMENTS

    @cached_property
    def levels(self) -> list[PairingLevel]:
        """The levels of the years that hold in the own places."""
        return list(levels_of(self.scope))

    @cached_property
    def level(self) -> PairingLevel | None:
        """The one in the address, else the usual one. Raises Http404 for one of others."""
        wanted = self.request.GET.get("level", "")
        if not wanted:
            return usual_level(self.levels, timezone.localdate())
        if found := next((one for one in self.levels if str(one.pk) == wanted), None):
            return found
        raise Http404

    @cached_property
    def side(self) -> str:
        """Whose side lacks a pair."""
        wanted = self.request.GET.get("side", Side.COMMUNITY)
        if wanted not in Side:
            raise Http404
        return wanted

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self._show(ManyForm())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Pair what was ticked; what became of each row is shown above what is left."""
        form = ManyForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        picked = request.POST.getlist("pick")[:PAGE_SIZE]
        if not picked or self.level is None:
            form.add_error(None, NOTHING_CHOSEN)
            return self._show(form)
        pairs, unknown = self._pairs(picked)
        reason = form.cleaned_data["no_parent_reason"]
        done = pair_all(pairs.values(), self.level, by=self.person, no_parent_reason=reason)
        outcomes = [*zip(pairs, done, strict=True), *unknown.items()]
        request.session[_OUTCOME] = [_kept(number, outcome) for number, outcome in outcomes]
        return redirect(self._url(self.level, self.side) + self._same_page(self.level))

    def _same_page(self, level: PairingLevel) -> str:
        """The page the press was on, as far as it is still there: what was refused stands on it."""
        asked = self.request.GET.get("page", "1")
        if not (asked.isascii() and asked.isdigit()):
            return ""
        left = Suggesting(level, self.side, self.scope).lacking().count()
        page = min(int(asked), -(-left // PAGE_SIZE))
        return f"&page={page}" if page > 1 else ""

    def _pairs(self, picked: list[str]) -> tuple[dict[str, Pair], dict[str, Outcome]]:
        """The pairs ticked, by the number of the organisation they are for: those that may be
        paired here, and what is said of the others.
        """
        wanted = {number: self.request.POST.get(f"partner-{number}", "") for number in picked}
        rows = existing().filter(number__in={*wanted, *wanted.values()})
        found = {one.number: one for one in rows.select_related("division", "parent")}
        pairs, unknown = {}, {}
        for number, partner in wanted.items():
            own, other = found.get(number), found.get(partner)
            if own is None or other is None:
                unknown[number] = Outcome(number, why_not=NOT_HERE)
                continue
            pair = Pair(own, other) if self.side == Side.UNIT else Pair(other, own)
            if self.scope.steers(pair.community.division.path):
                pairs[number] = pair
            else:
                unknown[number] = Outcome(number, why_not=NOT_HERE)
        return pairs, unknown

    def _url(self, level: PairingLevel, side: str) -> str:
        return f"{reverse('workspace:suggest')}?{urlencode({'level': level.pk, 'side': side})}"

    def _show(self, form: ManyForm) -> HttpResponse:
        context: dict[str, Any] = {"form": form, "level": self.level, "side": self.side}
        outcomes = self.request.session.pop(_OUTCOME, [])
        failed = {one["own"]: one["why_not"] for one in outcomes if not one["number"]}
        if self.level is not None:
            suggesting = Suggesting(self.level, self.side, self.scope)
            asked = self.request.GET.get("page", "1")
            page = page_of(suggesting.lacking(), PAGE_SIZE, asked)
            rows = suggesting.rows(list(page.object_list))
            context |= {
                "page": page,
                "rows": [(row, failed.get(row.organisation.number, "")) for row in rows],
                "ticked": self._ticked(rows, failed),
                "needs_reason": any(r.needs_reason for r in rows),
            }
            context |= self._choices(self.level)
        return self.render_to_response(
            self.get_context_data(
                **context,
                sets_up_years=sets_up_years(self.scope),
                made=[one for one in outcomes if one["number"]],
                refused=[one for one in outcomes if not one["number"]],
            )
        )

    def _ticked(self, rows: Iterable[Row], failed: Collection[str]) -> set[str]:
        """As it was sent; at first everything that can be registered and was not just refused."""
        if self.request.method == "POST":
            return set(self.request.POST.getlist("pick"))
        return {row.organisation.number for row in rows if row.is_ready} - set(failed)

    def _choices(self, level: PairingLevel) -> dict[str, Any]:
        """The other levels and sides, as links."""
        sides = ((Side.COMMUNITY, "没有结对的社区（街镇）"), (Side.UNIT, "没有结对的单位"))
        return {
            "levels": [
                (level_words(one), self._url(one, self.side), one == level) for one in self.levels
            ],
            "sides": [(words, self._url(level, side), side == self.side) for side, words in sides],
            "other_name": "单位一方" if self.side == Side.COMMUNITY else "社区（街镇）一方",
            "given": "community" if self.side == Side.COMMUNITY else "unit",
        }


def _kept(own: str, outcome: Outcome) -> dict[str, str]:
    number = outcome.pairing.number if outcome.pairing else ""
    return {"own": own, "words": outcome.words, "number": number, "why_not": outcome.why_not}
