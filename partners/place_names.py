"""How places are called. Pure: knows no models.

Source: domain brief, Division: the display name drops 居委会/村委会 and adds the street where a
name repeats.
"""

import re

_OFFICES = re.compile(r"(居民委员会|村民委员会|居委会|村委会|居委)$")


def short_name(name: str) -> str:
    """The name people say: 「板桥社区居委会」 is 「板桥社区」."""
    return _OFFICES.sub("", name) or name


def display_name(short: str, street: str, *, repeats: bool) -> str:
    """The name on its own in a list: with its street where two places share it."""
    return f"{short}（{street}）" if repeats else short


def full_name(parent_full_name: str, short: str) -> str:
    """Names from the district down; the city's own name is left out (pass "")."""
    return parent_full_name + short
