"""What is for somebody logged in is kept by no browser and no proxy."""

import pytest
from django.test import Client

from tests.admin import administrator, client_of
from tests.factories import MembershipFactory, PairingFactory

pytestmark = pytest.mark.django_db

SCREENS = (
    "/workspace/", "/workspace/pairings/", "/workspace/pairings/?export=csv",
    "/workspace/pairings/?export=xlsx", "/workspace/review/", "/workspace/there-is-none/",
    "/workspace/people/", "/password/", "/second-factor/", "/admin/", "/admin/there-is-none/",
    "/logout/",
)  # fmt: skip


def is_kept(response) -> bool:
    said = response.headers.get("Cache-Control", "")
    return not ("no-store" in said and "private" in said)


@pytest.mark.parametrize("path", SCREENS)
@pytest.mark.parametrize("who", ["visitor", "liaison", "administrator"])
def test_no_answer_is_kept(path, who):
    client = Client()
    if who == "liaison":
        client = client_of(MembershipFactory(organisation=PairingFactory().unit_side).user)
    elif who == "administrator":
        client = client_of(administrator())
    response = client.get(path)
    assert not is_kept(response), (response.status_code, response.headers)


def test_public_pages_are_left_as_they_are():
    for path in ("/pairings/", "/search/suggest/?q=a"):
        assert "no-store" not in Client().get(path).headers.get("Cache-Control", "")
