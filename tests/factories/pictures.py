"""Picture files as people hand them in: from phones, with notes on place and device, and worse."""

import io
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, PngImagePlugin

#: Words hidden in every corner of a file; none may be found in what is kept.
CANARY = "CANARY-32.0603N"


def noted(orientation: int = 6) -> bytes:
    """EXIF as a phone writes it: how it was held, whose device, where on earth."""
    notes = Image.Exif()
    notes[0x0112] = orientation
    notes[0x010F] = CANARY
    place = notes.get_ifd(0x8825)
    place[1], place[2] = "N", (32.0, 3.0, 37.0)
    place[27] = CANARY.encode()
    return notes.tobytes()


def marked(size: tuple[int, int] = (80, 60), mode: str = "RGB") -> Image.Image:
    """White, red where the camera's upper left is: after a turn one sees where it went."""
    image = Image.new("RGB", size, "white")
    image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def picture_bytes(kind: str, image: Image.Image | None = None, **how: Any) -> bytes:
    """The bytes of a picture, the marked one if none is named."""
    if kind == "HEIF":  # its encoder takes its time otherwise
        how["enc_params"] = {"preset": "ultrafast"}
    content = io.BytesIO()
    (image or marked()).save(content, kind, **how)
    return content.getvalue()


def talkative(kind: str, image: Image.Image | None = None, orientation: int = 6) -> bytes:
    """A picture that says all it can about its owner."""
    how: dict[str, Any] = {"exif": noted(orientation)}
    if kind == "PNG":
        how["pnginfo"] = PngImagePlugin.PngInfo()
        how["pnginfo"].add_itxt("XML:com.adobe.xmp", CANARY)
        how["pnginfo"].add_text("Comment", CANARY)
    elif kind == "GIF":
        how = {"comment": CANARY.encode()}
    elif kind == "JPEG":
        how["comment"] = CANARY.encode()
    if kind in ("JPEG", "WEBP", "AVIF", "HEIF"):
        how["xmp"] = f"<x:xmpmeta>{CANARY}</x:xmpmeta>".encode()
    if kind != "GIF":
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
        how["icc_profile"] = profile.tobytes()
    return picture_bytes(kind, image, **how)


def padded(picture: bytes, size: int) -> bytes:
    """A HEIC made larger by a box that readers pass over."""
    filling = size - len(picture)
    return picture + struct.pack(">I4s", filling, b"free") + CANARY.encode().ljust(filling - 8)


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it holds so many points."""
    whole = picture_bytes("PNG", Image.new("L", (1, 1)))
    header = b"IHDR" + struct.pack(">II", width, height) + whole[24:29]
    return whole[:12] + header + struct.pack(">I", zlib.crc32(header)) + whole[33:]
