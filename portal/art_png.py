"""The pictures of `portal.art` as PNG files, for images that are stored or shown as icons."""

import io

from PIL import Image, ImageDraw

from portal import art

OVERSAMPLE = 2


def _mixed(colour: tuple[int, ...], ground: tuple[int, ...], strength: float) -> tuple[int, ...]:
    return tuple(
        round(c * strength + g * (1 - strength)) for c, g in zip(colour, ground, strict=True)
    )


def _draw(picture: art.Picture, size: tuple[int, int]) -> Image.Image:
    """The picture fills the size, cut at the longer side, as `slice` does in SVG."""
    width, height = size[0] * OVERSAMPLE, size[1] * OVERSAMPLE
    scale = max(width / picture.size[0], height / picture.size[1])
    left = (width - picture.size[0] * scale) / 2
    top = (height - picture.size[1] * scale) / 2
    ground = art.COLOURS[picture.ground]
    image = Image.new("RGB", (width, height), ground)
    pen = ImageDraw.Draw(image)
    for stroke in picture.strokes:
        points = [(left + x * scale, top + y * scale) for x, y in art.sampled(stroke.curve)]
        colour: tuple[int, ...] = ground
        if stroke.side != art.GROUND:
            colour = _mixed(art.COLOURS[stroke.side], ground, stroke.strength)
        pen.line(points, fill=colour, width=round(stroke.width * scale), joint="curve")
    return image.resize(size, Image.Resampling.LANCZOS)


def png(number: object, size: tuple[int, int] = (1200, 630)) -> bytes:
    """The picture of a record's number as the bytes of a PNG of that size in pixels."""
    return _png_bytes(_draw(art.compose(number), size))


def mark_png(size: int) -> bytes:
    """The mark, two linked rings on paper, as a square PNG (for the icons in static/portal/img)."""
    return _png_bytes(_draw(art.mark(), (size, size)))


def _png_bytes(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
