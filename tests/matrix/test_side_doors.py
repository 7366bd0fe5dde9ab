"""Ways beside the front door: searches, sheets, bulk actions, choosers, forms without a token."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from partners.workspace.registers import registers

from .addresses import RECORDS, addresses, path_of
from .admin_table import ADMIN
from .asking import given_away, listed, text_of, watched, word_of
from .bodies import body_of
from .table import BY_DUTY, STAFF, WORKSPACE_REGISTERS

pytestmark = pytest.mark.django_db

#: The beginning of every canary: what is found by it is not on the page for being asked for.
BEGINNING = "雀"
_PUBLIC_LISTS = (
    "projects:showcase", "projects:project_list", "projects:activity_list", "projects:fund_list",
    "partners:pairing_list", "partners:alliance_list", "partners:agreement_list",
    "partners:organisation_list", "partners:list_item_list", "search:results", "search:suggest",
)  # fmt: skip


def _leaks(rows, asker, url, *, to_public):
    response = asker.ask("get", url)
    assert response.status_code in (200, 404), (url, response.status_code)
    found = given_away(rows, asker.role, text_of(response), to_public=to_public)
    return [(url, found)] if found else []


@pytest.mark.parametrize("role", ["visitor", "city", "administrator"])
def test_searches_of_the_site_find_nothing_hidden(rows, askers, role):
    call_command("update_index", verbosity=0)
    numbers = [rows.of(name, "own").number for name in ("pairing", "project", "activity")]
    leaks = []
    for name in _PUBLIC_LISTS:
        for question in (BEGINNING, "省略", *numbers):
            url = f"{reverse(name)}?q={question}"
            leaks += _leaks(rows, askers[role], url, to_public=True)
    assert not leaks, listed(leaks)


@pytest.mark.parametrize("slug", registers())
def test_canary_sings_where_it_may(rows, askers, slug):
    """Else all the silence elsewhere would prove nothing."""
    name = WORKSPACE_REGISTERS[slug]
    if ("own", name) not in {(relation, name) for name, relation in rows.canaries.values()}:
        return
    text = text_of(askers["city"].ask("get", registers()[slug].url_of(rows.of(name, "own"))))
    sung = [c for c, row in rows.canaries.items() if row == (name, "own") and c in text]
    assert sung
    assert given_away(rows, "west", text) == {f"{name} own"} | given_away(rows, "city", text)


@pytest.mark.parametrize("role", BY_DUTY)
def test_sheets_of_the_workspace_hold_the_scope(rows, askers, role):
    leaks = []
    for slug, register in registers().items():
        if slug in ("places", "programme-years"):
            continue
        url = f"{register.url}?export=csv&q={BEGINNING}"
        leaks += _leaks(rows, askers[role], url, to_public=False)
    assert not leaks, listed(leaks)


@pytest.mark.parametrize("role", STAFF)
def test_lists_choosers_and_sheets_of_the_admin(rows, askers, role):
    leaks = []
    for name in RECORDS:
        if name == "membership" and role == "editor":
            continue
        for url in (
            f"{reverse(f'{name}:index')}?q={BEGINNING}",
            f"{reverse(f'{name}:index')}?export=csv",
        ):
            leaks += _leaks(rows, askers[role], url, to_public=False)
    everywhere = ("wagtailadmin_pages:search", "wagtailadmin_reports:site_history")
    for name in everywhere:
        leaks += _leaks(rows, askers[role], f"{reverse(name)}?q={BEGINNING}", to_public=False)
    assert not leaks, listed(leaks)


#: Models with records, as bulk actions name them.
_MODELS = (
    *((f"partners/{name}") for name in (
        "pairing", "alliance", "agreement", "assignment", "listitem", "claim", "membership",
        "organisation", "division", "event",
    )),
    *((f"projects/{name}") for name in ("project", "update", "activity", "fundentry")),
)  # fmt: skip


@pytest.mark.parametrize("role", [*BY_DUTY, *STAFF])
def test_no_bulk_action_reaches_a_register(rows, askers, role):
    """Wagtail offers bulk actions on pages, files, people; a register has none to be named."""
    wrong = []
    for model in _MODELS:
        for ids in ("id=all", "id=1", "id=1&id=2"):
            url = f"/admin/bulk/{model}/delete/?{ids}&next=/admin/"
            for method in ("get", "post"):
                with watched() as written:
                    response = askers[role].ask(method, url)
                expected = "unknown" if role in STAFF else "denied"
                leaks = given_away(rows, role, text_of(response))
                if word_of(response) != expected or written or leaks:
                    wrong.append((url, method, word_of(response), written, leaks))
    assert not wrong, listed(wrong)


def test_every_form_wants_its_token(rows):
    """Nothing that is sent without one is listened to, whoever sends it."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(rows.cast.people["administrator"])
    listened = []
    for address in addresses():
        if ADMIN.get(address.name, {}).get("administrator", ("", ""))[1] in ("", "unknown"):
            continue
        with watched() as written:
            response = client.post(path_of(address, rows, "far"), body_of(address.name, rows))
        if response.status_code != 403 or written:
            listened.append((address.name, response.status_code, written))
    assert not listened, listed(listened)


#: What bulk actions of the admin ask for besides the rows.
_FILLED_IN = {"collection": "1", "tags": "雨水", "role": "1", "mark_as_active": "False"}


@pytest.mark.parametrize("role", STAFF)
def test_no_bulk_action_touches_evidence_or_takes_a_picture_from_a_record(rows, askers, role):
    wrong = []
    evidence = rows.of("fund_entry", "own").evidence
    for action in ("delete", "add_tags", "add_to_collection"):
        url = f"/admin/bulk/portal/portaldocument/{action}/?id={evidence.pk}"
        for method in ("get", "post"):
            with watched() as written:
                response = askers[role].ask(method, url, _FILLED_IN if method == "post" else {})
            if evidence.title in text_of(response) or any("document" in t for t in written):
                wrong.append((action, method, word_of(response), written))
    picture = rows.things["image"]
    url = f"/admin/bulk/portal/portalimage/delete/?id={picture.pk}"
    with watched() as written:
        askers[role].ask("post", url)
    if "portal_portalimage" in written:
        wrong.append((url, written))
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_no_bulk_action_makes_anybody_more_than_the_own_rights(rows, askers, role):
    """Neither a holder of a duty is deleted, nor does an account get rights beyond the own."""
    person = rows.cast.people["city"]
    group = Group.objects.create(name="越权的组")
    group.permissions.add(Permission.objects.get(codename="add_event"))
    wrong = []
    for action in ("delete", "assign_role"):
        url = f"/admin/bulk/portal/user/{action}/?id={person.pk}"
        with watched() as written:
            response = askers[role].ask("post", url, {"role": str(group.pk)})
        if written & {"portal_user", "portal_user_groups"}:
            wrong.append((action, word_of(response), written))
    assert not wrong, listed(wrong)
