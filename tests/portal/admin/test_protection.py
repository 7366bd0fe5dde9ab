"""What others use is not deleted on any screen of the admin, and the screen says what uses it."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import get_resolver, reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Page, Site

from home.models.front import HomeStory
from partners.admin.vocabulary import VocabularyDeleteView
from partners.models import ListCategory
from portal.admin.protection import SCREENS, in_use_message
from portal.models import PortalDocument, PortalImage, User
from tests.admin import administrator, client_of, editor, member_of, told, words
from tests.factories import (
    ActivityPhotoFactory,
    AdministratorFactory,
    AgreementFactory,
    ListCategoryFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFieldFactory,
)
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import front, site_settings, standard, story, with_picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return AdministratorFactory()


@pytest.fixture
def client(user):
    return client_of(user)


def refused(client, name: str, record, by: str) -> None:
    """Neither asked about nor done, and what uses the record is named."""
    url = reverse(name, args=[record.pk])
    for answer in (client.get(url), client.post(url)):
        assert answer.status_code == 302
        assert "使用，不能删除" in told(answer)
        assert by in told(answer)
    assert type(record)._default_manager.filter(pk=record.pk).exists()


def test_every_screen_that_deletes_one_thing_is_looked_after():
    nothing_depends = {
        "wagtailredirects:delete",
        "wagtaildocs:delete_upload_multiple",
        "wagtailimages:delete_upload_multiple",
    }
    found = {
        name: view for name, view in all_views(get_resolver().url_patterns) if ":delete" in name
    }
    ours = {
        name
        for name, view in found.items()
        if issubclass(getattr(view, "view_class", object), VocabularyDeleteView)
    }
    assert {"list_category:delete", "promotion:delete"} <= ours
    assert set(found) == set(SCREENS) | nothing_depends | ours


def all_views(patterns, space: str = ""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from all_views(pattern.url_patterns, inner)
        elif pattern.name:
            yield f"{space}{pattern.name}", pattern.callback


def test_the_message_names_ten_uses_with_links_and_counts_the_rest(client):
    category = ListCategoryFactory()
    uses = ListItemFactory.create_batch(12, category=category)
    said = told(client.post(reverse("list_category:delete", args=[category.pk])))
    assert said.count("<a href=") == 10
    assert "等 12 项" in said
    assert sum(f"“{use}”" in said for use in uses) == 10


def test_what_a_person_may_not_see_is_not_named(user):
    draft = story("还没有公开的案例", live=False)
    assert "还没有公开的案例" in in_use_message(None, [draft], user)
    hidden = in_use_message(None, [draft], User.objects.create(username="nobody"))
    assert "还没有公开的案例" not in hidden
    assert "案例（您无权查看）" in hidden


def test_a_person_who_entered_records_stays_and_may_be_switched_off(client):
    author = PairingFactory().entered_by
    refused(client, "wagtailusers_users:delete", author, "可以改为停用该用户")


def test_a_person_who_wrote_a_page_stays(client):
    writer = User.objects.create(username="writer")
    page = standard("她写的页面", owner=writer)
    refused(client, "wagtailusers_users:delete", writer, str(page))


def test_a_person_of_whom_nothing_tells_may_go(client):
    nobody = User.objects.create(username="nobody")
    client.post(reverse("wagtailusers_users:delete", args=[nobody.pk]))
    assert not User.objects.filter(pk=nobody.pk).exists()


def test_a_picture_of_an_activity_stays(client):
    photo = ActivityPhotoFactory()
    refused(client, "wagtailimages:delete", photo.image, "活动")


def test_a_picture_of_a_list_stays_with_its_page(client):
    image = ImageFactory()
    page = standard("有图的页面", listing_image=image)
    refused(client, "wagtailimages:delete", image, str(page))
    page.refresh_from_db()
    assert page.listing_image == image


def test_a_picture_in_the_text_of_a_page_stays(client):
    image = ImageFactory()
    page = standard("文中有图", body=with_picture(image))
    refused(client, "wagtailimages:delete", image, str(page))


def test_the_logo_of_the_site_stays(client):
    image = ImageFactory()
    site_settings(logo=image)
    refused(client, "wagtailimages:delete", image, "站点信息")


def test_a_picture_nobody_uses_may_go(client):
    image = ImageFactory()
    image.get_rendition("width-20")
    client.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not PortalImage.objects.filter(pk=image.pk).exists()


def test_a_file_of_an_agreement_stays(client):
    document = PortalDocument.objects.create(
        title="凭证", file=SimpleUploadedFile("a.pdf", b"%PDF-1.7")
    )
    agreement = AgreementFactory(file=document)
    refused(client, "wagtaildocs:delete", document, agreement.title)


def test_a_field_of_work_that_a_story_names_stays(client):
    field = ProjectFieldFactory()
    page = story("讲了一个领域", field=field)
    url = reverse("project_field:delete", args=[field.pk])
    for answer in (client.get(url), client.post(url)):
        assert str(page) in told(answer)
    page.refresh_from_db()
    assert page.field == field


def test_a_page_stays_that_others_show_lead_to_or_stand_below(client):
    featured, led_to, parent = story("首页展示的"), story("旧地址指向的"), standard("有下级的")
    HomeStory.objects.create(page=front(), story=featured, sort_order=0)
    Redirect.objects.create(old_path="/old", redirect_page=led_to)
    child = parent.add_child(instance=type(parent)(title="下级页面"))
    refused(client, "wagtailadmin_pages:delete", featured, str(front()))
    refused(client, "wagtailadmin_pages:delete", led_to, "/old")
    refused(client, "wagtailadmin_pages:delete", parent, str(child))


def test_a_page_nobody_needs_may_go(client):
    page = standard("不再需要")
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert not Page.objects.filter(pk=page.pk).exists()


def test_a_group_with_members_stays(client):
    member = member_of("编辑")
    refused(client, "wagtailusers_groups:delete", member.groups.get(), str(member))
    empty = Group.objects.create(name="空的组")
    client.post(reverse("wagtailusers_groups:delete", args=[empty.pk]))
    assert not Group.objects.filter(pk=empty.pk).exists()


def test_a_collection_with_files_or_below_which_is_another_stays(client):
    root = Collection.get_first_root_node()
    full = root.add_child(instance=Collection(name="有文件"))
    outer = root.add_child(instance=Collection(name="外层"))
    outer.add_child(instance=Collection(name="内层"))
    document = DocumentFactory(collection=full)
    refused(client, "wagtailadmin_collections:delete", full, str(document))
    refused(client, "wagtailadmin_collections:delete", Collection.objects.get(pk=outer.pk), "内层")


def test_the_site_stays(client):
    refused(client, "wagtailsites:delete", Site.objects.get(), str(front()))


@pytest.mark.parametrize(
    ("kind", "make"),
    [
        ("portal/portalimage", lambda: (ImageFactory(), ActivityPhotoFactory().image)),
        ("portal/portaldocument", lambda: (DocumentFactory(), a_used_file())),
        ("portal/user", lambda: (User.objects.create(username="x"), PairingFactory().entered_by)),
        ("wagtailcore/page", lambda: (standard("空"), a_featured_story())),
    ],
)
def test_of_many_at_once_nothing_goes_when_one_is_used(client, kind, make):
    free, used = make()
    app, model = kind.split("/")
    url = reverse("wagtail_bulk_action", args=[app, model, "delete"])
    answer = client.post(f"{url}?id={free.pk}&id={used.pk}")
    assert "使用，不能删除" in told(answer)
    for record in (free, used):
        assert type(record)._default_manager.filter(pk=record.pk).exists()
    client.post(f"{url}?id={free.pk}")
    assert not type(free)._default_manager.filter(pk=free.pk).exists()


def a_used_file() -> PortalDocument:
    document = DocumentFactory()
    AgreementFactory(file=document)
    return document


def a_featured_story() -> Page:
    page = story("首页展示的")
    HomeStory.objects.create(page=front(), story=page, sort_order=0)
    return page


def test_a_page_and_what_is_below_it_may_go_together(client):
    parent = standard("上级")
    child = parent.add_child(instance=type(parent)(title="下级"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={parent.pk}&id={child.pk}")
    assert not Page.objects.filter(pk__in=[parent.pk, child.pk]).exists()


def test_who_may_not_delete_is_not_told_what_depends():
    author = PairingFactory().entered_by
    answer = client_of(editor()).post(reverse("wagtailusers_users:delete", args=[author.pk]))
    assert "使用，不能删除" not in told(answer)
    assert User.objects.filter(pk=author.pk).exists()


def test_the_person_is_led_back_only_within_the_portal(client):
    author = PairingFactory().entered_by
    url = reverse("wagtailusers_users:delete", args=[author.pk])
    own = reverse("wagtailusers_users:index")
    back = client.post(url, headers={"referer": f"http://testserver{own}"})
    assert back.url == f"http://testserver{own}"
    astray = client.post(url, headers={"referer": "https://elsewhere.example/"})
    assert astray.url == reverse("wagtailadmin_home")


def test_a_refusal_is_read_on_the_page_the_person_is_led_to(client):
    used = ListItemFactory().category
    page = words(client.post(reverse("list_category:delete", args=[used.pk]), follow=True))
    assert "使用，不能删除" in page
    assert ListCategory.objects.filter(pk=used.pk).exists()


def test_other_errors_are_not_swallowed():
    client = client_of(administrator())
    assert client.get("/admin/no-such-page/").status_code == 404
