"""The admin is shut to visitors and to all who work elsewhere, at every address."""

import pytest

from .addresses import addresses, path_of
from .admin_table import ADMIN, BEFORE_THE_DOOR
from .asking import WHOLE, given_away, listed, text_of, watched, word_of
from .table import BY_DUTY, IDLE

pytestmark = pytest.mark.django_db

_INSIDE = [address for address in addresses() if address.name in ADMIN]
_BEFORE = [address for address in addresses() if address.name in BEFORE_THE_DOOR]
#: One of each kind of screen: of each first step below the admin's address.
_KINDS = {address.route.split("/")[1]: address for address in _INSIDE}.values()
#: Read everything, which the others share; the first sends to all of it, the second to each kind.
_READERS = ("visitor", "unit")
_OTHERS = [role for role in (*IDLE, *BY_DUTY) if role not in _READERS]


def _wrong(rows, asker, address, word):
    path = path_of(address, rows, "own")
    wrong = []
    for method in ("get", "post") if _sends(asker.role, address) else ("get",):
        with watched() as written:
            response = asker.ask(method, path)
        got = word_of(response)
        leaks = given_away(rows, asker.role, text_of(response), to_public=True)
        if got != word or leaks or written:
            wrong.append((address.name, method, got, word, leaks, written))
    return wrong


def _sends(role, address):
    return WHOLE or role == "visitor" or (role == "unit" and address in _KINDS)


def _dealt(role):
    """The addresses a role reads: all, or one of each kind and a share of the rest.

    The door stands before every view and looks at the person alone. So each address is tried by a
    visitor, a liaison and one role more, each role at every kind of screen.
    """
    if WHOLE or role in _READERS:
        return _INSIDE
    share = _INSIDE[_OTHERS.index(role) :: len(_OTHERS)]
    return list({address.name: address for address in (*share, *_KINDS)}.values())


def test_all_is_dealt_out():
    assert {address for role in _OTHERS for address in _dealt(role)} == set(_INSIDE)


@pytest.mark.parametrize("role", ["visitor", *IDLE, *BY_DUTY])
def test_shut(rows, askers, role):
    word = "log-in" if role == "visitor" else "denied"
    wrong = [w for address in _dealt(role) for w in _wrong(rows, askers[role], address, word)]
    switched_off = "unknown" if role == "visitor" else "denied"
    wrong += [w for a in _BEFORE for w in _wrong(rows, askers[role], a, switched_off)]
    assert not wrong, listed(wrong)
