"""The gate: a password alone opens nothing to who needs a second factor, at any address."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import PageViewRestriction

from partners.enums import MembershipRole, StaffRole
from portal.models import PortalDocument
from tests.admin import client_of
from tests.factories import MembershipFactory, UserFactory
from tests.factories.pages import standard

from .people import (
    PASSWORD,
    code_of,
    demand,
    is_in,
    log_in,
    logged_in,
    with_factor,
    with_password,
)

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

#: Addresses of every kind, inside and outside.
INSIDE = ("/admin/", "/admin/pages/", "/admin/users/", "/admin/jsi18n/", "/workspace/")
ON_THE_WAY = ("/login/", "/password/", "/second-factor/setup/", "/admin/login/")

FILES = "django.core.files.storage.FileSystemStorage"


def is_somebody(client: Client) -> bool:
    """Whether a page for people who logged in, somewhere on the public site, opens."""
    page = standard("内部办法")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return client.get(page.get_url()).status_code == 200


@pytest.mark.parametrize("address", [*INSIDE, *ON_THE_WAY])
def test_who_has_not_given_the_factor_is_sent_to_do_so_from_everywhere(address):
    client = logged_in(with_factor(with_password()))
    response = client.get(address)
    assert response.status_code == 302
    assert response.url.startswith("/second-factor/")
    assert not response.url.startswith("/second-factor/setup/")
    assert client.post(address).url == "/second-factor/"


def test_the_right_password_at_the_admins_own_log_in_does_not_get_past_the_factor(client):
    user = with_factor(with_password())
    for address in ("/admin/login/", "/_util/login/", "/login/"):
        client.post(address, {"username": user.username, "password": PASSWORD})
    assert client.get("/admin/").url == "/second-factor/?next=/admin/"


def test_a_script_of_a_page_is_refused_instead(client):
    client = logged_in(with_factor(with_password()))
    response = client.get("/admin/pages/", headers={"x-requested-with": "XMLHttpRequest"})
    assert response.status_code == 403


def test_on_public_pages_such_a_person_is_a_visitor_until_the_factor_is_given():
    user = with_factor(with_password())
    client = logged_in(user)
    assert client.get("/projects/").status_code == 200
    assert not is_somebody(client)
    client.post("/second-factor/", {"code": code_of(user)})
    assert is_somebody(client)


def test_private_files_stay_private_until_the_factor_is_given(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": FILES}}
    user = with_factor(with_password())
    file = ContentFile(b"evidence", name="evidence.pdf")
    document = PortalDocument.objects.create(title="凭证", file=file)
    client = logged_in(user)
    assert client.get(document.url).status_code == 404
    client.post("/second-factor/", {"code": code_of(user)})
    assert client.get(document.url).status_code == 200


def test_a_log_in_by_any_other_way_is_stopped_as_well():
    client = client_of(with_factor(with_password()))
    assert client.get("/admin/").url == "/second-factor/?next=/admin/"


def test_the_factor_holds_for_the_session_it_was_given_in_alone():
    user = with_factor(with_password())
    client = logged_in(user)
    client.post("/second-factor/", {"code": code_of(user)})
    assert is_in(client)
    assert not is_in(logged_in(user))
    client.post("/logout/")
    log_in(client, user)
    assert not is_in(client)


def test_a_role_that_asks_for_a_factor_lets_people_do_nothing_but_set_it_up():
    client = client_of(with_password("编辑"))
    assert is_in(client)
    demand(StaffRole.EDITOR)
    for address in ("/admin/", "/admin/pages/", "/workspace/", "/login/", "/password/"):
        assert client.get(address).url.startswith("/second-factor/setup/"), address
    assert client.get("/second-factor/").url == "/second-factor/setup/"
    assert client.get("/second-factor/setup/").status_code == 200
    assert client.get("/projects/").status_code == 200
    assert not is_somebody(client)


def test_a_demand_that_is_lifted_is_lifted_at_the_next_request():
    demand(StaffRole.EDITOR)
    user = with_password("编辑")
    client = client_of(user)
    assert not is_in(client)
    demand(StaffRole.EDITOR, asked=False)
    assert is_in(client)


def test_somebody_who_loses_the_role_needs_none_at_the_next_request():
    demand(StaffRole.ADMINISTRATOR)
    user = with_password("系统管理员")
    client = client_of(user)
    assert client.get("/admin/").url.startswith("/second-factor/setup/")
    user.groups.clear()
    assert client.get("/admin/").status_code == 403


def test_the_demand_on_one_role_leaves_the_others_alone():
    demand(StaffRole.ADMINISTRATOR)
    demand(MembershipRole.DEPARTMENT)
    assert is_in(client_of(with_password("编辑")))


def test_a_membership_in_force_is_a_role_too_and_one_that_ended_is_not():
    demand(MembershipRole.AUDITOR)
    user = UserFactory()
    MembershipFactory(user=user, role=MembershipRole.AUDITOR)
    client = client_of(user)
    assert client.get("/workspace/").url.startswith("/second-factor/setup/")
    user.memberships.update(since="2024-01-01", until="2024-06-30")
    assert client.get("/password/").status_code == 200


def test_a_superuser_is_an_administrator_without_any_group():
    demand(StaffRole.ADMINISTRATOR)
    client = client_of(UserFactory(is_superuser=True))
    assert client.get("/admin/").url.startswith("/second-factor/setup/")


def test_an_authenticator_not_confirmed_is_none():
    user = with_password()
    TOTPDevice.objects.create(user=user, name="手机", confirmed=False)
    assert is_in(client_of(user))


def test_who_needs_no_factor_is_asked_for_none():
    client = logged_in(with_password())
    assert is_in(client)
    assert client.get("/second-factor/").url == "/admin/"


def test_the_page_asked_for_is_kept_through_every_step():
    demand(StaffRole.ADMINISTRATOR)
    client = Client()
    first = log_in(client, with_password(must_change_password=True), next="/admin/pages/")
    second = client.get(first.url)
    assert second.url == "/password/?next=/admin/pages/"
    changed = {
        "old_password": PASSWORD,
        "new_password1": "another horse battery",
        "new_password2": "another horse battery",
        "next": "/admin/pages/",
    }
    third = client.post("/password/", changed)
    assert third.url == "/admin/pages/"
    assert client.get(third.url).url == "/second-factor/setup/?next=/admin/pages/"


def test_the_factor_comes_before_a_new_password():
    client = logged_in(with_factor(with_password(must_change_password=True)))
    assert client.get("/password/").url == "/second-factor/"


def test_a_visitor_costs_nothing_and_a_person_one_query(client, django_assert_num_queries):
    assert client.get("/site-map/").status_code == 200
    with django_assert_num_queries(3):  # what the page itself asks
        client.get("/site-map/")
    inside = logged_in(with_password())
    inside.get("/logout/")
    # Session, person, what is asked of the person; site with settings.
    with django_assert_num_queries(4):
        inside.get("/logout/")
    user = with_factor(with_password())
    inside = logged_in(user)
    inside.post("/second-factor/", {"code": code_of(user)})
    # Session, person, the factor that was given; site with settings.
    with django_assert_num_queries(4):
        inside.get("/logout/")
    # The session; who it is, nothing on this page asks.
    with django_assert_num_queries(3 + 1):
        inside.get("/site-map/")
