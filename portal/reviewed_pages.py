"""Pages that come out through a review only, and what Wagtail is told about who publishes them.

Everybody who may change such a page saves drafts and hands them in; who may publish pages takes
them down. Published they are by the workflow, or by who holds the right to do without it.
"""

from typing import Any

from wagtail.models import PagePermissionTester

from portal.models.review import UNREVIEWED


class ReviewedPageTester(PagePermissionTester):
    """Asked by the form, the list, bulk actions and older versions alike."""

    def can_publish(self) -> bool:
        """As elsewhere, and only who may do without a review."""
        return super().can_publish() and self.user.has_perm(UNREVIEWED)


class ReviewedColumnTester(PagePermissionTester):
    """The page above reviewed pages."""

    def can_publish_subpage(self) -> bool:
        """Asked of new pages, copies and aliases."""
        return super().can_publish_subpage() and self.user.has_perm(UNREVIEWED)

    def can_copy(self) -> bool:
        """A column is copied with what stands below it, published where its new parent allows."""
        return super().can_copy() and self.user.has_perm(UNREVIEWED)


class ReviewedPage:
    """Stands before the page class of what is reviewed."""

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What `user` may do with the page."""
        return ReviewedPageTester(user, self)


class ReviewedColumn:
    """Stands before the page class of the column that holds what is reviewed."""

    def permissions_for_user(self, user: Any) -> PagePermissionTester:
        """What `user` may do with the column."""
        return ReviewedColumnTester(user, self)
