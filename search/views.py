"""The page of results, and the names offered while somebody types."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from partners.forms import LONGEST_SEARCH
from portal.lists import page_of
from search import log
from search.asked import Asked
from search.facets import chips_of, count_words, facets_of, sorting_of
from search.finding import find
from search.forms import SearchForm
from search.language.snippets import marked
from search.suggestions import suggestions

HITS_PER_PAGE = 20
FIRST_PAGE = "1"
#: Seconds a browser may keep the names offered for what was typed.
KEEP_SUGGESTIONS = 60


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What was found for `q`, narrowed and sorted. Raises Http404 for a page out of range."""
    form = SearchForm(request.GET)
    context: dict[str, Any] = {"form": form, "query": request.GET.get("q", "")[:LONGEST_SEARCH]}
    if form.is_valid() and form.asked.question:
        page = request.GET.get("page", FIRST_PAGE)
        context |= found_for(form.asked, page, form.works.records)
        if log.is_counted(request) and form.asked.is_plain and page == FIRST_PAGE:
            found = context["found"]
            log.note(form.asked.question, results=found.total, tier=found.tier)
    response = TemplateResponse(request, "search/results.html", context)
    return _not_listed(response)


def found_for(asked: Asked, page: str, fields: dict[str, Any]) -> dict[str, Any]:
    """One page of finds, and what they can be narrowed by. `fields`: fields of work by slug."""
    found = find(asked.question, asked.scope, newest=asked.newest, literal=asked.literal)
    page_obj = page_of(found, HITS_PER_PAGE, page)
    # Often it is the place or the party in the quiet line that was asked for.
    terms = found.terms
    hits = [hit._replace(meta=marked(hit.meta, terms)) for hit in page_obj.object_list]
    context: dict[str, Any] = {
        "asked": asked,
        "query": asked.question,
        "found": found,
        "page_obj": page_obj,
        "hits": [hit for hit in hits if not hit.related],
        "related": [hit for hit in hits if hit.related],
        "total": count_words(found.total),
        "related_total": count_words(found.related_total),
        "promoted": found.promoted if page == FIRST_PAGE else [],
        "facets": facets_of(asked, found, fields) if found.total else [],
        "chips": chips_of(asked),
        "sorting": sorting_of(asked),
        "literal_url": asked.but(literal=True).url,
        "corrected_url": asked.but(literal=False).url,
        "everywhere_url": asked.without_filters().url,
    }
    return context if len(found) else context | _ways_on(asked)


def _ways_on(asked: Asked) -> dict[str, Any]:
    """What may help when nothing was found: the same without filters, and names alike."""
    everywhere = None
    if asked.filters:
        found = find(asked.question, asked.without_filters().scope, literal=asked.literal)
        everywhere = count_words(len(found)) if len(found) else None
    return {
        "everywhere": everywhere,
        "alike": suggestions(asked.question) or suggestions(asked.question[:2]),
    }


@require_safe
@cache_control(max_age=KEEP_SUGGESTIONS)
def suggest(request: HttpRequest) -> HttpResponse:
    """Names that go on from `q`, as JSON; none for what is no beginning of a name."""
    typed = request.GET.get("q", "")
    offers = suggestions(typed) if len(typed) <= LONGEST_SEARCH else []
    return _not_listed(JsonResponse({"suggestions": [offer._asdict() for offer in offers]}))


def _not_listed(response: HttpResponse) -> HttpResponse:
    """Answers are no pages of their own: what they lead to is listed in the sitemap."""
    response["X-Robots-Tag"] = "noindex"
    return response
