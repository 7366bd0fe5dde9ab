"""Scaled images have an address of their own; nothing else that was uploaded has."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from portal.media import rendition


@pytest.fixture
def uploaded(settings, tmp_path):
    """Return a folder of uploads with one file of each sort."""
    settings.MEDIA_ROOT = tmp_path
    for name in ("images/small.png", "original_images/large.png", "documents/draft.pdf"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_bytes(b"what " + name.encode())
    return tmp_path


def ask(path: str):
    return rendition(RequestFactory().get("/"), path)


def test_a_scaled_image_is_handed_out_and_may_be_kept(uploaded):
    answer = ask("small.png")
    assert b"".join(answer.streaming_content) == b"what images/small.png"
    assert answer["Content-Type"] == "image/png"
    assert "max-age=604800" in answer["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["../documents/draft.pdf", "../original_images/large.png", "", "none.png", "\0", "a" * 5000],
)
def test_nothing_beside_the_scaled_images_is_handed_out(uploaded, path):
    with pytest.raises(Http404):
        ask(path)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/media/documents/draft.pdf",
        "/media/original_images/large.png",
        "/media/images/../documents/draft.pdf",
        "/media/images/%2e%2e/documents/draft.pdf",
        "/media/images/",
        "/media/images/%00",
        "/media/",
    ],
)
def test_other_uploads_have_no_address(client, uploaded, address):
    assert client.get(address).status_code == 404
