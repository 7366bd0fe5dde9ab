"""What is uploaded on the screens of files and pictures is what its name says."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection
from wagtail.utils.file import hash_filelike

from portal.models import PortalDocument, PortalImage
from portal.uploads import check_name
from tests.admin import client_of, editor, words
from tests.factories import DocumentFactory, ImageFactory
from tests.factories.books import workbook
from tests.factories.papers import pdf
from tests.factories.pictures import CANARY, bomb, talkative

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
        ("a.xlsx", workbook("名称").getvalue()),
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
        ("a.csv", OFFICE),
        ("a.txt", PROGRAM),
        ("a.csv", b"%PDF-1.7\n"),
    ],
)
def test_a_file_that_is_something_else_is_refused_in_words(client, name, content):
    response = upload(client, "docs", name, content, is_public="on")
    assert "文件内容与文件名的后缀不符" in words(response)
    assert not PortalDocument.objects.exists()


def several(client, name: str, content: bytes) -> str:
    """What is said of a file on the screen that takes several."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(reverse("wagtaildocs:add_multiple"), {"title": "a", "files[]": file})
    return str(answer.json().get("error_message"))


@pytest.mark.parametrize("name", ["a.xls", "a.DOC", "a.ppt"])
def test_old_office_files_are_refused_with_the_way_out(client, name):
    assert "请另存为 xlsx、docx 或 pptx 后上传" in words(upload(client, "docs", name, OFFICE))
    assert "请另存为 xlsx、docx 或 pptx 后上传" in several(client, name, OFFICE)
    assert not PortalDocument.objects.exists()


def stored(name: str, content: bytes, **fields) -> PortalDocument:
    """A document that was stored before files of its kind were refused."""
    return DocumentFactory(file=SimpleUploadedFile(name, content), **fields)


def change(client, document, **more):
    data = {"title": "换过的", "collection": document.collection_id, "tags": ""}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data | more)


def test_an_old_office_file_that_is_stored_stays_and_can_be_renamed(client):
    kept = stored("a.xls", OFFICE)
    assert change(client, kept).status_code == 302
    kept.refresh_from_db()
    assert kept.title == "换过的"
    served = client.get(kept.url)
    assert b"".join(served.streaming_content) == OFFICE


def test_an_old_office_file_does_not_become_public(client):
    kept = stored("a.xls", OFFICE)
    assert "请另存为" in words(change(client, kept, is_public="on"))
    kept.refresh_from_db()
    assert not kept.is_public


def test_a_pdf_is_read_before_it_is_kept(client):
    held = upload(client, "docs", "a.pdf", pdf("Call 13800138000"))
    assert "<mark>138******00</mark>" in words(held)
    assert not PortalDocument.objects.exists()


@pytest.mark.parametrize("content", [pdf(None), pdf("a", None), b"%PDF-1.7\nrest"])
def test_a_pdf_that_cannot_be_read_is_kept_but_not_public(client, content):
    assert "不能对外公开" in words(upload(client, "docs", "a.pdf", content, is_public="on"))
    assert not PortalDocument.objects.exists()
    upload(client, "docs", "a.pdf", content)
    kept = PortalDocument.objects.get()
    assert not kept.is_public
    assert "不能对外公开" in words(change(client, kept, is_public="on"))
    kept.refresh_from_db()
    assert not kept.is_public
    assert change(client, kept).status_code == 302


def test_a_pdf_with_its_words_becomes_public(client):
    upload(client, "docs", "a.pdf", pdf("Report"), is_public="on")
    assert PortalDocument.objects.get().is_public
    kept = stored("b.pdf", pdf("Report"))
    assert change(client, kept, is_public="on").status_code == 302
    kept.refresh_from_db()
    assert kept.is_public


def test_what_is_stored_is_looked_through_when_it_becomes_public(client):
    kept = stored("a.xlsx", workbook("13800138000").getvalue())
    assert change(client, kept).status_code == 302
    assert "<mark>138******00</mark>" in words(change(client, kept, is_public="on"))


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


def by_adding(client, name: str, content: bytes) -> None:
    upload(client, "images", name, content)


def by_adding_several(client, name: str, content: bytes) -> None:
    client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "a", "files[]": SimpleUploadedFile(name, content)},
        headers={"x-requested-with": "XMLHttpRequest"},
    )


def by_the_chooser(client, name: str, content: bytes) -> None:
    root = Collection.get_first_root_node().pk
    data = {"title": "上传", "collection": root, "file": SimpleUploadedFile(name, content)}
    prefixed = {f"image-chooser-upload-{field}": value for field, value in data.items()}
    client.post(reverse("wagtailimages_chooser:create"), prefixed)


def by_replacing(client, name: str, content: bytes) -> None:
    image = PortalImage.objects.first() or ImageFactory()
    data = {"title": "换过的", "collection": image.collection_id}
    file = SimpleUploadedFile(name, content)
    client.post(reverse("wagtailimages:edit", args=[image.pk]), data | {"file": file})


def by_completing(client, name: str, content: bytes) -> None:
    """Several at once, one of which lacks something: it waits, and is completed."""
    file = SimpleUploadedFile(name, content)
    answer = client.post(
        reverse("wagtailimages:add_multiple"),
        {"title": "长" * 300, "files[]": file},
        headers={"x-requested-with": "XMLHttpRequest"},
    ).json()
    if not answer["success"]:
        return
    waiting = answer["uploaded_file_id"]
    data = {"title": "现场", "collection": Collection.get_first_root_node().pk}
    answer = client.post(
        reverse("wagtailimages:create_multiple_from_uploaded_image", args=[waiting]),
        {f"uploaded-image-{waiting}-{field}": value for field, value in data.items()},
        headers={"x-requested-with": "XMLHttpRequest"},
    )
    assert answer.json()["success"], answer.json()


WAYS_IN = [by_adding, by_adding_several, by_the_chooser, by_replacing, by_completing]


@pytest.mark.parametrize("way_in", WAYS_IN)
def test_every_way_in_keeps_nothing_but_the_points(client, way_in):
    way_in(client, "IMG_2034.HEIC", talkative("HEIF"))
    image = PortalImage.objects.get()
    with image.file.open() as stored:
        whole = stored.read()
    assert CANARY.encode() not in whole
    assert (image.width, image.height) == (60, 80)
    assert (image.file_size, image.file_hash) == (len(whole), hash_filelike(io.BytesIO(whole)))
    assert image.file.name.endswith(".jpg")


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", bomb(60_000, 60_000)),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("a.jpg", talkative("PNG")),
        ("a.jpg", talkative("JPEG")[:-900]),
        ("a.png", b""),
    ],
)
def test_no_way_in_takes_what_is_no_picture(client, way_in, name, content):
    way_in(client, name, content)
    for image in PortalImage.objects.all():  # the one that was to be replaced
        assert (image.title[:4], image.width) == ("现场图片", 64)
    assert PortalImage.objects.count() == (1 if way_in is by_replacing else 0)


def test_a_picture_handed_in_is_told_what_is_wrong_with_it(client):
    assert "6000 万像素" in words(upload(client, "images", "a.png", bomb(60_000, 60_000)))
    assert "只能上传 JPG" in words(upload(client, "images", "a.svg", b"<svg/>"))


@pytest.mark.parametrize("name", ["费用\u202efdp.exe", "a\x00.pdf", "a\u200b.pdf"])
def test_a_name_with_signs_that_cannot_be_seen_is_refused(name):
    with pytest.raises(ValidationError, match="看不见的字符"):
        check_name(name)
    check_name("费用（2024 年）.pdf")
