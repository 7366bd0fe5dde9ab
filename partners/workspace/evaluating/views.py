"""The form of one pairing, and the summary for the places a department or auditor reads."""

from functools import cached_property
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from partners.enums import Side
from partners.evaluating import evaluate, partner_of, side_of, why_closed
from partners.models import Evaluation, Pairing, ProgrammeYear
from partners.models.evaluation import FEWEST_SHOWN, HIGHEST, LOWEST, MARKS, to_evaluate
from partners.permissions import may_view
from partners.workspace.entrance import WorkspaceMixin

WORDS = {5: "很好", 4: "较好", 3: "一般", 2: "较差", 1: "很差"}
NOT_A_PARTY = "双向评价由结对双方的联络员填写。"


def _words_of(mark: str) -> str:
    field: Any = Evaluation._meta.get_field(mark)
    return str(field.verbose_name)


class MarksForm(forms.Form):
    """A mark for each thing that is rated."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MARKS:
            self.fields[name] = forms.TypedChoiceField(
                label=_words_of(name),
                choices=[(mark, WORDS[mark]) for mark in range(HIGHEST, LOWEST - 1, -1)],
                coerce=int,
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(("required", "invalid_choice"), "请选择一项。"),
            )


class EvaluateView(WorkspaceMixin):
    """Rates the other side of the pairing in the address."""

    template_name = "workspace/evaluating/form.html"

    @cached_property
    def pairing(self) -> Pairing:
        """Raises Http404 for a pairing the person may not know of."""
        rows = Pairing.objects.select_related("unit_side", "community_side", "programme_year")
        found = rows.filter(number=self.kwargs["number"]).first()
        if found is None or not may_view(self.person, found):
            raise Http404
        return found

    @cached_property
    def side(self) -> Side:
        """The side acted for. Raises PermissionDenied for others."""
        if (found := side_of(self.pairing, self.scope)) is None:
            raise PermissionDenied(NOT_A_PARTY)
        return found

    @cached_property
    def answer(self) -> Evaluation | None:
        """What the side said before."""
        return Evaluation.objects.filter(pairing=self.pairing, side=self.side).first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        before = {mark: getattr(self.answer, mark) for mark in MARKS} if self.answer else {}
        return self._show(MarksForm(initial=before))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        side, form = self.side, MarksForm(request.POST)
        if form.is_valid():
            today = timezone.localdate()
            try:
                evaluate(self.pairing, side, by=self.person, on=today, **form.cleaned_data)
            except ValidationError as refused:
                form.add_error(None, refused.messages)
            except IntegrityError:  # the other liaison of the side, at the same moment
                form.add_error(None, "本单位的评价刚刚由他人填写，请重新打开核对。")
            else:
                messages.success(request, f"已评价：{partner_of(self.pairing, side)}。")
                return redirect(self._following())
        return self._show(form)

    def _following(self) -> str:
        """The next pairing that waits, else the first screen."""
        waiting = to_evaluate(self.scope.organisations, timezone.localdate())
        following = waiting.order_by("number").first()
        if following is None:
            return reverse("workspace:home")
        return reverse("workspace:evaluate", args=[following.number])

    def _show(self, form: MarksForm) -> HttpResponseBase:
        partner = partner_of(self.pairing, self.side)
        closed = why_closed(self.pairing, timezone.localdate())
        context = self.get_context_data(
            form=form, closed=closed, pairing=self.pairing, partner=partner
        )
        return self.render_to_response(context)


class SummaryView(WorkspaceMixin):
    """What both sides say in the places of a department or auditor, a year at a time."""

    template_name = "workspace/evaluating/summary.html"

    def refusal(self) -> str:
        reads = self.scope.read if self.acting else self.sees_all
        return "" if reads else "评价汇总由组织部门和督导查看。"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = list(ProgrammeYear.objects.order_by("-year", "key").select_related("programme"))
        wanted = self.request.GET.get("year", "")
        year = next((y for y in years if y.key == wanted), None) or self._latest(years)
        return super().get_context_data(
            years=years,
            year=year,
            sides=self._sides(year) if year else [],
            fewest=FEWEST_SHOWN,
            **kwargs,
        )

    def _latest(self, years: list[ProgrammeYear]) -> ProgrammeYear | None:
        """The newest year of which somebody in those places said something, else the newest."""
        rows = Evaluation.objects.all()
        if self.acting:
            rows = rows.filter(rows.in_places(self.scope.read))
        answered = set(rows.order_by().values_list("pairing__programme_year", flat=True).distinct())
        return next((year for year in years if year.pk in answered), next(iter(years), None))

    def _sides(self, year: ProgrammeYear) -> list[dict[str, Any]]:
        rows = Evaluation.objects.filter(pairing__programme_year=year)
        if self.acting:
            rows = Evaluation.objects.of_places(self.scope.read, year.pk)
        found = rows.summary()
        fields = [(mark, _words_of(mark)) for mark in MARKS]
        return [
            {
                "side": side,
                "label": f"{label}的评价",
                "n": found.get(side, {}).get("n", 0),
                "marks": [
                    (words, found[side][mark], round(found[side][mark] / HIGHEST * 100))
                    for mark, words in fields
                    if found.get(side, {}).get(mark) is not None
                ],
            }
            for side, label in Side.choices
        ]
