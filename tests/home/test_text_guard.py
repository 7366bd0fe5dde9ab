"""Pages, pictures and files: what is published or uploaded is looked through, by every path."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from partners.held_texts import release
from partners.models import HeldText
from portal.models import PortalDocument, PortalImage
from portal.text_guard import Kind
from portal.text_guard.holding import TextHeld
from projects.models import CaseStoryPage
from tests.admin import administrator, client_of, editor, told, words
from tests.factories import CityFactory, ImageFactory, MembershipFactory, UnitFactory, UserFactory
from tests.factories.held import MASKED, MOBILE, WORDS
from tests.factories.pages import column, story

pytestmark = pytest.mark.django_db
ODD = "<p>联系<b>138</b>00138000或<a href='tel:13900139000'>此处</a></p>"


@pytest.fixture
def person():
    return editor()


@pytest.fixture
def client(person):
    return client_of(person)


@pytest.fixture
def chief():
    """Somebody who may publish a story without a review."""
    return client_of(administrator())


def form(**fields):
    """What the form of a story sends."""
    common = {"title": "标题", "slug": "page", "summary": "摘要", "comments": inline_formset([])}
    return nested_form_data(common | {"body": streamfield([])} | fields)


def add(client, action="action-publish", **fields):
    url = reverse("wagtailadmin_pages:add", args=["projects", "casestorypage", column().pk])
    return client.post(url, form(**fields) | {action: "1"})


def picture(caption="", alt=""):
    return {
        "image": {"image": str(ImageFactory().pk), "decorative": "", "alt_text": alt or "现场"},
        "caption": caption,
        "credit": "",
    }


#: Where in a page words may stand.
PLACES = {
    "title": lambda text: {"title": text},
    "summary": lambda text: {"summary": text},
    "search_description": lambda text: {"search_description": text},
    "approach": lambda text: {"approach": text},
    "paragraph": lambda text: {"body": streamfield([("paragraph", rich_text(f"<p>{text}</p>"))])},
    "heading": lambda text: {"body": streamfield([("heading", text)])},
    "quote": lambda text: {
        "body": streamfield([("quote", {"text": text, "who": "居民", "script": "zh-Hans"})])
    },
    "caption": lambda text: {"body": streamfield([("picture", picture(caption=text))])},
    "alt": lambda text: {"body": streamfield([("picture", picture(alt=text))])},
}


@pytest.mark.parametrize("place", PLACES)
def test_a_page_is_not_published_with_a_number_anywhere(client, place):
    response = add(client, **PLACES[place](MOBILE))
    assert f"<mark>{MASKED}</mark>" in words(response)
    assert not CaseStoryPage.objects.exists()
    assert HeldText.objects.get().kind == Kind.MOBILE


def test_a_page_is_not_published_at_an_address_with_a_number(client):
    for slug in ("13800138000", "lian-xi-138-0013-8000"):
        assert MASKED in words(add(client, slug=slug))
    assert not CaseStoryPage.objects.exists()
    assert add(client, slug="project-2024-000123").status_code == 302


@pytest.mark.parametrize("kind", WORDS)
def test_a_page_is_not_published_with_any_kind(client, kind):
    text, masked = WORDS[kind]
    assert f"<mark>{masked}</mark>" in words(add(client, approach=text))
    assert not CaseStoryPage.objects.exists()


def test_a_number_across_marks_and_one_behind_a_link_are_found(client):
    add(client, body=streamfield([("paragraph", rich_text(ODD))]))
    assert set(HeldText.objects.values_list("masked", flat=True)) == {"138******00", "139******00"}


def test_a_draft_is_saved_with_anything_in_it(client):
    add(client, action="action-save", approach=MOBILE)
    assert CaseStoryPage.objects.get().approach == MOBILE
    assert not HeldText.objects.exists()


def test_a_draft_is_not_handed_in_for_review(client):
    page = story(live=False, approach="一起查看")
    page.save_revision()
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = querydict_from_html(words(client.get(url)), form_id="page-edit-form")
    sent = dict(shown.lists()) | form(approach=MOBILE) | {"action-submit": "1"}
    response = client.post(url, sent)
    assert f"<mark>{MASKED}</mark>" in words(response)
    page.refresh_from_db()
    assert page.current_workflow_state is None


def drafted(**fields):
    page = story(live=False, approach=MOBILE, **fields)
    page.save_revision()
    return page


def test_a_copy_is_a_draft_whatever_was_asked(chief):
    page = story("共建故事")
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": f"联系{MOBILE}", "new_slug": "copy", "new_parent_page": column().pk}
    chief.post(url, data | {"publish_copies": "on", "alias": "on"})
    copy = CaseStoryPage.objects.get(slug="copy")
    assert (copy.live, copy.alias_of) == (False, None)
    with pytest.raises(TextHeld):
        copy.latest_revision.publish(user=administrator())


def test_publishing_in_bulk_says_so_and_publishes_nothing(chief):
    page = drafted()
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    response = chief.post(f"{url}?id={page.pk}")
    assert response.status_code == 302
    assert MASKED in told(response)
    page.refresh_from_db()
    assert not page.live


def test_approving_in_a_workflow_publishes_nothing(client):
    page = drafted()
    state = page.get_workflow().start(page, UserFactory())
    task = state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    response = client.post(url, {"comment": ""})
    assert response.status_code == 302
    assert MASKED in told(response)
    page.refresh_from_db()
    assert not page.live


def test_nothing_is_scheduled_and_what_is_comes_out_at_its_time(client):
    page = drafted(go_live_at=timezone.now() + timezone.timedelta(days=1))
    with pytest.raises(TextHeld):
        page.get_latest_revision().publish()
    assert page.get_latest_revision().approved_go_live_at is None
    call_command("publish_scheduled")
    page.refresh_from_db()
    assert not page.live


def city_department():
    user = UserFactory()
    MembershipFactory(
        user=user, role="department", organisation=UnitFactory(division=CityFactory()), until=None
    )
    return user


def test_what_the_citys_department_released_is_published(chief):
    assert add(chief, approach=MOBILE).status_code == 200
    release(HeldText.objects.get(), by=city_department(), reason="市民热线，可以公开")
    assert add(chief, approach=MOBILE).status_code == 302
    assert CaseStoryPage.objects.get().live
    page = CaseStoryPage.objects.get()
    assert HeldText.objects.get().record_id == page.pk
    history = words(chief.get(reverse("wagtailadmin_pages:history", args=[page.pk])))
    assert "市民热线，可以公开" in history
    assert MASKED in history


def upload(client, what, file, **more):
    data = {"title": "上传", "collection": Collection.get_first_root_node().pk, "file": file}
    return client.post(reverse(f"wagtail{what}:add"), data | more)


def sheet(*rows):
    kept = io.BytesIO()
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(kept)
    return SimpleUploadedFile("名单.xlsx", kept.getvalue())


def image_file(name="现场.png"):
    return SimpleUploadedFile(name, get_test_image_file(size=(64, 48)).file.getvalue())


def test_a_sheet_with_a_number_is_not_kept_and_says_in_which_cell(client):
    response = upload(client, "docs", sheet(["姓名", "电话"], ["甲", 13800138000]))
    assert "Sheet!B2" in words(response)
    assert f"<mark>{MASKED}</mark>" in words(response)
    assert not PortalDocument.objects.exists()


def test_a_released_sheet_is_kept_when_it_is_uploaded_again(client):
    rows = [["科室", "电话"], ["值班室", 13800138000]]
    upload(client, "docs", sheet(*rows))
    release(HeldText.objects.get(), by=city_department(), reason="值班电话，可以公开")
    assert upload(client, "docs", sheet(*rows)).status_code == 302
    assert upload(client, "docs", sheet(*rows, ["甲", 13900139000])).status_code == 200
    assert PortalDocument.objects.count() == 1


@pytest.mark.parametrize("field", ["title", "tags"])
def test_words_about_a_file_are_looked_at(client, field):
    file = SimpleUploadedFile("a.txt", "办法".encode())
    assert MASKED in words(upload(client, "docs", file, **{field: "13800138000"}))
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize("field", ["title", "description", "credit"])
def test_words_about_a_picture_are_looked_at(client, field):
    assert MASKED in words(upload(client, "images", image_file(), **{field: MOBILE}))
    assert not PortalImage.objects.exists()


@pytest.mark.parametrize("what", ["docs", "images"])
def test_names_of_files_are_looked_at(client, what):
    file = (
        image_file("13800138000.png")
        if what == "images"
        else SimpleUploadedFile("13800138000.txt", b"a")
    )
    response = upload(client, what, file)
    assert "请改名" in words(response)
    assert not PortalDocument.objects.exists()
    assert not PortalImage.objects.exists()


def test_many_files_at_once_are_looked_through_one_by_one(client):
    url = reverse("wagtaildocs:add_multiple")
    response = client.post(url, {"title": "名单", "files[]": sheet(["甲", "138-0013-8000"])})
    assert response.json()["success"] is False
    assert MASKED in response.json()["error_message"]
    assert not PortalDocument.objects.exists()


def test_what_is_said_of_a_name_is_no_markup_of_its_own(client):
    file = SimpleUploadedFile("请<img src=x>捐款.txt", b"a")
    said = client.post(reverse("wagtaildocs:add_multiple"), {"files[]": file}).json()
    assert "请改名" in said["error_message"]
    assert "<img" not in said["error_message"]


def test_a_broken_sheet_is_refused_in_words(client):
    response = upload(client, "docs", SimpleUploadedFile("a.xlsx", b"PK\x03\x04rest"))
    assert "无法核查" in words(response)
