"""Which views create, and so are carried out once for each form."""

from django.urls import ResolverMatch
from wagtail.admin.views import generic

#: Wagtail finds the views of pages by the type of the page, behind these addresses.
_OF_PAGES = frozenset({"wagtailadmin_pages:add", "wagtailadmin_pages:copy"})


class OnceMixin:
    """For a view of ours that creates something when its form is sent."""

    is_sent_once = True


def creates(match: ResolverMatch) -> bool:
    """Whether this address makes something new: Wagtail's own that do, and ours that say so."""
    view_class = getattr(match.func, "view_class", object)
    of_wagtail = match.view_name in _OF_PAGES or issubclass(view_class, generic.CreateView)
    return getattr(view_class, "is_sent_once", of_wagtail)
