"""Pictures made from a number: two bundles of strands, the unit's and the community's, that cross.

One composition is a list of strokes in painter's order; it is written as SVG (colours from the
style sheet, so that it follows light and dark) or as PNG (light colours, for stored images). The
same seed gives the same picture on every machine. Pure: knows no model and no template.
"""

import math
import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from itertools import pairwise

Point = tuple[float, float]
Curve = tuple[Point, ...]  # a start, then (control, control, end) for every cubic piece

UNIT, PLACE, GROUND = "u", "p", "g"
SIZE = (400, 200)
GROUNDS = ("wash", "unit", "place")
# The light tokens of tokens.css, for pictures that no style sheet reaches.
COLOURS = {
    UNIT: (168, 50, 31),
    PLACE: (11, 100, 112),
    "paper": (251, 250, 246),
    "wash": (242, 239, 232),
    "unit": (248, 232, 227),
    "place": (224, 240, 240),
}


@dataclass(frozen=True)
class Stroke:
    """One line of a picture; a GROUND stroke clears the way for what passes over."""

    side: str
    curve: Curve
    width: float
    strength: float = 1.0  # 1 is the full colour, less lets the ground through


@dataclass(frozen=True)
class Bundle:
    """How one side is drawn: where its threads lie beside each other, how thick and how strong."""

    side: str
    threads: tuple[tuple[float, float, float], ...]  # (offset, width, strength)

    @property
    def breadth(self) -> float:
        """Room that the whole bundle takes across its run."""
        return 2 * max(abs(offset) + width / 2 for offset, width, _ in self.threads)

    def along(self, path: Callable[[float], Curve], clearing: float = 7) -> list[Stroke]:
        """The threads along path(offset), the ground cleared under them."""
        ground = Stroke(GROUND, path(0), self.breadth + clearing)
        return [ground, *(Stroke(self.side, path(o), w, s) for o, w, s in self.threads)]


@dataclass(frozen=True)
class Picture:
    """A composition: the name of its ground and its strokes in painter's order."""

    ground: str
    strokes: tuple[Stroke, ...]
    size: Point = SIZE


def seed_of(number: object) -> int:
    """The seed of a public number or key; the same on every machine and in every process."""
    return zlib.crc32(str(number).encode())


def line(start: Point, end: Point) -> Curve:
    """A straight piece as a cubic."""
    (x0, y0), (x1, y1) = start, end
    third = ((x1 - x0) / 3, (y1 - y0) / 3)
    return (start, (x0 + third[0], y0 + third[1]), (x1 - third[0], y1 - third[1]), end)


def arc(centre: Point, radius: float, start: float, end: float) -> Curve:
    """A piece of a circle between two angles in radians, in steps of a quarter turn at most."""
    steps = max(1, math.ceil(abs(end - start) / (math.pi / 2) - 1e-9))
    step = (end - start) / steps
    k = 4 / 3 * math.tan(step / 4) * radius
    points: list[Point] = []
    for i in range(steps):
        a, b = start + i * step, start + (i + 1) * step
        p = (centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a))
        q = (centre[0] + radius * math.cos(b), centre[1] + radius * math.sin(b))
        points += [p] if not points else []
        points += [
            (p[0] - k * math.sin(a), p[1] + k * math.cos(a)),
            (q[0] + k * math.sin(b), q[1] - k * math.cos(b)),
            q,
        ]
    return tuple(points)


def wave(stops: Sequence[Point]) -> Curve:
    """A run through the stops that is level at each of them."""
    points = [stops[0]]
    for (x0, y0), (x1, y1) in pairwise(stops):
        half = (x1 - x0) * 0.46
        points += [(x0 + half, y0), (x1 - half, y1), (x1, y1)]
    return tuple(points)


def bundle(rng: random.Random, side: str, room: float) -> Bundle:
    """Threads of one side within the room across: one strong, the others finer beside it."""
    count = rng.choice((3, 4, 4, 5))
    gap = room / count
    strong = rng.randrange(count)
    threads = []
    for i in range(count):
        width = gap * (0.74 if i == strong else rng.choice((0.22, 0.36, 0.5)))
        strength = 1.0 if i == strong else rng.choice((0.4, 0.6, 0.85))
        threads.append((round((i - (count - 1) / 2) * gap, 1), round(width, 1), strength))
    return Bundle(side, tuple(threads))


def braid(rng: random.Random) -> list[Stroke]:
    """Two bundles that wind around each other, over and under in turn."""
    width, height = SIZE
    step = rng.choice((110, 140, 180))
    high, tilt = rng.uniform(38, 56), rng.uniform(-30, 30)
    start, rise = -rng.uniform(20, 90), rng.choice((1, -1))
    xs = [start + i * step for i in range(int((width - start) // step) + 2)]
    middle = [height / 2 + tilt * (x / width - 0.5) for x in xs]
    sides = (bundle(rng, PLACE, 34), bundle(rng, UNIT, 34))

    def run(turn: int, first: int, last: int, offset: float) -> Curve:
        """The bundle that begins high (turn 1) or low, from one stop to another."""
        return wave(
            [(xs[i], middle[i] + offset + turn * (-1) ** i * high) for i in range(first, last)]
        )

    strokes: list[Stroke] = []
    for turn, side in zip((rise, -rise), sides, strict=True):
        strokes += side.along(partial(run, turn, 0, len(xs)))
    for i in range(0, len(xs) - 1, 2):  # every other crossing, the lower one comes out on top
        strokes += sides[0].along(partial(run, rise, i, i + 2))
    return strokes


def weave(rng: random.Random) -> list[Stroke]:
    """Warp of one side, weft of the other, over one and under one."""
    angle, gap = rng.uniform(-0.45, 0.45), rng.choice((74, 86, 98))
    shift = rng.uniform(-gap / 2, gap / 2)
    cos, sin = math.cos(angle), math.sin(angle)

    def turned(x: float, y: float) -> Point:
        return (200 + x * cos - y * sin, 100 + x * sin + y * cos)

    def upright(x: float, low: float, high: float, offset: float) -> Curve:
        return line(turned(x + offset, low), turned(x + offset, high))

    def across(y: float, offset: float) -> Curve:
        return line(turned(-reach, y + offset), turned(reach, y + offset))

    warp, weft = bundle(rng, UNIT, gap * 0.44), bundle(rng, PLACE, gap * 0.44)
    reach, lanes = 300, [shift + i * gap for i in range(-3, 4)]
    strokes: list[Stroke] = []
    for x in lanes:
        strokes += warp.along(partial(upright, x, -reach, reach), clearing=0)
    for j, y in enumerate(lanes[1:-1]):
        strokes += weft.along(partial(across, y))
        for i, x in enumerate(lanes):
            if (i + j) % 2 and -30 < turned(x, y)[0] < 430 and -30 < turned(x, y)[1] < 230:
                strokes += warp.along(partial(upright, x, y - gap * 0.32, y + gap * 0.32))
    return strokes


def rings(rng: random.Random) -> list[Stroke]:
    """Two linked rings, the knot of the mark seen from near."""
    radius = rng.uniform(58, 84)
    reach = radius * rng.uniform(0.52, 0.68)
    turn, y = rng.uniform(-0.5, 0.5), rng.uniform(88, 112)
    x = rng.uniform(165, 235)
    left = (x - reach * math.cos(turn), y - reach * math.sin(turn))
    right = (x + reach * math.cos(turn), y + reach * math.sin(turn))
    unit, place = bundle(rng, UNIT, 30), bundle(rng, PLACE, 30)
    full = 2 * math.pi
    strokes = unit.along(lambda o: arc(left, radius + o, 0, full))
    strokes += place.along(lambda o: arc(right, radius + o, 0, full))
    cross = turn - math.acos(reach / radius)  # the upper of the two crossings, seen from the left
    strokes += unit.along(lambda o: arc(left, radius + o, cross - 0.42, cross + 0.42))
    return strokes


def confluence(rng: random.Random) -> list[Stroke]:
    """Threads from two banks that meet and run on side by side, one of each in turn."""
    count, flip = rng.choice((4, 5)), rng.choice((1, -1))
    meet, gap = rng.uniform(210, 280), rng.uniform(9, 12)
    level = rng.uniform(80, 120)
    lanes = []
    for i in range(count):
        lanes.append((UNIT, -18 - i * 16 + 60, 2 * i))
        lanes.append((PLACE, 158 + i * 16, 2 * i + 1))
    rng.shuffle(lanes)
    strokes: list[Stroke] = []
    for side, start, slot in lanes:
        begin = start if flip > 0 else 200 - start
        end = level + (slot - count + 0.5) * gap
        path = wave([(-10, begin), (meet, end), (410, end)])
        thick = rng.choice((2.5, 4, 5.5))
        strokes.append(Stroke(GROUND, path, thick + 4))
        strokes.append(Stroke(side, path, thick, rng.choice((0.55, 0.8, 1.0))))
    return strokes


def mark() -> Picture:
    """The mark of the portal on a square ground: two linked rings, over here and under there."""
    turn = 2 * math.pi
    unit, place = Bundle(UNIT, ((0, 15, 1.0),)), Bundle(PLACE, ((0, 15, 1.0),))
    strokes = unit.along(lambda o: arc((73, 100), 46, 0, turn), clearing=0)
    strokes += place.along(lambda o: arc((127, 100), 46, 0, turn), clearing=12)
    cross = -math.acos(27 / 46)
    strokes += unit.along(lambda o: arc((73, 100), 46, cross - 0.5, cross + 0.5), clearing=12)
    return Picture("paper", tuple(strokes), (200, 200))


FAMILIES = (braid, confluence, rings, weave)


def compose(number: object) -> Picture:
    """The picture of a record, from its public number."""
    seed = seed_of(number)
    rng = random.Random(seed)  # noqa: S311 - a picture, not a secret
    family = FAMILIES[seed % len(FAMILIES)]
    ground = rng.choice(("wash", "wash", "unit", "place"))
    return Picture(ground, tuple(family(rng)))


def path_data(curve: Curve) -> str:
    """The `d` of an SVG path, whole tenths."""
    text = [" ".join(f"{value:.1f}".removesuffix(".0") for value in point) for point in curve]
    return f"M{text[0]}C{' '.join(text[1:])}"


@lru_cache(maxsize=512)
def svg(number: str) -> str:
    """The picture as SVG markup; colours by class, nothing inline, hidden from screen readers."""
    picture = compose(number)
    paths = "".join(
        f'<path class="art-{s.side}" d="{path_data(s.curve)}" stroke-width="{s.width:g}"'
        + (f' stroke-opacity="{s.strength:g}"' if s.strength < 1 else "")
        + "/>"
        for s in picture.strokes
    )
    return (
        f'<svg class="art art--{picture.ground}" viewBox="0 0 400 200" aria-hidden="true"'
        f' focusable="false" preserveAspectRatio="xMidYMid slice"><g fill="none">{paths}</g></svg>'
    )


def sampled(curve: Curve, per_piece: int = 24) -> list[Point]:
    """Points along a curve, close enough to draw it as a chain of short lines."""
    points = [curve[0]]
    for i in range(0, len(curve) - 1, 3):
        a, b, c, d = curve[i : i + 4]
        for n in range(1, per_piece + 1):
            t = n / per_piece
            f = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            points.append(
                (
                    f[0] * a[0] + f[1] * b[0] + f[2] * c[0] + f[3] * d[0],
                    f[0] * a[1] + f[1] * b[1] + f[2] * c[1] + f[3] * d[1],
                )
            )
    return points
