"""Choosers: a modal in which a record is found by any of its names.

Wagtail lets everybody who enters the admin look through every chooser; here it takes a right on
the model, and bad ids are a 404.
"""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import URLPattern
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import BaseColumn
from wagtail.admin.views.generic import chooser as views
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets.chooser import BaseChooser

from portal.finding import found_in

from .listing import LONGEST_SEARCH, rows_for, words_of

Search = Callable[[QuerySet, str], QuerySet]


class RecordChooser(BaseChooser):
    """The field that opens a chooser. What is no id at all chooses nothing."""

    clear_choice_text = "清除"

    def get_instance(self, value: Any) -> Model | None:
        try:
            return super().get_instance(value)
        except (TypeError, ValueError, OverflowError):
            return None


class _RecordsMixin(PermissionCheckedMixin):
    """The rows of a chooser, for those who may use it."""

    any_permission_required = ["add", "change", "view"]
    rows: Any = None  # given by the viewset

    def get_object_list(self) -> QuerySet:
        return rows_for(self.request.user, self.rows())

    def get_object(self, pk: str) -> Model:
        found = self.get_objects([pk])
        if not found:
            raise Http404
        return found[0]

    def get_objects(self, pks: Sequence[str]) -> list[Model]:
        numbers = [int(pk) for pk in pks if str(pk).isdecimal() and len(str(pk)) < 19]
        return list(self.get_object_list().filter(pk__in=numbers))


class _SearchMixin(_RecordsMixin):
    """A list to choose from."""

    search_rows: Any = None  # given by the viewset
    more_columns: Sequence[BaseColumn] = ()
    search_placeholder = ""

    def get_filter_form_class(self) -> type[BaseFilterForm]:
        view = self

        class FilterForm(BaseFilterForm):
            q = forms.CharField(
                label="搜索",
                required=False,
                max_length=LONGEST_SEARCH,
                widget=forms.TextInput(attrs={"placeholder": view.search_placeholder}),
            )

            def filter(self, objects: QuerySet) -> QuerySet:
                self.search_query = self.cleaned_data["q"]
                self.is_searching = bool(self.search_query)
                for word in words_of(self.search_query):
                    objects = found_in(objects, word, view.search_rows)
                return objects

        return FilterForm

    def filter_object_list(self, objects: QuerySet) -> QuerySet:
        if not self.filter_form.is_valid():
            return objects.none()
        return super().filter_object_list(objects)

    @property
    def columns(self) -> list[BaseColumn]:
        return [*super().columns, *self.more_columns]


class ChooseView(_SearchMixin, views.ChooseView):
    pass


class ChooseResultsView(_SearchMixin, views.ChooseResultsView):
    pass


class ChosenView(_RecordsMixin, views.ChosenView):
    pass


class ChosenMultipleView(_RecordsMixin, views.ChosenMultipleView):
    pass


class RecordChooserViewSet(ChooserViewSet):
    """A chooser over `rows()`, searched by `search_rows(rows, word)`, one call a word.

    Give both as static methods; `more_columns` stand beside the title.
    """

    choose_view_class = ChooseView
    choose_results_view_class = ChooseResultsView
    chosen_view_class = ChosenView
    chosen_multiple_view_class = ChosenMultipleView
    base_widget_class = RecordChooser
    choose_another_text = "重新选择"
    edit_item_text = "查看或修改"
    search_tab_label = "查找"
    search_placeholder = "名称或编号"
    per_page = 12
    more_columns: Sequence[BaseColumn] = ()
    rows: Callable[[], QuerySet]
    search_rows: Search

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_common_view_kwargs(
            rows=self.rows,
            search_rows=self.search_rows,
            more_columns=self.more_columns,
            search_placeholder=self.search_placeholder,
            **kwargs,
        )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Without the address that creates records: they are made in their own register."""
        return [url for url in super().get_urlpatterns() if url.name != "create"]
