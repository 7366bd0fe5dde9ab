"""The names of forms that were carried out, as the session keeps them for the pages that follow."""

import pytest
from django.test import RequestFactory

from portal.drafts import ARRIVED, note_arrived


def after(session: dict, name: str) -> dict:
    request = RequestFactory().post("/workspace/", {"draft": name})
    request.session = session
    note_arrived(request)
    return session


def test_names_are_said_once_each_and_the_oldest_give_way():
    session: dict = {}
    for n in (*range(12), 11):
        after(session, f"17000000-{n:02}")
    assert session[ARRIVED] == [f"17000000-{n:02}" for n in range(2, 12)]


@pytest.mark.parametrize("name", ["", "short", "a" * 41, '17000000-x" onload="', "17000000-x y"])
def test_what_is_no_name_is_not_said(name):
    assert after({}, name) == {}
