"""The screens of the admin show no English word and no 「None」, not even to a screen reader."""

import json
import re
from html.parser import HTMLParser

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Site, Task, Workflow

from tests.admin import client_of, words
from tests.factories import UserFactory
from tests.factories.pages import notice, story

pytestmark = pytest.mark.django_db

READ_OUT = ("aria-label", "title", "alt", "placeholder", "data-w-tooltip-content-value")
#: Not shown (admin.css says so), or no words: keys of the keyboard, addresses, kinds of files.
HIDDEN = re.compile(r"(^| )(app-label|submit w-sr-only|w-side-panel-toggle__counter)( |$)")
NO_WORDS = re.compile(
    r"Ctrl( \+ (Alt|Shift))? \+ \S|Esc|https?://\S+|localhost|admin\b|"
    r"CSV|XLSX|URL|JavaScript|\S+@\S+|person\d+|[\w-]+\.\w+"
)
WITHOUT_END = {"input", "br", "img", "hr", "col", "link", "meta", "use", "path", "wbr", "source"}


class Reader(HTMLParser):
    """Gathers what a page says, whether seen or read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.open: list[bool] = []

    @property
    def is_heard(self) -> bool:
        return all(self.open)

    def handle_starttag(self, tag, attrs):
        held = {name: value or "" for name, value in attrs}
        heard = tag not in ("script", "style") and not HIDDEN.search(held.get("class", ""))
        if self.is_heard and heard:
            self.said += [held[name] for name in READ_OUT if name in held]
            if tag == "input" and held.get("type") in ("submit", "button"):
                self.said.append(held.get("value", ""))
        if tag not in WITHOUT_END:
            self.open.append(heard)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in WITHOUT_END:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in WITHOUT_END and self.open:
            self.open.pop()

    def handle_data(self, data):
        if self.is_heard:
            self.said.append(data)


def english(html: str) -> set[str]:
    """The words in Latin letters on a page."""
    reader = Reader()
    reader.feed(html)
    said = (NO_WORDS.sub(" ", text) for text in reader.said)
    return {word for text in said for word in re.findall(r"[A-Za-z]{2,}", text)}


SCREENS = (
    "home explore_root reports:aging_pages reports:page_types_usage reports:site_history "
    "reports:workflow reports:workflow_tasks reports:locked_pages pages:search workflows:index "
    "workflows:add workflows:task_index collections:index choose_page account"
)
ELSEWHERE = (
    "wagtailsites:index wagtailsites:add wagtailusers_users:index wagtailusers_users:add "
    "wagtailusers_groups:index wagtailusers_groups:add wagtailredirects:index wagtailimages:index "
    "wagtaildocs:index"
)


@pytest.fixture
def client():
    return client_of(UserFactory(is_superuser=True))


def waiting():
    """A case that waits for review."""
    page = story("示例案例", live=False)
    page.save_revision()
    page.get_workflow().start(page, UserFactory())
    return page


#: Screens of one thing: the address, and what it is of.
OF_ONE = {
    "wagtailsites:edit": Site.objects.get,
    "wagtailadmin_workflows:edit": Workflow.objects.get,
    "wagtailadmin_workflows:edit_task": Task.objects.get,
    "wagtailusers_groups:edit": lambda: Group.objects.get(name="编辑"),
    "wagtailusers_users:edit": UserFactory,
    "wagtailadmin_explore": lambda: Page.objects.get(depth=1),
    **{
        f"wagtailadmin_pages:{screen}": waiting
        for screen in ("edit", "history", "usage", "copy", "move", "delete", "workflow_history")
    },
}


def shown(client, url):
    response = client.get(url)
    assert response.status_code == 200, url
    said = words(response)
    return json.loads(said)["html"] if response["Content-Type"] == "application/json" else said


def test_the_reader_sees_and_hears_english():
    said = (
        '<p title="Port">None<span class="app-label">hidden</span><input type="submit" value="Go">'
    )
    assert english(said) == {"Port", "None", "Go"}


@pytest.mark.parametrize(
    "screen", [*(f"wagtailadmin_{name}" for name in SCREENS.split()), *ELSEWHERE.split()]
)
def test_a_screen_speaks_chinese(client, screen):
    waiting()
    notice()
    UserFactory(is_active=False)
    assert english(shown(client, reverse(screen))) == set()


@pytest.mark.parametrize("screen", OF_ONE)
def test_a_screen_of_one_thing_speaks_chinese(client, screen):
    assert english(shown(client, reverse(screen, args=[OF_ONE[screen]().pk]))) == set()


def test_what_was_found_is_counted_in_words(client):
    story("示例案例")
    assert "个页面中的第" in shown(client, reverse("wagtailadmin_pages:search"))
