"""Numbers made for tests: they fit the rules and belong to nobody."""

from datetime import date

from hypothesis import strategies as st

from portal.text_guard import Kind

_WEIGHTS = [2**power % 11 for power in range(17, 0, -1)]
#: What people put between digits, and signs nobody sees.
_SEPARATORS = ["", "", "", " ", "-", ".", "\u200b", "\u2060", " - ", "·"]
_WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@st.composite
def identity_numbers(draw):
    """18 signs with a province, a day of birth and the right check character."""
    province = draw(st.sampled_from(["11", "32", "44", "51", "65"]))
    day = draw(st.dates(date(1920, 1, 1), date(2015, 12, 31)))
    rest = f"{draw(st.integers(0, 9999)):04d}", f"{draw(st.integers(0, 999)):03d}"
    digits = f"{province}{rest[0]}{day:%Y%m%d}{rest[1]}"
    total = sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True))
    return Kind.ID_CARD, digits + "0123456789X"[(12 - total) % 11]


@st.composite
def mobiles(draw):
    """Eleven digits, the second of them 3 to 9."""
    return Kind.MOBILE, f"1{draw(st.integers(3, 9))}{draw(st.integers(0, 10**9 - 1)):09d}"


@st.composite
def cards(draw):
    """16 to 19 digits as the cards of this country have them, with the right last digit."""
    length = draw(st.integers(16, 19))
    body = "62" + "".join(str(draw(st.integers(0, 9))) for _ in range(length - 3))
    doubled = [int(d) * 2 if place % 2 == 0 else int(d) for place, d in enumerate(reversed(body))]
    total = sum(value - 9 if value > 9 else value for value in doubled)
    return Kind.BANK_CARD, f"{body}{-total % 10}"


@st.composite
def parted(draw, digits):
    """The digits with a separator here and there, perhaps in full width."""
    written = digits.translate(_WIDE) if draw(st.booleans()) else digits
    gaps = draw(
        st.lists(st.sampled_from(_SEPARATORS), min_size=len(digits) - 1, max_size=len(digits) - 1)
    )
    return "".join(sign + gap for sign, gap in zip(written, [*gaps, ""], strict=True))
