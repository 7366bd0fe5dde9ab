"""Ways beside the front door: searches, sheets, bulk actions, choosers, forms without a token."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from partners.workspace.registers import registers
from tests.factories.cast import RELATIONS

from .addresses import RECORDS, addresses, path_of
from .admin_table import ADMIN
from .asking import given_away, listed, text_of, watched, word_of
from .bodies import body_of
from .table import BY_DUTY, STAFF
from .workspace_table import WORKSPACE_REGISTERS, workspace_list

pytestmark = pytest.mark.django_db

#: The beginning of every canary: what is found by it is not on the page for being asked for.
BEGINNING = "雀"
_PUBLIC_LISTS = (
    "projects:showcase", "projects:project_list", "projects:activity_list", "projects:fund_list",
    "partners:pairing_list", "partners:alliance_list", "partners:agreement_list",
    "partners:organisation_list", "partners:list_item_list", "search:results", "search:suggest",
)  # fmt: skip
#: What machines read.
_MACHINES = ("home:sitemap", "home:notice_feed", "home:case_feed", "home:robots", "site_map")
_SECTIONS = ("pages", "projects", "pairings", "alliances", "agreements", "activities",
    "organisations", "list-items", "funds", "places")  # fmt: skip
_SHEETS = ("csv", "xlsx")


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


def test_every_kind_of_row_has_its_canary(rows):
    sung = {name for name, _ in rows.canaries.values()}
    assert sung == {*RECORDS, "fund_entry", "page"} - {"organisation", "division"}


@pytest.mark.parametrize("role", ["visitor", "west", "editor"])
def test_what_machines_read_and_pages_of_parties_hide_what_is_hidden(rows, askers, role):
    leaks = []
    for name in _MACHINES:
        leaks += _leaks(rows, askers[role], reverse(name), to_public=True)
    for section in _SECTIONS:
        url = reverse("home:sitemap_section", args=[section])
        leaks += _leaks(rows, askers[role], url, to_public=True)
    for relation in RELATIONS:
        for name, key in (("organisation", "number"), ("place", "code")):
            record = rows.of("division" if name == "place" else name, relation)
            url = reverse(f"partners:{name}_detail", args=[getattr(record, key)])
            leaks += _leaks(rows, askers[role], url, to_public=True)
    assert not leaks, listed(leaks)


@pytest.mark.parametrize("role", ["visitor", *BY_DUTY])
def test_originals_and_guessed_names_are_no_files(rows, askers, role):
    found = []
    for relation in ("own", "near", "far", "own shown"):
        picture = rows.of("activity", relation).photos.first().image
        paths = [f"/media/{picture.file.name}"]
        if not relation.endswith("shown"):
            evidence = rows.of("fund_entry", relation).evidence
            paths += [f"/media/{evidence.file.name}", f"/documents/{evidence.pk}/other.pdf"]
        for path in paths:
            if word_of(askers[role].ask("get", path)) != "unknown":
                found.append((relation, path))
    assert not found, listed(found)


@pytest.mark.parametrize("role", BY_DUTY)
def test_sheets_of_the_workspace_hold_the_scope(rows, askers, role):
    leaks = []
    for slug, register in registers().items():
        if slug in ("places", "programme-years") or workspace_list(role, slug) != "page":
            continue
        for kind in _SHEETS:
            url = f"{register.url}?export={kind}&q={BEGINNING}"
            leaks += _leaks(rows, askers[role], url, to_public=False)
    assert not leaks, listed(leaks)


@pytest.mark.parametrize("kind", _SHEETS)
@pytest.mark.parametrize("slug", ["pairings", "projects", "activities"])
def test_canary_is_seen_in_a_sheet_where_it_may(rows, askers, kind, slug):
    """Else a sheet that cannot be read would pass for one that holds nothing."""
    found = {"pairings": "pairing", "projects": "project", "activities": "activity"}[slug]
    number = rows.of(found, "own").number
    answer = askers["city"].ask("get", f"{registers()[slug].url}?export={kind}")
    assert number in text_of(answer)


@pytest.mark.parametrize("role", BY_DUTY)
def test_searches_of_the_workspace_hold_the_scope(rows, askers, role):
    leaks = []
    numbers = [rows.of("pairing", relation).number for relation in RELATIONS]
    for name in ("home", "audit", "people", "text_guard"):
        for question in (BEGINNING, "139000", *numbers):
            response = askers[role].ask("get", f"{reverse(f'workspace:{name}')}?q={question}")
            if found := given_away(rows, role, text_of(response)):
                leaks.append((name, question, found))
    for kind in _SHEETS:
        response = askers[role].ask("get", f"{reverse('workspace:audit')}?export={kind}")
        if found := given_away(rows, role, text_of(response)):
            leaks.append(("audit", kind, found))
    assert not leaks, listed(leaks)


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_lists_choosers_and_sheets_of_the_admin(rows, askers, role):
    leaks = []
    for name in RECORDS:
        if name == "membership" and role == "editor":
            continue
        listing = reverse(f"{name}:index")
        for url in (f"{listing}?q={BEGINNING}", *(f"{listing}?export={k}" for k in _SHEETS)):
            leaks += _leaks(rows, askers[role], url, to_public=False)
    for address in addresses():
        if address.name.endswith((":choose", ":choose_results", "_results", ":usage")):
            response = askers[role].ask("get", f"{path_of(address, rows, 'far')}?q={BEGINNING}")
            if found := given_away(rows, role, text_of(response)):
                leaks.append((address.name, found))
    everywhere = ("wagtailadmin_pages:search", "wagtailadmin_reports:site_history")
    for name in everywhere:
        leaks += _leaks(rows, askers[role], f"{reverse(name)}?q={BEGINNING}", to_public=False)
    assert not leaks, listed(leaks)


def _ways_to_files(rows):
    """Addresses that list files or answer for one, asked for the evidence of the ledger."""
    evidence = rows.of("fund_entry", "far").evidence
    api = "wagtailadmin_api:documents"
    yield f"{reverse(f'{api}:listing')}?fields=*"
    yield f"{reverse(f'{api}:listing')}?search={BEGINNING}"
    yield reverse(f"{api}:detail", args=[evidence.pk])
    yield f"{reverse(f'{api}:find')}?id={evidence.pk}"
    for name in ("wagtaildocs:index", "wagtaildocs_chooser:choose", "wagtaildocs:index_results",
        "wagtaildocs_chooser:choose_results"):  # fmt: skip
        yield reverse(name)
        yield f"{reverse(name)}?q={BEGINNING}"
    yield f"{reverse('wagtaildocs_chooser:chosen_multiple')}?id={evidence.pk}"
    yield reverse("wagtaildocs_chooser:chosen", args=[evidence.pk])
    for screen in ("edit", "delete", "document_usage"):
        yield reverse(f"wagtaildocs:{screen}", args=[evidence.pk])
    yield f"{reverse('wagtailadmin_pages:search')}?q={BEGINNING}"


@pytest.mark.parametrize("role", STAFF)
def test_screens_of_files_do_not_know_evidence(rows, askers, role):
    titles = {rows.of("fund_entry", relation).evidence.title for relation in RELATIONS}
    known = []
    for url in _ways_to_files(rows):
        text = text_of(askers[role].ask("get", url))
        known += [(url, title) for title in titles if title in text]
    assert not known, listed(known)


@pytest.mark.parametrize("role", ["editor", "administrator"])
def test_the_admin_api_gives_nothing_away(rows, askers, role):
    leaks = []
    for kind in ("pages", "documents", "images"):
        listing = reverse(f"wagtailadmin_api:{kind}:listing")
        for question in ("fields=*", f"search={BEGINNING}", "fields=*&limit=20&offset=20"):
            leaks += _leaks(rows, askers[role], f"{listing}?{question}", to_public=False)
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
        # The door asks not what is named.
        for ids in ("id=all", "id=1", "id=1&id=2") if role in STAFF else ("id=all",):
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
            known = evidence.title in text_of(response) or any("document" in t for t in written)
            if known or word_of(response) != "unknown":
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
