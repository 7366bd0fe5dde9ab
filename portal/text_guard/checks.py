"""What numbers of people are checked by: provinces and days of birth, check digits.

Sources: GB 11643 (identity numbers and their check character), ISO/IEC 7812 (card numbers and
the Luhn digit).
"""

from datetime import date

#: The first two digits of an identity number: a province.
_PROVINCES = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
#: Twice a digit, its own digits added: 7 → 14 → 5.
_DOUBLED = str.maketrans("0123456789", "0246813579")
_TENS = frozenset(range(0, 200, 10))


def _day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) <= date.today()  # noqa: DTZ011
    except ValueError:
        return False


def is_day(digits: str) -> bool:
    """Whether eight digits are a day of these times: 20240630."""
    return len(digits) == 8 and digits[:2] in ("19", "20") and _day(digits)


def is_identity_number(digits: str) -> bool:
    """Whether 18 signs hold a province, a day of birth and the check character of the rest."""
    if digits[:2] not in _PROVINCES or not digits[6:10] >= "1900" or not _day(digits[6:14]):
        return False
    total = sum(int(d) * w for d, w in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == digits[17]


def is_old_identity_number(digits: str) -> bool:
    """Whether 15 digits hold a province and a day of birth; the old numbers have no check."""
    return digits[:2] in _PROVINCES and _day("19" + digits[6:12])


def passes_luhn(digits: str) -> bool:
    """Whether the last digit of a card number checks the rest."""
    doubled = digits[-2::-2].translate(_DOUBLED)
    return sum(map(int, digits[::-2])) + sum(map(int, doubled)) in _TENS
