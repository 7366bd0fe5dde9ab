"""The site answers everybody alike, and gives nothing hidden away."""

import pytest

from .addresses import addresses, path_of
from .asking import given_away, listed, text_of, watched, word_of
from .table import ACCESS, FILES, NEVER_PUBLIC, ROLES, SITE, SITE_RECORDS, opens

pytestmark = pytest.mark.django_db

_BY_NAME = {address.name: address for address in addresses()}
_HIDDEN = ("own", "far")


def _asked(rows, asker, name, relation, expected):
    """What of an address is not as expected: (address, relation, method, got, expected)."""
    wrong = []
    path = path_of(_BY_NAME[name], rows, relation)
    for method, word in zip(("get", "post"), expected, strict=True):
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
            is_public = relation.endswith("shown")
            if is_public and record in NEVER_PUBLIC:
                continue
            allowed = is_public or opens(role, record, relation)
            path = path_of(_BY_NAME[name], rows, relation)
            for method, word in (("get", "page" if allowed else "unknown"), ("post", "not so")):
                got = word_of(askers[role].ask(method, path))
                if got != word:
                    wrong.append((name, relation, method, got, word))
    assert not wrong, listed(wrong)
