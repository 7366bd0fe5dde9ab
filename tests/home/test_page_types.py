"""Which page may stand where, and that editors can make, change and preview each."""

import json
import re
from typing import Any

import pytest
from django.http import HttpResponse
from wagtail.models import Page, get_page_models
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from home.models import HomePage, NoticeIndexPage, NoticePage, StandardPage
from projects.models import CaseIndexPage, CaseStoryPage
from tests.admin import Browser
from tests.factories import AllianceFactory, ProjectFactory
from tests.factories.pages import column, front, notice, notice_column, standard, story
from tests.factories.people import AdministratorFactory

BODY = streamfield(
    [
        ("paragraph", rich_text("<p>共建的事。</p>")),
        ("heading", "怎样办成"),
        ("quote", {"text": "放心多了。", "who": "居民", "script": "zh-Hans"}),
    ]
)


def form(**fields: Any) -> dict[str, Any]:
    """What the editor's form sends for a page; the fields of every type first."""
    common = {"title": "标题", "slug": "page", "summary": "摘要", "comments": inline_formset([])}
    return nested_form_data(common | fields)


class PlaceOfPages(WagtailPageTestCase):
    """Parents and children of each type."""

    def test_columns_and_standard_pages_stand_below_the_front_page(self):
        self.assertAllowedSubpageTypes(HomePage, {CaseIndexPage, NoticeIndexPage, StandardPage})
        self.assertAllowedSubpageTypes(CaseIndexPage, {CaseStoryPage})
        self.assertAllowedSubpageTypes(NoticeIndexPage, {NoticePage})
        self.assertAllowedSubpageTypes(StandardPage, {StandardPage})
        self.assertAllowedSubpageTypes(CaseStoryPage, {})
        self.assertAllowedSubpageTypes(NoticePage, {})

    def test_there_is_one_front_page_and_no_column_beside_it(self):
        root = Page.get_first_root_node()
        assert not HomePage.can_create_at(root)
        assert not CaseIndexPage.can_create_at(root)
        assert CaseIndexPage.can_create_at(front())

    def test_a_second_column_of_stories_may_be_made(self):
        self.assertCanCreateAt(HomePage, CaseIndexPage)


@pytest.mark.parametrize("model", get_page_models())
def test_no_field_hides_what_scripts_ask_of_a_form(model):
    # In a browser form.method is the field of that name, and autosave then cannot send it.
    names = set(model.get_edit_handler().get_form_class().base_fields)
    assert not names & {"action", "method", "enctype", "elements", "submit", "reset", "target"}


class FreshBrowser(Browser):
    """Edits each page as it stands at the moment of sending: the form says which version it is."""

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        if edited := re.fullmatch(r"/admin/pages/(\d+)/edit/", path):
            data = said_of_latest(Page.objects.get(pk=edited[1])) | (data or {})
        return super().post(path, data, *args, **kwargs)


def said_of_latest(page: Page) -> dict[str, Any]:
    """What the form of a page says about the version it was filled from."""
    if (latest := page.latest_revision) is None:
        return {}
    said = {"id": str(latest.pk), "created_at": latest.created_at.isoformat()}
    return {f"loaded_revision_{name}": value for name, value in said.items()}


class EditorsWork(WagtailPageTestCase):
    """Forms and previews of each type, as a browser would send them."""

    client_class = FreshBrowser

    def setUp(self):
        self.client.force_login(AdministratorFactory())

    def test_story_is_made_with_a_slug_of_its_own(self):
        data = form(title="板桥排水", slug="", body=BODY, approach="一起查看\n一起维修")
        self.assertCanCreate(column(), CaseStoryPage, data)
        made = CaseStoryPage.objects.get()
        assert made.slug == "ban-qiao-pai-shui"
        assert made.approach_points == ["一起查看", "一起维修"]

    def test_notice_and_standard_page_are_made(self):
        data = form(body=streamfield([]), date="2024-05-06")
        self.assertCanCreate(notice_column(), NoticePage, data)
        self.assertCanCreate(front(), StandardPage, form(body=streamfield([]), slug="about"))

    def test_pages_are_edited_and_previewed(self):
        chosen = inline_formset([{"story": story().pk, "ORDER": 1}])
        for page, fields in (
            (story("另一个"), {"body": BODY}),
            (notice(), {"body": streamfield([]), "date": "2024-05-06"}),
            (standard(), {"body": streamfield([])}),
            (column(), {}),
            (notice_column(), {}),
            (front(), {"hero_title": "大标题", "featured_stories": chosen}),
        ):
            with self.subTest(type(page).__name__):
                data = form(slug=page.slug, title=page.title, **fields)
                self.assertPageIsEditable(page, post_data=data)
                self.assertPageIsPreviewable(page, post_data=data)

    def test_pages_are_rendered(self):
        for page in (front(), column(), notice_column(), story(), notice(), standard()):
            with self.subTest(type(page).__name__):
                self.assertPageIsRenderable(page)

    def test_two_records_in_one_block_of_figures_are_refused(self):
        page = story()
        both = {
            "project": str(ProjectFactory(public=True).pk),
            "alliance": str(AllianceFactory(approved=True).pk),
        }
        answer = self.publish_figures(page, both)
        error = answer.context["form"].errors.as_data()["body"][0].as_json_data()
        assert "项目、联盟、协议只能选择一项。" in json.dumps(error, ensure_ascii=False)
        page.refresh_from_db()
        assert not page.body

    def test_figures_of_one_record_are_chosen(self):
        page, project = story(), ProjectFactory(public=True)
        for chosen in (str(project.pk), "", "no key", "9" * 30):
            assert self.publish_figures(page, {"project": chosen}).status_code == 302
            page.refresh_from_db()
            found = page.body[0].value["project"]
            assert found == (project if chosen == str(project.pk) else None)

    def publish_figures(self, page: CaseStoryPage, chosen: dict[str, str]) -> HttpResponse:
        """Publish the page with one block of live figures."""
        value = {"title": "", "project": "", "alliance": "", "agreement": ""} | chosen
        data = form(slug=page.slug, body=streamfield([("live_figures", value)]))
        data |= {"body-0-value-readable": ["outcomes"], "action-publish": "1"}
        return self.client.post(f"/admin/pages/{page.pk}/edit/", data)
