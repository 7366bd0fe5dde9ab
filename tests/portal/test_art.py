"""Generated pictures: the same for the same number, made of the two strands, safe to inline."""

import io
import re

import pytest
from PIL import Image

from portal import art, art_png

NUMBERS = [f"XM-2024-{i:06d}" for i in range(24)]


def test_a_number_always_gives_the_same_picture():
    art.svg.cache_clear()
    first = art.svg("XM-2024-000001")
    art.svg.cache_clear()
    assert art.svg("XM-2024-000001") == first


def test_numbers_give_different_pictures():
    assert len({art.svg(number) for number in NUMBERS}) == len(NUMBERS)


def test_all_families_occur():
    found = {art.seed_of(number) % len(art.FAMILIES) for number in NUMBERS}
    assert found == set(range(len(art.FAMILIES)))


@pytest.mark.parametrize("number", NUMBERS[:8])
def test_both_strands_are_in_every_picture(number):
    sides = {stroke.side for stroke in art.compose(number).strokes}
    assert {art.UNIT, art.PLACE} <= sides


@pytest.mark.parametrize("number", ["<script>", '"onload="x', "京", "", "x" * 10_000])
def test_odd_numbers_leave_no_trace_in_the_markup(number):
    markup = art.svg(number)
    assert re.fullmatch(r'[\w\s<>="/.\-]+', markup)
    assert "script" not in markup
    assert "style" not in markup


def test_a_picture_stays_light_enough_for_a_list():
    sizes = [len(art.svg(number)) for number in NUMBERS]
    assert max(sizes) < 14_000


def test_curves_are_whole_cubic_pieces():
    for number in NUMBERS:
        assert all(len(stroke.curve) % 3 == 1 for stroke in art.compose(number).strokes)


def test_an_arc_stays_on_its_circle():
    points = art.sampled(art.arc((10, 20), 50, 0.3, 5.9))
    radii = [((x - 10) ** 2 + (y - 20) ** 2) ** 0.5 for x, y in points]
    assert max(abs(radius - 50) for radius in radii) < 0.05


def test_the_stored_picture_has_its_size_and_both_colours():
    data = art_png.png("XM-2024-000003", (300, 160))
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.size) == ("PNG", (300, 160))
    assert data == art_png.png("XM-2024-000003", (300, 160))
    reds = sum(1 for r, g, b in image.get_flattened_data() if r > g + 60 and r > b + 60)
    greens = sum(1 for r, g, b in image.get_flattened_data() if g > r + 40 and b > r + 40)
    assert reds > 100
    assert greens > 100


def test_the_mark_is_square():
    assert Image.open(io.BytesIO(art_png.mark_png(64))).size == (64, 64)
