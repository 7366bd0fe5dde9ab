"""What is kept of a picture that is uploaded: drawn afresh, turned upright, and nothing besides.

A photo from a phone says where and when it was taken and by whose device, and may carry a second
file behind its end. None of that survives, as only the points are copied. Every way in leads
through `redrawn`: forms by their field, code by the field of the model.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from PIL import ExifTags, Image, ImageCms
from pillow_heif import register_heif_opener

register_heif_opener()

#: Formats as Pillow calls them, by the ending of a name.
FORMATS = {
    "jpg": "JPEG",
    "jpeg": "JPEG",
    "png": "PNG",
    "webp": "WEBP",
    "avif": "AVIF",
    "gif": "GIF",
    "heic": "HEIF",
    "heif": "HEIF",
}
#: The longest side of what is kept; no page shows more, with room for dense screens.
LONGEST = 2560
QUALITY = 85
#: Drawings without loss stay without loss up to this many points: marks, charts, patterns.
_SMALL = 1_000_000
_DRAWN = ("PNG", "GIF")
_PLAIN = ("L", "RGB", "RGBA", "CMYK")
#: How to undo each orientation a camera notes.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: What Pillow raises for files that break off or were never pictures.
_BROKEN = (OSError, SyntaxError, ValueError, TypeError, LookupError, RuntimeError, EOFError)


class Picture(ContentFile):
    """A picture as it is kept. Only `redrawn` makes one, so that it is not drawn twice."""


class NotAPicture(ValidationError):
    """The file is no picture that is accepted; the message says why."""


def redrawn(
    file: File, name: str | None = None, *, longest: int = LONGEST, quality: int = QUALITY
) -> Picture:
    """The picture in `file`, upright, at most `longest` points a side, in sRGB, without metadata.

    A moving picture keeps its first frame. Raises NotAPicture when the file is empty, too large,
    of another kind than its name says, broken off, or would unpack to too many points.
    """
    if isinstance(file, Picture):
        return file
    name = name or file.name or ""
    with _opened(file, name) as image:
        drawn = _plain(image)
        drawn.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        drawn = _in_srgb(_upright(drawn, image), image.info.get("icc_profile"))
        ending, content = _encoded(drawn, str(image.format), quality)
    return Picture(content, name=f"{PurePath(name).stem}.{ending}")


@contextmanager
def _opened(file: File, name: str) -> Iterator[Image.Image]:
    """The picture, its points not yet unpacked; what fails while it is read is put in words."""
    promised = _promised(file, name)
    try:
        file.seek(0)
        with Image.open(file, formats=sorted(set(FORMATS.values()))) as image:
            # Several pictures in one, as phones write them, are called MPO.
            if image.format not in (promised, "MPO" if promised == "JPEG" else promised):
                raise NotAPicture("图片的内容与文件名的后缀不符，请检查后重新上传。")
            if image.width * image.height > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
                raise _too_many_points()
            yield image
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_points() from error
    except _BROKEN as error:
        message = "图片无法读取，可能已损坏或没有传完。请上传一张有效的图片。"
        raise NotAPicture(message, code="invalid_image") from error


def _promised(file: File, name: str) -> str:
    """The format that the ending of the name promises."""
    if not file.size:
        raise NotAPicture("图片文件是空的，请重新选择。")
    megabytes = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE // settings.MEGABYTE
    if file.size > settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE:
        raise NotAPicture(f"图片不能超过 {megabytes} MB，请压缩后上传。")
    promised = FORMATS.get(PurePath(name).suffix.lower().lstrip("."))
    if promised is None:
        raise NotAPicture("只能上传 JPG、PNG、WebP、AVIF、GIF 或 HEIC 格式的图片。")
    return promised


def _too_many_points() -> NotAPicture:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 10_000
    return NotAPicture(f"图片超过 {most} 万像素，请缩小后上传。", code="too_many_points")


def _plain(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be scaled."""
    if image.mode.startswith(("I", "F")):  # sixteen bits and more a point
        return image.convert("F").point(lambda value: value / 257).convert("L")
    if image.mode in _PLAIN:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _upright(drawn: Image.Image, source: Image.Image) -> Image.Image:
    """Turned as the camera noted; a note that cannot be read leaves the picture as it is."""
    try:
        noted = source.getexif().get(ExifTags.Base.Orientation)
    except _BROKEN:
        return drawn
    turn = _UPRIGHT.get(noted) if isinstance(noted, int) else None
    return drawn if turn is None else drawn.transpose(turn)


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as every screen shows them; grey stays grey."""
    if image.mode == "L":
        return image
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    colours = _translated(image.convert("RGB") if alpha else image, profile)
    if alpha and alpha.getextrema() != (255, 255):
        colours.putalpha(alpha)
    return colours


def _translated(image: Image.Image, profile: bytes | None) -> Image.Image:
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        screen = ImageCms.createProfile("sRGB")
        translated = ImageCms.profileToProfile(image, source, screen, outputMode="RGB")
    except (ImageCms.PyCMSError, *_BROKEN):  # a profile that cannot be read, or does not fit
        translated = None
    return translated or image.convert("RGB")


def _encoded(image: Image.Image, source: str, quality: int) -> tuple[str, bytes]:
    """Ending and bytes. Transparent pictures and small drawings are PNG, all else is JPEG."""
    image.info.clear()  # Pillow would write comments and profiles from there
    content = io.BytesIO()
    small = source in _DRAWN and image.width * image.height <= _SMALL
    if image.mode == "RGBA" or small:
        image.save(content, "PNG")
        return "png", content.getvalue()
    image.save(content, "JPEG", quality=quality, optimize=True, progressive=True)
    return "jpg", content.getvalue()
