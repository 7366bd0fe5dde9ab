"""Public lists: one filter form, one queryset, paging. Bad input gets words, not an error."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404
from django.views.generic import ListView

PAGE_SIZE = 24


def page_of(rows: QuerySet | Sequence, size: int, asked: str) -> Page:
    """The page that was asked for. Raises Http404 when that is no number or out of range."""
    pages = Paginator(rows, size)
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    if not 1 <= number <= pages.num_pages:
        raise Http404("没有这一页。")
    return pages.page(number)


class FilteredListView(ListView):
    """A list that starts at `get_base_queryset` and narrows by the cleaned values of its form.

    An address without parameters shows the whole list. When a parameter is wrong, the form says
    which and why, and the list is empty: a figure must never be read off a list that ignored
    half its question. A page out of range is a 404.
    """

    form_class: type[Form]
    paginate_by = PAGE_SIZE
    form: Form
    #: How each field of the form narrows the rows: called with the rows and the cleaned value.
    narrowing: Mapping[str, Callable[[Any, Any], QuerySet]]

    def get_base_queryset(self) -> QuerySet:
        """The rows the audience may see, with everything a row shows."""
        raise NotImplementedError

    def narrow(self, rows: QuerySet, **chosen: Any) -> QuerySet:
        """`rows` by the form's cleaned values (empty ones left out), one after the other."""
        for name, value in chosen.items():
            rows = self.narrowing[name](rows, value)
        return rows

    def get_queryset(self) -> QuerySet:
        self.form = self.form_class(self.request.GET)
        rows = self.get_base_queryset()
        if not self.form.is_valid():
            return rows.none()
        chosen = {k: v for k, v in self.form.cleaned_data.items() if v not in (None, "", [])}
        return self.narrow(rows, **chosen)

    def paginate_queryset(self, queryset: Any, page_size: int) -> tuple:
        """Page through `queryset`; a page that is no number or out of range is a 404."""
        page = page_of(queryset, page_size, self.request.GET.get("page", "1"))
        return page.paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, **kwargs)
