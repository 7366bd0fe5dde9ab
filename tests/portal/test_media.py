"""Uploaded files by their own address: which there are, what they tell browsers, what they cost."""

import pytest
from django.core.cache import caches
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from portal.models import PortalRendition
from tests.admin import client_of, editor
from tests.factories import DocumentFactory, ImageFactory, pages

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def no_sizes_of_earlier_tests() -> None:
    caches["renditions"].clear()


@pytest.fixture
def logo():
    """A picture that everybody sees."""
    image = ImageFactory()
    pages.site_settings(logo=image)
    return image


@pytest.fixture
def secret():
    """A picture that no record holds."""
    return ImageFactory()


@pytest.fixture
def form():
    """A document that everybody may fetch."""
    document = DocumentFactory(file=ContentFile(b"%PDF-form", name="a.pdf"), is_public=True)
    pages.notice(body=[("documents", {"title": "附件", "documents": [document]})])
    return document


def size_of(image) -> PortalRendition:
    return image.get_rendition("width-30")


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_public_picture_may_be_kept_by_everybody_on_the_way(client, logo):
    answer = client.get(size_of(logo).url)
    assert answer["Cache-Control"] == "public, max-age=600"
    assert not answer.cookies
    assert not answer.has_header("Vary")


def test_with_a_session_a_public_picture_is_kept_by_the_browser_alone(logo):
    answer = client_of(editor()).get(size_of(logo).url)
    assert answer["Cache-Control"] == "private, max-age=600"


def test_a_public_picture_is_the_same_for_everybody(client, logo):
    for browser in (client, client_of(editor())):
        answer = browser.get(size_of(logo).url)
        assert body(answer) == size_of(logo).file.read()
        assert answer["Content-Type"] == "image/png"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_a_browser_that_has_a_public_picture_is_sent_no_bytes(client, logo):
    address = size_of(logo).url
    first = client.get(address)
    for header, value in (
        ("if-none-match", first["ETag"]),
        ("if-modified-since", first["Last-Modified"]),
    ):
        again = client.get(address, headers={header: value})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Cache-Control"] == "public, max-age=600"
    assert client.get(address, headers={"if-none-match": '"other"'}).status_code == 200


def test_a_private_picture_is_kept_by_nobody_on_the_way(client, secret):
    answer = client_of(editor()).get(size_of(secret).url)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer["Vary"]
    for tried in (client.get, client.head):
        refused = tried(size_of(secret).url, headers={"range": "bytes=0-3", "if-none-match": "*"})
        assert refused.status_code == 404


def test_a_picture_that_is_withdrawn_is_not_confirmed_to_who_has_it(client, logo):
    address = size_of(logo).url
    known = {"if-none-match": client.get(address)["ETag"]}
    pages.site_settings(logo=None)
    assert client.get(address, headers=known).status_code == 404


def test_a_public_file_costs_few_queries(client, logo, form):
    client.get(size_of(logo).url)  # content types are read once a process
    assert queries_of(client, size_of(logo).url) <= 2
    assert queries_of(client, form.url) <= 3
    for _ in range(3):
        pages.story(listing_image=logo)
    assert queries_of(client, size_of(logo).url) <= 2


def test_a_document_is_handed_out_by_its_key_and_name(client, form):
    answer = client.get(form.url)
    assert body(answer) == b"%PDF-form"
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "inline"
    assert answer["Cache-Control"] == "public, max-age=600"
    other = DocumentFactory()
    assert client.get(f"/documents/{other.pk}/{form.filename}").status_code == 404


def test_head_says_the_same_and_sends_nothing_and_nothing_is_written(client, logo):
    head = client.head(size_of(logo).url)
    assert (head.status_code, head["Cache-Control"]) == (200, "public, max-age=600")
    assert not body(head)
    assert client.post(size_of(logo).url).status_code == 405


def test_a_picture_whose_file_is_lost_is_not_found(client, logo):
    address = size_of(logo).url
    size_of(logo).file.storage.delete(size_of(logo).file.name)
    assert client.get(address).status_code == 404


def test_originals_and_sizes_nobody_made_have_no_address(logo, form):
    name = size_of(logo).file.name.removeprefix("images/")
    browser = client_of(editor())
    for address in (
        f"/media/{logo.file.name}",
        f"/media/{form.file.name}",
        f"/media/images/{name.replace('width-30', 'width-31')}",
        f"/media/images/{name}/",
        f"/media/images/../{logo.file.name}",
        f"/media/images/%2e%2e/{logo.file.name}",
        "/media/images/",
        "/media/images/%00",
        f"/media/images/{'a' * 5000}",
        "/media/",
        f"/images/signature/{logo.pk}/width-30/",
        f"/documents/{'9' * 40}/{form.filename}",
        f"/documents/{form.pk}/",
        f"/documents/{form.pk}/%00",
        "/documents/authenticate_with_password/1/",
    ):
        assert browser.get(address).status_code == 404, address


def test_no_size_of_a_picture_is_made_by_asking_for_it():
    with pytest.raises(NoReverseMatch):
        reverse("wagtailimages_serve", args=["signature", "1", "width-30"])


def test_a_web_server_in_front_is_told_which_bytes_to_send(client, logo, secret, form, settings):
    settings.MEDIA_ACCEL_PREFIX = "/protected/"
    answer = client.get(size_of(logo).url)
    assert answer["X-Accel-Redirect"] == f"/protected/{size_of(logo).file.name}"
    assert (answer.content, answer["Content-Type"]) == (b"", "image/png")
    assert answer["Cache-Control"] == "public, max-age=600"
    answer = client.get(form.url)
    assert answer["X-Accel-Redirect"] == f"/protected/{form.file.name}"
    refused = client.get(size_of(secret).url)
    assert (refused.status_code, refused.has_header("X-Accel-Redirect")) == (404, False)
    allowed = client_of(editor()).get(size_of(secret).url)
    assert allowed["X-Accel-Redirect"] == f"/protected/{size_of(secret).file.name}"
    assert allowed["Cache-Control"] == "private, no-store"


def test_the_screens_of_pictures_show_them(secret):
    browser = client_of(editor())
    for name, args in (
        ("wagtailimages:index", []),
        ("wagtailimages_chooser:choose", []),
        ("wagtailimages:edit", [secret.pk]),
    ):
        browser.get(reverse(name, args=args))
        made = PortalRendition.objects.filter(image=secret)
        assert made.exists()
        assert {browser.get(size.url).status_code for size in made} == {200}
        assert {Client().get(size.url).status_code for size in made} == {404}
