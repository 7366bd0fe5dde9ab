"""The filter form of a list: the admin's filters, one answer each, within the person's places."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django_filters import FilterSet
from django_filters.fields import RangeField

from partners.models import Division
from partners.scope import Scope
from portal.admin.listing import LONGEST_SEARCH, words_of
from portal.finding import found_in

from .registers import WorkspaceRegister


class OneOfSeveral(forms.Select):
    """A choice of one where the admin lets several be ticked: a list a thumb can use."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        value = super().value_from_datadict(data, files, name)
        return [value] if value else []

    def format_value(self, value: Any) -> list[str]:
        return super().format_value(value[0] if isinstance(value, list) and value else value)


class TwoDays(forms.MultiWidget):
    """From a day to a day, by the browser's own calendar."""

    use_fieldset = False
    template_name = "workspace/_two_days.html"

    def __init__(self) -> None:
        days: dict[str, forms.Widget | type[forms.Widget]] = {
            "min": forms.DateInput(attrs={"type": "date", "aria-label": "起"}),
            "max": forms.DateInput(attrs={"type": "date", "aria-label": "止"}),
        }
        super().__init__(days)

    def decompress(self, value: Any) -> list[Any]:
        return [value.start, value.stop] if value else [None, None]


class Filters:
    """What a list is asked, and the rows that answer it.

    A wrong answer is said in words at its field, and no rows are shown: a list that ignored half
    its question would be taken for the answer.
    """

    def __init__(self, register: WorkspaceRegister, data: QueryDict, scope: Scope) -> None:
        self.register = register
        self.filterset: FilterSet = register.filterset_class(
            data=data, queryset=register.model._default_manager.none()
        )
        self.form = self.filterset.form
        own = dict(self.form.fields)
        self.form.fields.clear()
        self.form.fields["q"] = _search_field(register)
        self.form.fields.update({name: _usable(field) for name, field in own.items()})
        self._offer_own_places(scope)

    def narrow(self, rows: Any) -> QuerySet:
        """Those of `rows` that answer the form."""
        if not self.form.is_valid():
            return rows.none()
        for word in words_of(self.form.cleaned_data["q"] or ""):
            rows = found_in(rows, word, self.register.search_rows)
        for name, value in self.form.cleaned_data.items():
            if name in self.filterset.filters:
                rows = self.filterset.filters[name].filter(rows, value)
        return rows

    def _offer_own_places(self, scope: Scope) -> None:
        """A department chooses among what lies directly below its place; others need no choice."""
        if "district" not in self.form.fields or not (scope.person and scope.read):
            if scope.person:
                self.form.fields.pop("district", None)
            return
        below = Q(parent__path__in=scope.read)
        field: Any = self.form.fields["district"]
        field.label, field.empty_label = "所在地", "全部"
        field.queryset = Division.objects.filter(below)
        field.label_from_instance = lambda place: place.display_name


def _search_field(register: WorkspaceRegister) -> forms.CharField:
    return forms.CharField(
        label="关键词",
        required=False,
        max_length=LONGEST_SEARCH,
        widget=forms.TextInput(attrs={"placeholder": register.search_placeholder}),
        error_messages={"max_length": f"关键词请不要超过 {LONGEST_SEARCH} 个字。"},
    )


def _usable(field: Any) -> Any:
    """The field of a filter with a widget that works on a phone and without script."""
    if isinstance(field, RangeField):
        field.widget = TwoDays()
    elif isinstance(field, forms.MultipleChoiceField):
        field.widget = OneOfSeveral(choices=_answers(field.choices))
    elif isinstance(field, forms.ModelChoiceField):
        field.widget, field.empty_label = forms.Select(), "全部"
        field.widget.choices = field.choices
    elif isinstance(field, forms.ChoiceField):
        field.widget = forms.Select(choices=_answers(field.choices))
    return field


def _answers(choices: Any) -> list[tuple[Any, Any]]:
    return [("", "全部"), *(choice for choice in choices if choice[0] != "")]
