"""The page of results."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from portal.lists import page_of
from portal.rows import Choice
from portal.wording import grouped
from search.forms import SearchForm
from search.query import Found
from search.sources import KINDS

HITS_PER_PAGE = 20


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found for `q`, of one `kind` or all. Raises Http404 for a page out of range."""
    form = SearchForm(request.GET)
    context: dict[str, Any] = {"form": form, "kinds": KINDS}
    if form.is_valid():
        context["words"] = words = form.cleaned_data["q"]
        context["query"] = " ".join(words)
        if words:
            context |= found_for(words, form.cleaned_data["kind"], request.GET.get("page", "1"))
    response = TemplateResponse(request, "search/results.html", context)
    # Results are no page of their own: what they lead to is listed in the sitemap.
    response["X-Robots-Tag"] = "noindex"
    return response


def found_for(words: list[str], kind: str, page: str) -> dict[str, Any]:
    """One page of finds, and the kinds to choose from with their counts."""
    found = Found(words, kind)
    return {
        "found": found,
        "page_obj": page_of(found, HITS_PER_PAGE, page),
        "choices": choices(found),
    }


def choices(found: Found) -> list[Choice]:
    """All kinds that have finds, the chosen one among them even when it has none."""
    counts = found.counts
    offered = [("", "全部", found.total)]
    offered += [
        (k.key, k.label, counts[k.key]) for k in KINDS if counts[k.key] or k.key == found.only
    ]
    return [
        Choice(f"{label} {grouped(count)}", _address(found.words, key), key == found.only)
        for key, label, count in offered
    ]


def _address(words: list[str], kind: str) -> str:
    query = {"q": " ".join(words), "kind": kind}
    return f"{reverse('search:results')}?{urlencode({k: v for k, v in query.items() if v})}"
