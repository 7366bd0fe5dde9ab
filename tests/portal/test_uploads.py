"""What is uploaded on the screens of files and pictures is what its name says."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from portal.models import PortalDocument, PortalImage
from tests.admin import client_of, editor, words

pytestmark = pytest.mark.django_db

OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64
PROGRAM = b"MZ\x90\x00" + b"\0" * 64


@pytest.fixture
def client():
    return client_of(editor())


def picture() -> bytes:
    kept = io.BytesIO()
    Image.effect_noise((64, 48), 64).save(kept, "PNG")
    return kept.getvalue()


def upload(client, what: str, name: str, content: bytes, **more):
    file = SimpleUploadedFile(name, content)
    data = {"title": "上传", "collection": Collection.get_first_root_node().pk, "file": file}
    return client.post(reverse(f"wagtail{what}:add"), data | more)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.DOC", OFFICE),
        ("a.xlsx", b"PK\x03\x04rest"),
        ("a.csv", "编号,名称".encode()),
        ("a.txt", "办法".encode("gb18030")),
    ],
)
def test_a_file_that_is_what_it_says_is_kept(client, name, content):
    upload(client, "docs", name, content)
    assert PortalDocument.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PROGRAM),
        ("a.docx", OFFICE),
        ("a.xls", b"PK\x03\x04rest"),
        ("a.txt", PROGRAM),
        ("a.csv", b"%PDF-1.7\n"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(client, name, content):
    response = upload(client, "docs", name, content, is_public="on")
    assert "文件内容与文件名的后缀不符" in words(response)
    assert not PortalDocument.objects.exists()


def test_a_picture_is_kept(client):
    upload(client, "images", "a.png", picture())
    kept = PortalImage.objects.get()
    assert (kept.width, kept.height) == (64, 48)


@pytest.mark.parametrize("kept", [20, 40, 120, -40])
def test_a_picture_that_breaks_off_is_refused_in_words(client, kept):
    response = upload(client, "images", "a.png", picture()[:kept])
    assert response.status_code == 200
    assert "请上传一张有效的图片" in words(response)
    assert not PortalImage.objects.exists()


def test_several_pictures_at_once_are_read_too(client):
    response = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "a", "files[]": SimpleUploadedFile("a.png", picture()[:-40])},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert response.json()["success"] is False
