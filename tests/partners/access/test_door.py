"""The admin's door: shut with words and a way on, before people who work elsewhere."""

import pytest

from portal.refusals import refused
from tests.admin import client_of, is_sent_to_login, is_shown_the_way_out, words
from tests.factories import MembershipFactory, UserFactory

from .people import is_in, with_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    told = []

    def hear(user, path, reason, request, **more):
        told.append((user.username, path, reason, request.method))

    refused.connect(hear)
    yield told
    refused.disconnect(hear)


@pytest.mark.parametrize(
    "address", ["/admin/", "/admin/pages/", "/admin/no/such/", "/admin/users/"]
)
def test_a_liaison_gets_a_page_that_explains_and_no_circle(address, heard):
    user = UserFactory()
    MembershipFactory(user=user)
    client = client_of(user)
    response = client.get(address)
    assert is_shown_the_way_out(response)
    assert "退出登录" in words(response)
    assert client.post(address).status_code == 403
    assert heard == [
        (user.username, address, "没有进入管理后台的权限", "GET"),
        (user.username, address, "没有进入管理后台的权限", "POST"),
    ]


def test_a_script_is_refused_without_a_page(heard):
    response = client_of(UserFactory()).get(
        "/admin/", headers={"x-requested-with": "XMLHttpRequest"}
    )
    assert response.status_code == 403
    assert len(heard) == 1


def test_a_visitor_is_asked_to_log_in_and_nobody_is_told(client, heard):
    assert is_sent_to_login(client.get("/admin/"))
    assert heard == []


def test_who_works_there_enters(heard):
    assert is_in(client_of(with_password("编辑")))
    assert heard == []


def test_a_right_taken_away_shuts_it_at_the_next_request():
    user = with_password("编辑")
    client = client_of(user)
    assert is_in(client)
    user.groups.clear()
    assert is_shown_the_way_out(client.get("/admin/"))


def test_somebody_shut_out_can_still_log_out():
    client = client_of(UserFactory())
    assert client.post("/admin/logout/").status_code == 302
    assert is_sent_to_login(client.get("/admin/"))
