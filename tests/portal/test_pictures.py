"""What is kept of a picture: its points, upright, and nothing it says about its owner."""

import io

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from portal.models import PortalImage
from portal.pictures import LONGEST, NotAPicture, redrawn
from tests.factories.pictures import (
    CANARY,
    bomb,
    marked,
    noted,
    padded,
    picture_bytes,
    talkative,
)

MEGABYTE = 1024 * 1024
#: Where the red quarter goes, by what the camera noted: left or right, top or bottom.
CORNERS = {
    1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1),
}  # fmt: skip


def kept(content: bytes, name: str) -> Image.Image:
    """The picture as it would be stored."""
    return Image.open(redrawn(ContentFile(content, name=name)))


def red_corner(image: Image.Image) -> list[tuple[int, int]]:
    """The quarters of the picture that are red."""
    points, (width, height) = image.convert("RGB"), image.size
    quarters = {
        (x, y): points.getpixel((width * (1 + 2 * x) // 4, height * (1 + 2 * y) // 4))
        for x in (0, 1)
        for y in (0, 1)
    }
    return [place for place, (red, green, _) in quarters.items() if red > 200 and green < 60]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_photo_stands_upright(kind, orientation):
    ending = {"JPEG": "jpg", "HEIF": "heic"}.get(kind, kind.lower())
    shown = kept(picture_bytes(kind, exif=noted(orientation)), f"a.{ending}")
    assert red_corner(shown) == [CORNERS[orientation]]
    assert shown.size == ((60, 80) if orientation in (6, 8) else (80, 60))


@pytest.mark.parametrize("orientation", CORNERS)
def test_every_way_a_camera_is_held_is_undone(orientation):
    shown = kept(picture_bytes("PNG", exif=noted(orientation)), "a.png")
    assert red_corner(shown) == [CORNERS[orientation]]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("JPEG", "a.jpg"),
        ("JPEG", "a.JPEG"),
        ("PNG", "a.png"),
        ("WEBP", "a.webp"),
        ("AVIF", "a.avif"),
        ("HEIF", "a.heic"),
        ("HEIF", "a.HEIF"),
        ("GIF", "a.gif"),
    ],
)
def test_nothing_but_the_points_is_kept(kind, name):
    said = talkative(kind)
    assert CANARY.encode() in said
    drawn = redrawn(ContentFile(said, name=name))
    whole = drawn.read()
    shown = Image.open(io.BytesIO(whole))
    assert CANARY.encode() not in whole
    assert not shown.getexif()
    assert {"exif", "xmp", "icc_profile", "comment", "photoshop"}.isdisjoint(shown.info)
    assert drawn.name == ("a.png" if kind in ("PNG", "GIF") else "a.jpg")


def test_what_follows_the_end_of_a_picture_is_cut_off():
    hidden = b"PK\x03\x04<script>" + CANARY.encode()
    assert (
        CANARY.encode()
        not in redrawn(ContentFile(picture_bytes("JPEG") + hidden, name="a.jpg")).read()
    )


def test_a_large_photo_from_a_phone_comes_out_small_and_clean():
    photo = padded(talkative("HEIF", marked((4032, 3024))), 12 * MEGABYTE)
    drawn = redrawn(ContentFile(photo, name="IMG_2034.HEIC"))
    whole = drawn.read()
    shown = Image.open(io.BytesIO(whole))
    assert (drawn.name, shown.format, shown.size) == ("IMG_2034.jpg", "JPEG", (1920, LONGEST))
    assert red_corner(shown) == [CORNERS[6]]
    assert len(whole) < MEGABYTE
    assert CANARY.encode() not in whole


def test_a_small_picture_is_not_made_larger():
    assert kept(picture_bytes("JPEG"), "a.jpg").size == (80, 60)


def test_colours_of_a_wide_screen_are_brought_to_those_of_every_screen():
    swapped = picture_bytes(
        "JPEG", Image.new("RGB", (8, 8), (200, 30, 30)), icc_profile=_dull_profile(), quality=100
    )
    red, green, _ = kept(swapped, "a.jpg").getpixel((4, 4))
    assert abs(red - 200) + abs(green - 30) > 8
    unreadable = picture_bytes(
        "JPEG", Image.new("RGB", (8, 8), (200, 30, 30)), icc_profile=b"none", quality=100
    )
    red, green, _ = kept(unreadable, "a.jpg").getpixel((4, 4))
    assert abs(red - 200) + abs(green - 30) < 8


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_a_drawing_of_any_mode_is_kept_as_it_looks(mode):
    shown = kept(picture_bytes("PNG", marked(mode=mode) if mode != "I;16" else _grey()), "a.png")
    corner, far = (shown.convert("L").getpixel(at) for at in ((5, 5), (75, 55)))
    assert shown.format == "PNG"
    assert far > 240
    assert corner < 150


def test_a_transparent_picture_stays_transparent_and_an_opaque_one_becomes_a_photo():
    clear = Image.new("RGBA", (1200, 1200), (255, 0, 0, 0))
    shown = kept(picture_bytes("WEBP", clear), "a.webp")
    assert (shown.format, shown.getpixel((5, 5))[3]) == ("PNG", 0)
    assert (
        kept(picture_bytes("PNG", clear.convert("RGB").convert("RGBA")), "a.png").format == "JPEG"
    )


def test_of_a_moving_picture_the_first_frame_is_kept():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    moving = picture_bytes("GIF", frames[0], save_all=True, append_images=frames[1:])
    shown = kept(moving, "a.gif")
    assert (shown.format, shown.convert("RGB").getpixel((4, 4))) == ("PNG", (255, 0, 0))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.jpg", b"", "是空的"),
        ("a.jpg", b"\xff\xd8\xff" + b"0" * 15 * MEGABYTE, "不能超过 15 MB"),
        ("a.svg", SVG, "只能上传"),
        ("a.tiff", picture_bytes("TIFF"), "只能上传"),
        ("a", picture_bytes("PNG"), "只能上传"),
        ("a.png", SVG, "无法读取"),
        ("a.png", b"MZ\x90\x00" + b"0" * 64, "无法读取"),
        ("a.png", picture_bytes("TIFF"), "无法读取"),
        ("a.jpg", picture_bytes("PNG"), "不符"),
        ("a.gif", picture_bytes("JPEG"), "不符"),
        ("a.heic", picture_bytes("AVIF"), "不符"),
        ("a.jpg", b"\xff\xd8\xff<script>", "无法读取"),
        ("a.png", bomb(60_001, 1_000), "6000 万像素"),
        ("a.png", bomb(100_000, 100_000), "6000 万像素"),
        ("a.png", bomb(0, 0), "无法读取"),
    ],
)
def test_what_is_no_picture_is_refused_in_words(name, content, words):
    with pytest.raises(NotAPicture) as refused:
        redrawn(ContentFile(content, name=name))
    assert words in refused.value.message


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF", "HEIF", "GIF"])
def test_a_picture_that_breaks_off_is_refused(kind):
    ending = {"JPEG": "jpg", "HEIF": "heic"}.get(kind, kind.lower())
    noise = Image.effect_noise((200, 200), 64).convert("RGB")
    whole = picture_bytes(kind, noise)
    for part in (len(whole) // 2, 40):
        with pytest.raises(NotAPicture):
            redrawn(ContentFile(whole[:part], name=f"a.{ending}"))


@pytest.mark.django_db
def test_a_picture_saved_by_code_is_drawn_afresh_too():
    photo = ContentFile(talkative("JPEG", marked((3000, 1000))), name="where-i-live.jpg")
    image = PortalImage.objects.create(title="现场", file=photo)
    with image.file.open() as stored:
        whole = stored.read()
    assert (image.width, image.height) == (853, LONGEST)
    assert (image.file_size, len(image.file_hash)) == (len(whole), 40)
    assert CANARY.encode() not in whole
    assert "where-i-live" not in image.file.name
    with pytest.raises(NotAPicture):
        PortalImage.objects.create(title="无", file=ContentFile(SVG, name="a.svg"))
    assert PortalImage.objects.count() == 1


def _grey() -> Image.Image:
    grey = Image.new("I;16", (80, 60), 65535)
    for x in range(40):
        for y in range(30):
            grey.putpixel((x, y), 257 * 40)
    return grey


def _dull_profile() -> bytes:
    """A profile whose numbers mean other colours than sRGB's: its red and green are swapped."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")
