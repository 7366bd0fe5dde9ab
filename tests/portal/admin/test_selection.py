"""Nobody is told the name of a row by choosing it for an act on many."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from tests.admin import administrator, client_of, editor, words
from tests.factories import AdministratorFactory, FundEntryFactory, UserFactory
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import story

pytestmark = pytest.mark.django_db

ACTIONS = {
    "portal/portaldocument": ("delete", "add_tags", "add_to_collection"),
    "portal/portalimage": ("delete", "add_tags", "add_to_collection"),
    "wagtailcore/page": ("delete", "move", "publish", "unpublish"),
}


def addresses(model: str, asked: str) -> list[str]:
    app, name = model.split("/")
    return [
        f"{reverse('wagtail_bulk_action', args=[app, name, action])}?{asked}"
        for action in ACTIONS[model]
    ]


def statuses(client, model: str, asked: str, secret: str = "") -> set[int]:
    """What all actions answer, read and sent; none of them says the secret."""
    answers = [
        getattr(client, method)(url)
        for url in addresses(model, asked)
        for method in ("get", "post")
    ]
    assert not secret or not [answer for answer in answers if secret in words(answer)]
    return {answer.status_code for answer in answers}


@pytest.fixture
def evidence():
    document = DocumentFactory(title="雀火零一")
    FundEntryFactory(evidence=document)
    return document


@pytest.mark.parametrize("who", [editor, administrator, AdministratorFactory])
def test_evidence_is_not_named_to_anybody(evidence, who):
    client, other = client_of(who()), DocumentFactory()
    for asked in (f"id={evidence.pk}", f"id={other.pk}&id={evidence.pk}"):
        assert statuses(client, "portal/portaldocument", asked, "雀火零一") == {404}
    assert statuses(client, "portal/portaldocument", "id=all", "雀火零一") >= {200, 302}


def test_files_of_a_folder_of_others_are_not_named(page_worker):
    user, _, own = page_worker
    client = client_of(user)
    for model, make in (
        ("portal/portaldocument", DocumentFactory),
        ("portal/portalimage", ImageFactory),
    ):
        foreign, mine = make(title="雀火零二"), make(collection=own)
        assert statuses(client, model, f"id={foreign.pk}", "雀火零二") == {404}
        assert 200 in statuses(client, model, f"id={mine.pk}")


def test_pages_that_nobody_showed_the_person_are_not_named(page_worker):
    user, mine, _ = page_worker
    client = client_of(user)
    foreign = story("雀火零三", slug="foreign", live=False)
    assert statuses(client, "wagtailcore/page", f"id={foreign.pk}", "雀火零三") == {404}
    assert 200 in statuses(client, "wagtailcore/page", f"id={mine.pk}")
    root = Page.get_first_root_node()
    for asked in ("id=all", f"id=all&childOf={root.pk}"):
        assert statuses(client, "wagtailcore/page", asked, "雀火零三") == {404}


def test_what_may_be_chosen_is_still_acted_on():
    documents = [DocumentFactory(), DocumentFactory()]
    asked = "&".join(f"id={document.pk}" for document in documents)
    client = client_of(editor())
    assert client.post(addresses("portal/portaldocument", asked)[0]).status_code == 302
    assert not type(documents[0]).objects.filter(pk__in=[d.pk for d in documents]).exists()


@pytest.mark.parametrize("asked", ["id=987654321", "id=all&childOf=987654321"])
def test_what_is_not_there_answers_as_what_is_foreign(asked):
    assert statuses(client_of(AdministratorFactory()), "wagtailcore/page", asked) == {404}


def test_a_model_that_is_none_is_not_found():
    url = reverse("wagtail_bulk_action", args=["no", "such", "delete"])
    assert client_of(AdministratorFactory()).get(f"{url}?id=1").status_code == 404


def test_accounts_are_chosen_as_before():
    person = UserFactory()
    url = reverse("wagtail_bulk_action", args=["portal", "user", "set_active_state"])
    assert client_of(administrator()).get(f"{url}?id={person.pk}").status_code == 200


def test_it_costs_the_same_at_one_and_three_rows():
    client, documents = client_of(editor()), [DocumentFactory() for _ in range(3)]
    url = addresses("portal/portaldocument", "")[1]
    counts = []
    for chosen in (documents[:1], documents[:1], documents):
        with CaptureQueriesContext(connection) as queries:
            client.get(url + "&".join(f"id={document.pk}" for document in chosen))
        counts.append(sum("portal_portaldocument" in q["sql"] for q in queries))
    assert counts[1] <= counts[2] <= counts[1] + 2 * 2  # Wagtail itself asks once a row
