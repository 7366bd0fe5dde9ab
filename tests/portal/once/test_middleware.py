"""A form sent twice, at the same time or later, makes one record; nothing typed is lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html

from home.models import StandardPage
from partners.models import ListCategory
from portal.models import FormToken, PortalDocument, PortalImage, User
from portal.once import tokens
from projects.models import FundEntry
from tests.admin import administrator, client_of, told, words
from tests.factories import AdministratorFactory, FundEntryFactory, ListCategoryFactory
from tests.factories.pages import front
from tests.projects.ledger.hands import line


@pytest.fixture
def person(db):
    return administrator()


@pytest.fixture
def client(person):
    return client_of(person)


def category(client, name: str = "养老", **more) -> dict:
    return {
        "name": name,
        "position": "0",
        tokens.FIELD: token_of(client, reverse("list_category:add")),
    } | more


def token_of(client, url: str) -> str:
    return tokens.issue(client.user, url)


def test_every_form_that_creates_carries_a_token(client):
    page = words(client.get(reverse("list_category:add")))
    assert f'name="{tokens.FIELD}"' in page
    other = ListCategoryFactory()
    assert tokens.FIELD not in words(client.get(reverse("list_category:edit", args=[other.pk])))


def test_a_form_sent_again_makes_nothing_and_leads_to_what_was_made(client):
    url, form = reverse("list_category:add"), category(client)
    first, again = client.post(url, form), client.post(url, form)
    assert ListCategory.objects.filter(name="养老").count() == 1
    assert (
        first.url
        == again.url
        == reverse("list_category:inspect", args=[ListCategory.objects.get(name="养老").pk])
    )
    assert "没有重复保存" in told(again)


def test_a_form_with_mistakes_may_be_sent_again(client):
    url, form = reverse("list_category:add"), category(client, name="")
    refused = client.post(url, form)
    assert refused.status_code == 200
    assert not FormToken.objects.exists()
    assert str(form[tokens.FIELD]) in words(refused)
    assert client.post(url, form | {"name": "养老"}).status_code == 302
    assert ListCategory.objects.filter(name="养老").exists()


@pytest.mark.parametrize("wrong", ["", "made up", "长" * 100_000])
def test_without_a_good_token_the_portal_asks_and_keeps_what_was_typed(client, wrong):
    url = reverse("list_category:add")
    asked = client.post(url, category(client) | {tokens.FIELD: wrong})
    assert asked.status_code == 409
    assert not ListCategory.objects.filter(name="养老").exists()
    assert "内容尚未保存" in words(asked)
    form = dict(querydict_from_html(words(asked), form_id="once-form").lists())
    assert form["name"] == ["养老"]
    assert client.post(url, form).status_code == 302
    assert ListCategory.objects.filter(name="养老").exists()


def test_the_token_of_another_person_or_form_is_none(client):
    url = reverse("list_category:add")
    for foreign in (tokens.issue(administrator(), url), token_of(client, reverse("programme:add"))):
        assert client.post(url, category(client) | {tokens.FIELD: foreign}).status_code == 409
    assert not ListCategory.objects.filter(name="养老").exists()


def test_a_token_is_over_after_a_week(client, monkeypatch):
    form = category(client)
    monkeypatch.setattr(tokens, "LIFETIME", timedelta(seconds=-1))
    assert client.post(reverse("list_category:add"), form).status_code == 409


def test_other_words_in_a_form_already_sent_are_not_thrown_away(client):
    url, form = reverse("list_category:add"), category(client)
    saved = client.post(url, form).url
    asked = client.post(url, form | {"name": "助餐"})
    assert asked.status_code == 409
    assert saved in words(asked)
    again = dict(querydict_from_html(words(asked), form_id="once-form").lists())
    assert client.post(url, again).status_code == 302
    assert set(
        ListCategory.objects.filter(name__in=["养老", "助餐"]).values_list("name", flat=True)
    ) == {"养老", "助餐"}


def test_old_tokens_are_forgotten_as_new_ones_come(client, person):
    old = timezone.now() - timedelta(days=8)
    for n in range(3):
        FormToken.objects.create(token=f"t{n}", person=person, used_at=old)
    client.post(reverse("list_category:add"), category(client))
    assert FormToken.objects.count() == 1


@pytest.mark.django_db
def test_a_password_is_not_written_on_the_page_that_asks():
    client = client_of(AdministratorFactory())
    asked = words(client.post(reverse("wagtailusers_users:add"), a_user() | {tokens.FIELD: ""}))
    assert 'value="once@example.org"' in asked
    assert "a password of tests 7" not in asked


def test_who_may_not_create_is_refused_and_nothing_is_kept(db):
    nobody = User.objects.create(username="nobody")
    answer = client_of(nobody).post(reverse("list_category:add"), {"name": "养老"})
    assert not ListCategory.objects.filter(name="养老").exists()
    assert not FormToken.objects.exists()
    assert answer.status_code in (302, 403)


def upload() -> dict:
    root = Collection.get_first_root_node()
    return {"title": "只此一件", "collection": root.pk, "tags": ""}


def a_user() -> dict:
    return {
        "username": "once", "email": "once@example.org", "first_name": "一", "last_name": "次",
        "display_name": "一次",
        "password1": "a password of tests 7", "password2": "a password of tests 7",
    }  # fmt: skip


def picture():
    return SimpleUploadedFile("a.png", get_test_image_file().file.getvalue(), "image/png")


def paper():
    return SimpleUploadedFile("a.pdf", b"%PDF-1.7", "application/pdf")


ELSEWHERE = {
    "wagtailusers_users:add": (User, a_user),
    "wagtailadmin_collections:add": (
        Collection,
        lambda: {"name": "只此一处", "parent": Collection.get_first_root_node().pk},
    ),
    "wagtailimages:add": (PortalImage, lambda: upload() | {"file": picture(), "credit": ""}),
    "wagtaildocs:add": (PortalDocument, lambda: upload() | {"file": paper()}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ELSEWHERE)
def test_so_it_is_on_the_screens_of_wagtail(name):
    client = client_of(AdministratorFactory())
    model, fill_in = ELSEWHERE[name]
    url = reverse(name)
    assert f'name="{tokens.FIELD}"' in words(client.get(url))
    before, token = model.objects.count(), token_of(client, url)
    first, again = (client.post(url, fill_in() | {tokens.FIELD: token}) for _ in range(2))
    assert model.objects.count() == before + 1, words(first)
    assert first.url == again.url


def test_a_file_sent_without_a_token_is_asked_for_again(client):
    url = reverse("wagtaildocs:add")
    asked = client.post(url, upload() | {"file": paper(), tokens.FIELD: ""})
    assert "请重新选择文件“a.pdf”" in words(asked)
    assert not PortalDocument.objects.exists()


def new_page(person) -> tuple[str, dict]:
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", front().pk])
    data = nested_form_data(
        {
            "title": "只此一页", "slug": "once-only", "summary": "", "listing_image": "",
            "body-count": "0", "comments": inline_formset([]), "seo_title": "",
            "search_description": "", "go_live_at": "", "expire_at": "",
        }
    )  # fmt: skip
    return url, data | {tokens.FIELD: tokens.issue(person, url)}


def test_a_page_sent_again_is_one_page(client, person):
    url, form = new_page(person)
    answers = [client.post(url, form) for _ in range(3)]
    page = StandardPage.objects.get(title="只此一页")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert [answer.url.partition("?")[0] for answer in answers] == [edit] * 3


def test_a_page_that_saves_itself_twice_is_one_page(client, person):
    url, form = new_page(person)
    first, again = (
        client.post(url, form, headers={"accept": "application/json"}) for _ in range(2)
    )
    assert first.json()["success"]
    assert again.status_code == 400
    assert again.json()["error_code"] == "already_saved"
    assert StandardPage.objects.filter(title="只此一页").count() == 1


def test_a_line_of_the_ledger_sent_again_is_one_line(client):
    form = line()
    url = reverse("ledger_enter")
    form[tokens.FIELD] = token_of(client, url)
    first, again = client.post(url, form), client.post(url, form)
    assert FundEntry.objects.count() == 1
    assert first.url == again.url


def test_a_line_is_reversed_once_and_both_answers_show_the_reversal(client):
    entry = FundEntryFactory(verified=True)
    url = reverse("ledger_reverse", args=[entry.pk])
    form = {"seen": entry.version, "on": "2024-07-01", "reason": "重复录入"}
    form[tokens.FIELD] = token_of(client, url)
    first, again = client.post(url, form), client.post(url, form)
    reversal = FundEntry.objects.get(reverses=entry)
    assert first.url == again.url == reverse("ledger_modeladmin_inspect", args=[reversal.pk])


def sent_eight_times(in_threads, person: User, url: str, form: dict) -> set[tuple[int, str]]:
    """Status and address of the eight answers."""

    def send() -> tuple[int, str]:
        answer = client_of(User.objects.get(pk=person.pk)).post(url, form)
        return answer.status_code, answer.headers.get("Location", "").partition("?")[0]

    return set(in_threads(send, 8))


@pytest.mark.postgresql
def test_eight_sendings_of_a_record_at_once_make_one_and_all_lead_to_it(in_threads):
    person, url = administrator(), reverse("list_category:add")
    form = {"name": "养老", "position": "0", tokens.FIELD: tokens.issue(person, url)}
    answers = sent_eight_times(in_threads, person, url, form)
    record = ListCategory.objects.get(name="养老")
    assert answers == {(302, reverse("list_category:inspect", args=[record.pk]))}


@pytest.mark.postgresql
def test_eight_sendings_of_a_page_at_once_make_one_page(in_threads):
    person = administrator()
    answers = sent_eight_times(in_threads, person, *new_page(person))
    page = StandardPage.objects.get(title="只此一页")
    assert answers == {(302, reverse("wagtailadmin_pages:edit", args=[page.pk]))}


@pytest.mark.postgresql
def test_eight_sendings_of_a_line_at_once_make_one_line(in_threads):
    person, url = administrator(), reverse("ledger_enter")
    form = line() | {tokens.FIELD: tokens.issue(person, url)}
    answers = sent_eight_times(in_threads, person, url, form)
    entry = FundEntry.objects.get()
    assert answers == {(302, reverse("ledger_modeladmin_inspect", args=[entry.pk]))}


@pytest.mark.postgresql
def test_where_the_first_of_eight_fails_the_others_fail_too_and_nothing_is_kept(in_threads):
    person, url = administrator(), reverse("list_category:add")
    form = {"name": "", "position": "0", tokens.FIELD: tokens.issue(person, url)}
    assert sent_eight_times(in_threads, person, url, form) == {(200, "")}
    assert not FormToken.objects.exists()
