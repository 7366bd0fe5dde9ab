"""Every address of the registers, asked by people of every role."""

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.permissions import policy_registry

from partners.models import Pairing
from tests.admin import (
    administrator,
    client_of,
    editor,
    is_refused,
    is_sent_to_login,
    is_shown_the_way_out,
    liaison,
    somebody_with,
)

from .registers import ALL, CHOOSERS, PRIVATE, REGISTERS, VOCABULARY

pytestmark = pytest.mark.django_db

LISTS = ("index", "index_results")
READING = ("inspect", "history", "history_results")


def addresses(name: str, pk: int) -> dict[str, str]:
    """Every address of a register, by what it does."""
    found = {kind: reverse(f"{name}:{kind}") for kind in (*LISTS, "add")}
    found |= {kind: reverse(f"{name}:{kind}", args=[pk]) for kind in (*READING, "edit")}
    found["xlsx"], found["csv"] = (f"{found['index']}?export={kind}" for kind in ("xlsx", "csv"))
    if name in VOCABULARY:
        found["delete"] = reverse(f"{name}:delete", args=[pk])
    return found


@pytest.mark.parametrize("name", ALL)
def test_a_visitor_is_asked_to_log_in_and_a_liaison_shown_the_way_out(name):
    urls = addresses(name, ALL[name]().pk)
    visitor, other = client_of(None), client_of(liaison())
    assert {k for k, url in urls.items() if not is_sent_to_login(visitor.get(url))} == set()
    assert {k for k, url in urls.items() if not is_shown_the_way_out(other.get(url))} == set()


@pytest.mark.parametrize("name", ALL)
def test_who_may_enter_the_admin_without_a_right_sees_nothing(name):
    client = client_of(somebody_with())
    urls = addresses(name, ALL[name]().pk)
    assert {kind for kind, url in urls.items() if not is_refused(client.get(url))} == set()


@pytest.mark.parametrize("name", [*REGISTERS, *VOCABULARY])
def test_an_editor_reads_and_changes_nothing(name):
    client = client_of(editor())
    urls = addresses(name, ALL[name]().pk)
    refused = {kind for kind, url in urls.items() if is_refused(client.get(url))}
    assert refused == {"add", "edit"} | ({"delete"} if name in VOCABULARY else set())
    assert all(is_refused(client.post(urls[kind])) for kind in refused)


@pytest.mark.parametrize("name", PRIVATE)
def test_who_acts_for_whom_is_not_shown_to_editors(name):
    client = client_of(editor())
    urls = addresses(name, PRIVATE[name]().pk)
    assert all(is_refused(client.get(url)) for url in urls.values())


@pytest.mark.parametrize("name", ALL)
def test_an_administrator_reaches_every_screen(name):
    client = client_of(administrator())
    urls = addresses(name, ALL[name]().pk)
    assert {kind: client.get(url).status_code for kind, url in urls.items()} == dict.fromkeys(
        urls, 200
    )


@pytest.mark.parametrize("name", [*REGISTERS, *PRIVATE])
@pytest.mark.parametrize("kind", ["delete", "usage", "copy"])
def test_registers_have_no_address_that_deletes_or_copies(name, kind):
    with pytest.raises(NoReverseMatch):
        reverse(f"{name}:{kind}", args=[1])


def test_nobody_may_delete_a_register_not_even_a_superuser(admin_user):
    policy = policy_registry.get_by_type(Pairing)
    assert policy.user_has_permission(admin_user, "change")
    assert not policy.user_has_permission(admin_user, "delete")


def test_who_only_adds_records_reads_no_others_and_exports_none():
    record = REGISTERS["pairing"](signed=False)
    client = client_of(somebody_with("partners.add_pairing"))
    urls = addresses("pairing", record.pk)
    assert record.number not in client.get(urls["index"]).content.decode()
    assert client.get(urls["inspect"]).status_code == 404
    assert is_refused(client.get(urls["history"]))
    exported = client.get(urls["csv"])
    assert exported["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", CHOOSERS)
def test_choosers_ask_for_a_right_on_what_they_show(name):
    urls = [
        reverse(f"choose_{name}:choose"),
        reverse(f"choose_{name}:choose_results"),
        reverse(f"choose_{name}:chosen", args=[1]),
        reverse(f"choose_{name}:chosen_multiple"),
    ]
    nobody, visitor = client_of(somebody_with()), client_of(None)
    assert all(is_refused(nobody.get(url)) for url in urls)
    assert all(is_sent_to_login(visitor.get(url)) for url in urls)
    assert client_of(administrator()).get(urls[0]).status_code == 200


def test_choosers_make_no_records():
    for name in CHOOSERS:
        with pytest.raises(NoReverseMatch):
            reverse(f"choose_{name}:create")
