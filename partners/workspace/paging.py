"""One page of a long list, and how many rows there are in all, in a single query."""

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet, Window
from django.http import Http404


def page_of_keys(rows: QuerySet, size: int, asked: str) -> Page:
    """The keys of the page that was asked for, in the order of `rows`.

    What narrows a list (a search, a progress) may cost more than all else; to count first and then
    to read would work it out twice. Raises Http404 when that is no number or out of range.
    """
    number = int(asked) if asked.isdecimal() and len(asked) < 10 else 0
    if number < 1:
        raise Http404("没有这一页。")
    counted = rows.values_list("pk", Window(Count("*")))
    found = list(counted[(number - 1) * size : number * size])
    if not found and number > 1:
        raise Http404("没有这一页。")
    count = found[0][1] if found else 0
    return Page([key for key, _ in found], number, Paginator(range(count), size))
