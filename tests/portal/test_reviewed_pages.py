"""Cases and notices come out through a review by somebody else, whichever door is tried."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowState
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from projects.models import CaseIndexPage
from tests.admin import administrator, client_of, editor, is_refused, words
from tests.factories import UserFactory
from tests.factories.pages import column, front, notice, notice_column, standard, story

pytestmark = pytest.mark.django_db

#: What is reviewed: how one is made, where, and what its form sends besides the common fields.
KINDS = {
    "story": (story, column, {}),
    "notice": (notice, notice_column, {"date": "2024-05-06"}),
}


@pytest.fixture
def author():
    return editor()


@pytest.fixture(params=KINDS)
def kind(request):
    return KINDS[request.param]


def form(**fields):
    common = {"title": "标题", "slug": "page", "summary": "摘要", "comments": inline_formset([])}
    return nested_form_data(common | {"body": streamfield([])} | fields)


def drafted(kind, **fields):
    page = kind[0](live=False, **fields)
    page.save_revision()
    return page


def saved(client, page, action, *, url="", **fields):
    """What the form of a page answers when a button is pressed."""
    url = url or reverse("wagtailadmin_pages:edit", args=[page.pk])
    shown = querydict_from_html(words(client.get(url)), form_id="page-edit-form")
    sent = dict(shown.lists()) | form(slug=page.slug, **fields) | {action: "1"}
    return client.post(url, sent)


def latest(page):
    """The page as it was last saved, published or not."""
    return type(page).objects.get(pk=page.pk).get_latest_revision_as_object()


def is_public(page):
    page.refresh_from_db()
    return page.live


def waiting(page, by):
    """The step in which a page waits that `by` handed in."""
    return page.get_workflow().start(page, by).current_task_state


def decide(client, page, step, action="approve"):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, step.pk])
    return client.post(url, {"comment": ""})


def test_the_form_publishes_for_administrators_only(kind, author):
    page = drafted(kind)
    saved(client_of(author), page, "action-publish", **kind[2])
    assert not is_public(page)
    saved(client_of(administrator()), page, "action-publish", **kind[2])
    assert is_public(page)


def test_the_form_offers_editors_to_hand_in_and_no_publishing(kind, author):
    url = reverse("wagtailadmin_pages:edit", args=[drafted(kind).pk])
    page = words(client_of(author).get(url))
    assert 'name="action-publish"' not in page
    assert 'name="action-submit"' in page
    assert 'name="action-publish"' in words(client_of(administrator()).get(url))


def test_a_new_page_is_not_published_at_once(kind, author):
    model = type(kind[0]())
    model.objects.all().delete()
    parent = kind[1]()
    names = [model._meta.app_label, model._meta.model_name, parent.pk]
    url = reverse("wagtailadmin_pages:add", args=names)
    client_of(author).post(url, form(**kind[2]) | {"action-publish": "1"})
    assert not is_public(model.objects.get())


def test_nothing_is_scheduled_by_its_author(kind, author):
    page = drafted(kind)
    soon = timezone.localtime() + timezone.timedelta(days=1)
    saved(client_of(author), page, "action-publish", go_live_at=f"{soon:%Y-%m-%d %H:%M}", **kind[2])
    assert page.get_latest_revision().approved_go_live_at is None
    call_command("publish_scheduled")
    assert not is_public(page)


def test_an_older_version_is_not_published_again(kind, author):
    page = drafted(kind, title="第一版")
    old = page.latest_revision
    page.title = "第二版"
    page.save_revision().publish()
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    saved(client_of(author), page, "action-publish", url=url, **kind[2] | {"title": "第一版"})
    page.refresh_from_db()
    assert page.title == "第二版"
    assert page.has_unpublished_changes


def test_what_was_taken_down_is_not_put_up_again(kind, author):
    page, client = kind[0](), client_of(author)
    page.save_revision()
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    assert not is_public(page)
    saved(client, page, "action-publish", **kind[2])
    assert not is_public(page)


@pytest.mark.parametrize("below", [False, True])
def test_many_are_not_published_at_once(kind, author, below):
    page = drafted(kind)
    chosen = kind[1]() if below else page
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    data = {"include_descendants": "on"} if below else {}
    client_of(author).post(f"{url}?id={chosen.pk}", data)
    assert not is_public(page)
    client_of(administrator()).post(f"{url}?id={chosen.pk}", data)
    assert is_public(page)


@pytest.mark.parametrize("how", ["publish_copies", "alias"])
@pytest.mark.parametrize("by", ["author", "administrator"])
def test_a_copy_is_a_draft(kind, author, how, by):
    page = kind[0](slug="first")
    parent = kind[1]()
    url = reverse("wagtailadmin_pages:copy", args=[page.pk])
    data = {"new_title": "副本", "new_slug": "second", "new_parent_page": parent.pk, how: "on"}
    client_of(author if by == "author" else administrator()).post(url, data)
    copy = Page.objects.get(slug="second")
    assert (copy.live, copy.alias_of) == (False, None)


def test_a_column_is_not_copied_with_what_stands_below_it(author):
    story()
    url = reverse("wagtailadmin_pages:copy", args=[column().pk])
    data = {
        "new_title": "副本", "new_slug": "second", "new_parent_page": front().pk,
        "copy_subpages": "on", "publish_copies": "on",
    }  # fmt: skip
    assert is_refused(client_of(author).post(url, data))
    assert not CaseIndexPage.objects.filter(slug="second").exists()


def test_other_pages_are_published_by_editors_as_ever(author):
    page = standard(live=False)
    page.save_revision()
    saved(client_of(author), page, "action-publish")
    assert is_public(page)


def test_somebody_else_approves_and_the_public_finds_it(kind, author):
    page = drafted(kind, title="楼道照明换新")
    saved(client_of(author), page, "action-submit", title="楼道照明换新", **kind[2])
    step = page.current_workflow_state.current_task_state
    assert not is_public(page)
    decide(client_of(editor()), page, step)
    assert is_public(page)
    assert client_of(None).get(page.url).status_code == 200
    found = client_of(None).get("/search/", {"q": "楼道照明换新"})
    assert page.url in words(found)


@pytest.mark.parametrize("action", ["approve", "reject"])
@pytest.mark.parametrize("who", [editor, administrator, lambda: UserFactory(is_superuser=True)])
def test_nobody_decides_about_what_they_handed_in(kind, who, action):
    page, author = drafted(kind), who()
    step = waiting(page, author)
    client = client_of(author)
    assert is_refused(decide(client, page, step, action))
    step.refresh_from_db()
    assert step.status == step.STATUS_IN_PROGRESS
    assert not is_public(page)
    with pytest.raises(PermissionDenied):
        step.task.specific.on_action(step, author, action)


def test_not_by_the_address_of_a_page_somebody_else_handed_in(kind, author):
    own, other = drafted(kind, title="甲", slug="a"), drafted(kind, title="乙", slug="b")
    step = waiting(own, author)
    waiting(other, editor())
    decide(client_of(author), other, step)
    assert not is_public(own)


def test_what_was_handed_in_stays_as_it_is_until_it_is_taken_back(kind, author):
    page, client = drafted(kind, title="交来的标题"), client_of(author)
    waiting(page, author)
    saved(client, page, "action-save", title="后来的标题", **kind[2])
    assert latest(page).title == "交来的标题"
    saved(client, page, "action-cancel-workflow", **kind[2])
    assert page.current_workflow_state is None
    saved(client, page, "action-save", title="后来的标题", **kind[2])
    assert latest(page).title == "后来的标题"


def test_administrators_publish_past_what_waits(kind):
    page, chief = drafted(kind), administrator()
    waiting(page, chief)
    saved(client_of(chief), page, "action-publish", **kind[2])
    assert is_public(page)


def test_what_was_returned_is_handed_in_again_and_approved(kind, author):
    page, reviewer = drafted(kind), client_of(editor())
    decide(reviewer, page, waiting(page, author), "reject")
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_NEEDS_CHANGES
    saved(client_of(author), page, "action-submit", **kind[2])
    state = page.current_workflow_state
    decide(client_of(author), page, state.current_task_state)
    assert not is_public(page)
    decide(reviewer, page, state.current_task_state)
    assert is_public(page)


def test_the_first_page_of_the_admin_shows_what_others_handed_in(author):
    page = drafted(KINDS["story"], title="楼道照明")
    waiting(page, UserFactory(display_name="张三"))
    own = drafted(KINDS["notice"], title="自己的公告")
    waiting(own, author)
    shown = words(client_of(author).get(reverse("wagtailadmin_home")))
    review = shown.partition('id="awaiting-review')[2].partition("</section>")[0]
    assert "等待您审核" in review
    assert "楼道照明" in review
    assert "自己的公告" not in review
    assert shown.index("楼道照明") < shown.index('id="waiting-title"')
