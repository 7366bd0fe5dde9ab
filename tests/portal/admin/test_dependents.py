"""What depends on a record: every foreign key is judged, nothing vanishes or is emptied unseen."""

import pytest
from django.contrib.auth.models import Group
from django.db import models
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
#: Relations the database itself would empty or take along, which here keep their record.
KEEPING = {
    "admin.LogEntry.user",
    "home.HomePage.listing_image",
    "home.HomeStory.story",
    "home.NoticeIndexPage.listing_image",
    "home.NoticePage.listing_image",
    "home.SiteSettings.emblem",
    "home.SiteSettings.logo",
    "home.StandardPage.listing_image",
    "partners.HeldText_also_tried_by.user",
    "portal.PortalDocument.collection",
    "portal.PortalDocument.uploaded_by_user",
    "portal.PortalImage.collection",
    "portal.PortalImage.uploaded_by_user",
    "portal.ReviewTask_groups.group",
    "portal.User_groups.group",
    "projects.CaseIndexPage.listing_image",
    "projects.CaseStoryPage.field",
    "projects.CaseStoryPage.listing_image",
    "wagtailcore.CollectionViewRestriction_groups.group",
    "wagtailcore.Comment.resolved_by",
    "wagtailcore.Comment.user",
    "wagtailcore.CommentReply.user",
    "wagtailcore.GroupApprovalTask_groups.group",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.Page.alias_of",
    "wagtailcore.Page.locked_by",
    "wagtailcore.Page.owner",
    "wagtailcore.PageLogEntry.user",
    "wagtailcore.PageViewRestriction_groups.group",
    "wagtailcore.Revision.user",
    "wagtailcore.Site.root_page",
    "wagtailcore.TaskState.finished_by",
    "wagtailcore.WorkflowState.requested_by",
    "wagtaildocs.Document.collection",
    "wagtaildocs.Document.uploaded_by_user",
    "wagtailimages.Image.collection",
    "wagtailimages.Image.uploaded_by_user",
    "wagtailredirects.Redirect.redirect_page",
    "wagtailredirects.Redirect.site",
}
#: Rows that go with their owner, judged one by one.
GOING_ALONG = {
    "auth.Group_permissions.group",
    "home.HomeStory.page",
    "otp_static.StaticDevice.user",
    "otp_totp.TOTPDevice.user",
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


def test_every_relation_that_deletes_or_empties_is_judged():
    found = [relation for model in DELETABLE for relation in relations(model)]
    quiet = [relation for relation in found if relation.on_delete is not models.PROTECT]
    assert {label_of(r) for r in found if is_going_along(r)} == GOING_ALONG
    assert {label_of(r) for r in quiet if not is_going_along(r)} == KEEPING


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
