"""The admin's API knows the files a person works with, no evidence, and does nothing to pages."""

import pytest
from django.urls import reverse
from wagtail.models import Collection

from tests.admin import administrator, client_of, editor
from tests.factories import AdministratorFactory, FundEntryFactory
from tests.factories.media import DocumentFactory, ImageFactory
from tests.factories.pages import story

pytestmark = pytest.mark.django_db


def listed(client, kind: str, **asked) -> list[str]:
    """The titles of an answer. Raises AssertionError where it is none."""
    response = client.get(reverse(f"wagtailadmin_api:{kind}:listing"), asked)
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


@pytest.mark.parametrize("who", [editor, administrator, AdministratorFactory])
def test_evidence_is_not_in_the_api(who):
    client = client_of(who())
    evidence, other = DocumentFactory(title="凭证甲"), DocumentFactory(title="凭证乙")
    FundEntryFactory(evidence=evidence)
    assert listed(client, "documents") == ["凭证乙"]
    assert listed(client, "documents", search="凭证") == ["凭证乙"]
    for document, status in ((evidence, 404), (other, 200)):
        url = reverse("wagtailadmin_api:documents:detail", args=[document.pk])
        assert client.get(url).status_code == status
        url = reverse("wagtailadmin_api:documents:find")
        assert client.get(url, {"id": document.pk}).status_code == (302 if status == 200 else 404)


def test_pictures_are_listed_and_found():
    ImageFactory(title="现场甲")
    client = client_of(editor())
    assert listed(client, "images") == ["现场甲"]
    assert listed(client, "images", search="现场") == ["现场甲"]


def test_files_of_a_folder_the_person_has_no_right_in_are_not_listed(page_worker):
    user, _, own = page_worker
    client = client_of(user)
    for kind, make in (("documents", DocumentFactory), ("images", ImageFactory)):
        make(title="别处的", collection=Collection.get_first_root_node())
        make(title="自己的", collection=own)
        assert listed(client, kind) == ["自己的"]


ACTS = (
    "convert_alias", "copy", "copy_for_translation", "create_alias", "delete", "move", "publish",
    "revert_to_page_revision", "unpublish",
)  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", [editor, administrator, AdministratorFactory])
def test_nothing_is_done_to_a_page_past_the_screens(who, act):
    page = story("共建故事", live=False)
    client = client_of(who())
    url = reverse("wagtailadmin_api:pages:action", args=[page.pk, act])
    assert client.post(url, {}, "application/json").status_code == 404
    page.refresh_from_db()
    assert (page.live, page.title) == (False, "共建故事")
    assert client.get(reverse("wagtailadmin_api:pages:detail", args=[page.pk])).status_code == 200
