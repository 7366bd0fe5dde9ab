"""The admin is shut to visitors and to all who work elsewhere, at every address."""

import pytest

from .addresses import addresses, path_of
from .admin_table import ADMIN, BEFORE_THE_DOOR
from .asking import given_away, listed, text_of, watched, word_of
from .table import BY_DUTY, IDLE

pytestmark = pytest.mark.django_db

_INSIDE = [address for address in addresses() if address.name in ADMIN]
_BEFORE = [address for address in addresses() if address.name in BEFORE_THE_DOOR]
#: The door asks not what is wanted; these try both all the same.
_SENDERS = ("visitor", "unit")


def _wrong(rows, asker, address, word):
    path = path_of(address, rows, "own")
    wrong = []
    for method in ("get", "post") if asker.role in _SENDERS else ("get",):
        with watched() as written:
            response = asker.ask(method, path)
        got = word_of(response)
        leaks = given_away(rows, asker.role, text_of(response), to_public=True)
        if got != word or leaks or written:
            wrong.append((address.name, method, got, word, leaks, written))
    return wrong


@pytest.mark.parametrize("role", ["visitor", *IDLE, *BY_DUTY])
def test_shut(rows, askers, role):
    word = "log-in" if role == "visitor" else "denied"
    wrong = [w for address in _INSIDE for w in _wrong(rows, askers[role], address, word)]
    switched_off = "unknown" if role == "visitor" else "denied"
    wrong += [w for a in _BEFORE for w in _wrong(rows, askers[role], a, switched_off)]
    assert not wrong, listed(wrong)
