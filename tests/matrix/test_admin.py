"""The admin for those who work in it: what each group reads and sends, and what it may not know."""

import pytest

from .addresses import addresses, path_of
from .admin_table import ADMIN
from .asking import WHOLE, given_away, listed, text_of, watched, word_of
from .bodies import body_of
from .table import STAFF

pytestmark = pytest.mark.django_db

_INSIDE = [address for address in addresses() if address.name in ADMIN]
#: Tables that an editor fills: pages, pictures, files, words of the search, and their logs.
_EDITORS = (
    "wagtailcore_", "wagtailimages_", "wagtaildocs_", "portal_portalimage", "portal_portaldocument",
    "search_", "wagtailredirects_", "projects_case", "home_", "taggit_", "wagtailadmin_",
    "wagtailusers_userprofile", "wagtailsearch_", "modelsearch_", "django_tasks", "portal_user",
)  # fmt: skip


def _asked(role, method):
    """The addresses of a role: for a superuser, who is no role of the portal, those that answer
    otherwise than to an administrator.
    """
    if WHOLE or role != "superuser":
        return _INSIDE
    return [a for a in _INSIDE if len({ADMIN[a.name][r][method] for r in STAFF[1:]}) > 1]


@pytest.mark.parametrize("role", STAFF)
def test_reading(rows, askers, role):
    wrong = []
    for address in _asked(role, 0):
        word = ADMIN[address.name][role][0]
        response = askers[role].ask("get", path_of(address, rows, "far"))
        got, leaks = word_of(response), given_away(rows, role, text_of(response))
        if got != word or leaks:
            wrong.append((address.name, got, word, leaks))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", STAFF)
def test_sending(rows, askers, role):
    wrong = []
    for address in _asked(role, 1):
        word = ADMIN[address.name][role][1]
        path = path_of(address, rows, "far")
        with watched() as written:
            response = askers[role].ask("post", path, body_of(address.name, rows))
        got, leaks = word_of(response), given_away(rows, role, text_of(response))
        foreign = {t for t in written if role == "editor" and not t.startswith(_EDITORS)}
        if got != word or leaks or foreign:
            wrong.append((address.name, got, word, leaks, foreign))
    assert not wrong, listed(wrong)
