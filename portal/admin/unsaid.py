"""What Wagtail's own screens leave in English or print as 「None」, said where they keep it.

Words that go through a catalogue stand in portal/locale; here is what never asks one.
"""

from typing import Any

from wagtail.admin.forms.workflows import WorkflowPageForm
from wagtail.admin.views.pages.search import SearchView
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.models import Page, Site
from wagtail.sites.views import IndexView as SitesView
from wagtail.users.forms import PagePermissionsForm

#: Who acts where nobody was logged in.
NOBODY = "系统"


def say_it() -> None:
    """Called once, before the first screen is shown."""
    SearchView.verbose_name_plural = Page._meta.verbose_name_plural
    for form in (WorkflowPageForm, PagePermissionsForm):
        form.base_fields["page"].label = Page._meta.verbose_name
    for column in SitesView.columns:
        if column.name in ("port", "site_name", "root_page"):
            column.label = Site._meta.get_field(column.name).verbose_name
    AgingPagesView.add_last_publisher_name_to_page = _name_publisher


_named = AgingPagesView.add_last_publisher_name_to_page


def _name_publisher(self: AgingPagesView, names: dict[Any, str], page: Any) -> None:
    _named(self, names, page)
    page.last_published_by_user = page.last_published_by_user or NOBODY
