"""The screens of the search in the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from search.viewsets.groups import SearchGroup


@hooks.register("register_admin_viewset")
def screens() -> SearchGroup:
    """One menu group: words, promoted results, the log of questions."""
    return SearchGroup()


@hooks.register("insert_global_admin_css")
def style_sheet() -> SafeString:
    """The chart above the log."""
    return format_html('<link rel="stylesheet" href="{}">', static("search/admin.css"))
