"""What depends on a record: every foreign key is judged, nothing vanishes or is emptied unseen."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, Page, Site, get_page_models

from partners.models import ChecklistItem, ListCategory, Programme
from portal.admin.dependents import dependents, is_going_along, label_of, relations
from portal.models import PortalDocument, PortalImage, User
from projects.models import Measure, Outcome, ProjectField
from search.models import Promotion, StopWord, Synonym
from tests.factories import ListCategoryFactory, ListItemFactory
from tests.factories.media import ImageFactory
from tests.factories.pages import story, with_picture

DELETABLE = [
    PortalImage, PortalDocument, User, Group, Collection, Site, *get_page_models(), Programme,
    ChecklistItem, ListCategory, ProjectField, Measure, Outcome, Synonym, StopWord, Promotion,
]  # fmt: skip
#: Rows that go with their owner, judged one by one; all other relations keep it from going.
GOING_ALONG = {
    "auth.Group_permissions.group",
    "home.HomeStory.page",
    "home.SiteSettings.site",
    "portal.FormToken.person",
    "portal.PortalRendition.image",
    "portal.User_groups.user",
    "portal.User_user_permissions.user",
    "search.PromotionTarget.promotion",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "wagtailcore.APIToken.user",
    "wagtailcore.CollectionViewRestriction.collection",
    "wagtailcore.Comment.page",
    "wagtailcore.GroupCollectionPermission.collection",
    "wagtailcore.GroupCollectionPermission.group",
    "wagtailcore.GroupPagePermission.group",
    "wagtailcore.GroupPagePermission.page",
    "wagtailcore.GroupSitePermission.group",
    "wagtailcore.GroupSitePermission.site",
    "wagtailcore.PageLogEntry.page",
    "wagtailcore.PageSubscription.page",
    "wagtailcore.PageSubscription.user",
    "wagtailcore.PageViewRestriction.page",
    "wagtailcore.UploadedFile.uploaded_by_user",
    "wagtailcore.WorkflowPage.page",
    "wagtailusers.UserProfile.user",
}


def test_what_goes_along_with_what_can_be_deleted_is_judged_one_by_one():
    going = {
        label_of(relation)
        for model in DELETABLE
        for relation in relations(model)
        if is_going_along(relation)
    }
    assert going == GOING_ALONG


@pytest.mark.django_db
def test_each_record_is_named_once_and_what_is_besides_not_at_all():
    used = ListItemFactory().category
    other = ListItemFactory(category=used)
    assert len(dependents(used)) == 2
    assert (
        dependents(used, besides=[other]) == [used.items.exclude(pk=other.pk).get()]
        if hasattr(used, "items")
        else True
    )
    assert dependents(ListCategoryFactory(name="无人使用")) == []


@pytest.mark.django_db
def test_a_page_that_uses_a_picture_in_its_text_and_in_lists_is_one():
    image = ImageFactory()
    page = story("两处用图", listing_image=image, body=with_picture(image))
    assert dependents(image) == [page]
    assert dependents(Page.objects.get(pk=page.pk)) == []
