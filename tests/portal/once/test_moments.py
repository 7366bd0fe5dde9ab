"""Files put in by scripts, several at once or inside a chooser, are put in once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from portal.models import FormToken, PortalDocument, PortalImage
from portal.once.moments import JUST_PUT_IN, MOMENT
from tests.admin import client_of
from tests.factories import AdministratorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return client_of(AdministratorFactory())


def picture(size: tuple[int, int] = (64, 48)):
    content = get_test_image_file(size=size).file.getvalue()
    return SimpleUploadedFile("a.png", content, "image/png")


def paper(content: bytes = b"%PDF-1.7"):
    return SimpleUploadedFile("a.pdf", content, "application/pdf")


def in_a_chooser(kind: str, file) -> dict:
    root = Collection.get_first_root_node().pk
    prefix = f"{kind}-chooser-upload"
    return {f"{prefix}-title": "一件", f"{prefix}-collection": root, f"{prefix}-file": file}


def among_several(_kind: str, file) -> dict:
    return {"title": "一件", "collection": Collection.get_first_root_node().pk, "files[]": file}


WAYS = {
    "wagtailimages_chooser:create": (PortalImage, "image", picture, in_a_chooser),
    "wagtaildocs_chooser:create": (PortalDocument, "document", paper, in_a_chooser),
    "wagtailimages:add_multiple": (PortalImage, "image", picture, among_several),
    "wagtaildocs:add_multiple": (PortalDocument, "document", paper, among_several),
}


def send(client, name: str, file=None, question: str = ""):
    _, kind, filed, fill_in = WAYS[name]
    ajax = {"x-requested-with": "XMLHttpRequest"}
    return client.post(reverse(name) + question, fill_in(kind, file or filed()), headers=ajax)


@pytest.mark.parametrize("name", WAYS)
def test_the_same_file_sent_twice_is_put_in_once(client, name):
    model = WAYS[name][0]
    first, again = send(client, name), send(client, name)
    assert first.status_code == 200
    assert model.objects.count() == 1, first.content.decode()
    if "chooser" in name:
        assert client.get(again.url).json() == first.json()
    else:
        assert again.json() == {"success": False, "error_message": JUST_PUT_IN}


@pytest.mark.parametrize("name", WAYS)
def test_another_file_of_the_same_name_is_put_in(client, name):
    model = WAYS[name][0]
    other = picture((80, 60)) if model is PortalImage else paper(b"%PDF-1.8")
    send(client, name)
    send(client, name, other)
    assert model.objects.count() == 2


def test_after_a_minute_it_is_meant(client):
    send(client, "wagtaildocs:add_multiple")
    FormToken.objects.update(used_at=timezone.now() - MOMENT - timedelta(seconds=1))
    send(client, "wagtaildocs:add_multiple")
    assert PortalDocument.objects.count() == 2


@pytest.mark.parametrize("name", WAYS)
def test_what_was_deleted_since_may_be_put_in_again(client, name):
    model = WAYS[name][0]
    send(client, name)
    model.objects.all().delete()
    assert send(client, name).status_code == 200
    assert model.objects.count() == 1


def test_another_person_may_put_in_the_same(client):
    send(client, "wagtaildocs:add_multiple")
    send(client_of(AdministratorFactory()), "wagtaildocs:add_multiple")
    assert PortalDocument.objects.count() == 2


def test_a_file_that_was_refused_may_be_sent_again(client):
    for _ in range(2):
        refused = send(client, "wagtailimages:add_multiple", SimpleUploadedFile("a.png", b"no"))
        assert refused.json()["success"] is False
        assert refused.json()["error_message"] != JUST_PUT_IN
    assert not FormToken.objects.exists()


def test_a_chooser_of_several_is_answered_in_its_own_form(client):
    first = send(client, "wagtaildocs_chooser:create", question="?multiple=1")
    again = send(client, "wagtaildocs_chooser:create", question="?multiple=1")
    assert client.get(again.url).json() == first.json()
    assert isinstance(first.json()["result"], list)


def test_a_chooser_that_asks_for_a_format_makes_one(client):
    for _ in range(2):
        send(client, "wagtailimages_chooser:create", question="?select_format=true")
    assert PortalImage.objects.count() == 1


@pytest.mark.postgresql
def test_a_question_too_long_to_be_kept_stops_nothing(client):
    question = f"?x={'a' * 600}"
    first = send(client, "wagtaildocs_chooser:create", question=question)
    again = send(client, "wagtaildocs_chooser:create", question=question)
    assert first.json()["step"] == "chosen"
    assert again.json()["error_message"] == JUST_PUT_IN
    assert PortalDocument.objects.count() == 1
