"""The site answers everybody alike, and gives nothing hidden away."""

import pytest

from .addresses import addresses, path_of
from .asking import given_away, listed, text_of, watched, word_of
from .table import ACCESS, FILES, NEVER_PUBLIC, ROLES, SITE, SITE_RECORDS, fetches

pytestmark = pytest.mark.django_db

_BY_NAME = {address.name: address for address in addresses()}
_HIDDEN = ("own", "far")
#: Who sends to addresses that take no forms: that is refused before anybody is looked at.
_SENDERS = ("visitor", "unit", "administrator")


def _asked(rows, asker, name, relation, expected):
    """What of an address is not as expected: (address, relation, method, got, expected)."""
    wrong = []
    path = path_of(_BY_NAME[name], rows, relation)
    for method, word in zip(("get", "post"), expected, strict=True):
        if method == "post" and word == "not so" and asker.role not in _SENDERS:
            continue
        with watched() as written:
            response = asker.ask(method, path)
        got = word_of(response)
        leaks = given_away(rows, asker.role, text_of(response), to_public=True)
        if got != word or leaks or written:
            wrong.append((name, relation, method, got, word, leaks, written))
    return wrong


@pytest.mark.parametrize("role", ROLES)
def test_the_site(rows, askers, role):
    wrong = []
    for name, expected in SITE.items():
        wrong += _asked(rows, askers[role], name, "own", expected)
    for name in SITE_RECORDS:
        for relation in _HIDDEN:
            wrong += _asked(rows, askers[role], name, relation, ("unknown", "not so"))
        wrong += _asked(rows, askers[role], name, "own shown", ("page", "not so"))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_getting_in_and_out(rows, askers, role):
    wrong = []
    for name, answers in ACCESS.items():
        wrong += _asked(rows, askers[role], name, "own", answers.get(role, answers.get("*")))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ROLES)
def test_files(rows, askers, role):
    wrong = []
    for name, record in FILES.items():
        for relation in ("own", "near", "far", "own shown", "far shown"):
            if relation.endswith("shown") and record in NEVER_PUBLIC:
                continue
            allowed = fetches(role, record, relation)
            path = path_of(_BY_NAME[name], rows, relation)
            got = word_of(askers[role].ask("get", path))
            if got != ("page" if allowed else "unknown"):
                wrong.append((name, relation, got, allowed))
            if role in _SENDERS and word_of(askers[role].ask("post", path)) != "not so":
                wrong.append((name, relation, "post"))
    assert not wrong, listed(wrong)
