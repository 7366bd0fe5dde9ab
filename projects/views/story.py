"""The list of stories in a column, and the stories near one. Their pages call these."""

from typing import Any

from django.http import HttpRequest

from portal.lists import page_of
from portal.publicity import PUBLIC
from portal.rows import Choice
from projects.models import CaseIndexPage, CaseStoryPage
from projects.querysets.story import StoryQuerySet
from projects.story_forms import StoryFilterForm

STORIES_PER_PAGE = 12
STORIES_NEARBY = 3
PARTIES_SHOWN = 6


def case_list(request: HttpRequest, index: CaseIndexPage) -> dict[str, Any]:
    """One page of the column's stories and the form that narrows it.

    Raises Http404 for a page out of range. A wrong filter empties the list and is explained.
    """
    form = StoryFilterForm(request.GET)
    stories = CaseStoryPage.objects.visible_to(PUBLIC).child_of(index)
    found = narrowed(stories, form.cleaned_data) if form.is_valid() else stories.none()
    page = page_of(found.for_listing(), STORIES_PER_PAGE, request.GET.get("page", "1"))
    # Stories of other cities have no place to filter by.
    filters = bool(request.GET) or any(story.division_id for story in page)
    return {
        "form": form if filters else None,
        "page_obj": page,
        "columns": columns_beside(index, request),
    }


def columns_beside(index: CaseIndexPage, request: HttpRequest) -> list[Choice]:
    """This column and those beside it, in the editor's order."""
    columns = CaseIndexPage.objects.visible_to(PUBLIC).sibling_of(index).order_by("path")
    return [Choice(one.title, one.get_url(request) or "", one.pk == index.pk) for one in columns]


def narrowed(stories: StoryQuerySet, chosen: dict[str, Any]) -> StoryQuerySet:
    """The stories that fit the filter's cleaned values."""
    for word in chosen["q"].split():
        stories = stories.mentioning(word)
    return stories.in_place(chosen["place"]).of_field(chosen["field"])


def story_context(story: CaseStoryPage) -> dict[str, Any]:
    """What a story's page reads from its records, and a few more stories of the column."""
    records = story.records
    parties = records.parties
    return {
        "records": records,
        "parties": parties,
        "shown_parties": parties[:PARTIES_SHOWN],
        "figures": [] if story.tells_figures else records.figures(),
        "nearby": stories_nearby(story),
    }


def stories_nearby(story: CaseStoryPage) -> StoryQuerySet:
    """A few more stories of the column, the nearest first."""
    others = CaseStoryPage.objects.visible_to(PUBLIC).for_listing()
    return others.beside(story)[:STORIES_NEARBY]
