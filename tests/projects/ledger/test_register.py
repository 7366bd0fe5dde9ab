"""The ledger in the admin: read, searched, exported, never edited here."""

from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from projects.enums import FundKind
from projects.ledger.admin import LedgerAdmin, LedgerListView
from projects.models import FundEntry
from tests.admin import (
    administrator,
    client_of,
    csv_of,
    editor,
    is_refused,
    is_sent_to_login,
    is_shown_the_way_out,
    liaison,
    rows_of,
    somebody_with,
    told,
    words,
)
from tests.factories import (
    CommunityFactory,
    FundEntryFactory,
    FunderFactory,
    OrganisationNameFactory,
    ProgrammeYearFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db
LIST = "ledger_modeladmin_index"


def line_url(entry: FundEntry) -> str:
    return reverse("ledger_modeladmin_inspect", args=[entry.pk])


def addresses(entry: FundEntry) -> dict[str, str]:
    found = {"list": reverse(LIST), "enter": reverse("ledger_enter"), "line": line_url(entry)}
    found |= {"csv": f"{found['list']}?export=csv", "xlsx": f"{found['list']}?export=xlsx"}
    for step in ("correct", "discard", "verify", "reverse", "history", "history_results"):
        found[step] = reverse(f"ledger_{step}", args=[entry.pk])
    return found


def test_who_may_read_the_ledger_and_who_may_act():
    urls = addresses(FundEntryFactory())
    visitor, other = client_of(None), client_of(liaison())
    assert all(is_sent_to_login(visitor.get(url)) for url in urls.values())
    assert all(is_shown_the_way_out(other.get(url)) for url in urls.values())
    stranger = client_of(somebody_with("projects.view_project"))
    assert all(is_refused(stranger.get(url)) for url in urls.values())
    reader = client_of(editor())
    refused = {kind for kind, url in urls.items() if is_refused(reader.get(url))}
    assert refused == {"enter", "correct", "discard", "verify", "reverse"}
    assert all(is_refused(reader.post(urls[kind])) for kind in refused)
    everything = client_of(administrator())
    assert {k: everything.get(u).status_code for k, u in urls.items()} == dict.fromkeys(urls, 200)


def test_who_may_only_enter_lines_reads_none():
    entry = FundEntryFactory()
    urls = addresses(entry)
    client = client_of(somebody_with("projects.add_fundentry"))
    assert client.get(urls["enter"]).status_code == 200
    assert all(is_refused(client.get(urls[kind])) for kind in ("list", "csv", "xlsx", "line"))


@pytest.mark.parametrize("action", ["create", "edit", "delete", "history"])
def test_the_register_has_no_address_that_edits_or_deletes(action):
    args = [] if action == "create" else [1]
    with pytest.raises(NoReverseMatch):
        reverse(f"ledger_modeladmin_{action}", args=args)


@pytest.mark.parametrize("path", ["edit/1/", "delete/1/", "create/", "abc/", f"{10**30}/"])
def test_addresses_guessed_are_not_found(client, path):
    FundEntryFactory(verified=True)
    assert client.get(f"/admin/ledger/{path}").status_code == 404
    assert client.post(f"/admin/ledger/{path}").status_code == 404


def test_the_list_costs_the_same_with_one_line_and_with_three(client):
    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(LIST)).status_code == 200
        return len(queries)

    line = FundEntryFactory(verified=True)
    client.get(reverse(LIST))
    one = asked()
    FundEntryFactory()
    FundEntryFactory(reverses=line, verified=True)
    assert asked() == one


def shown(client, **query) -> str:
    return words(client.get(reverse(LIST), query))


def test_lines_are_filtered_by_kind_year_verification_and_place(client):
    ProgrammeYearFactory(), ProgrammeYearFactory(year=2023)
    here, there = CommunityFactory(), CommunityFactory()
    waiting = FundEntryFactory(kind=FundKind.PLEDGED, project=ProjectFactory(division=here))
    verified = FundEntryFactory(verified=True, project=ProjectFactory(division=there))
    reversal = FundEntryFactory(reverses=verified)
    lines = {"waiting": waiting, "verified": verified, "reversal": reversal}

    def left(**query) -> set[str]:
        page = shown(client, **query)
        return {name for name, line in lines.items() if line.number in page}

    assert left() == set(lines)
    assert left(kind="pledged") == {"waiting"}
    assert left(standing="waiting") == {"waiting", "reversal"}
    assert left(standing="verified") == {"verified"}
    assert left(standing="reversals") == {"reversal"}
    assert left(year="2024") == set(lines)
    assert left(year="2023") == set()
    assert left(place=here.parent.parent.code) == {"waiting"}


@pytest.mark.parametrize(
    "query",
    [
        {"kind": "gold"},
        {"year": "1066"},
        {"standing": "maybe"},
        {"place": "x"},
        {"q": "长" * 101},
        {"q": "x" * 1_000_000},
    ],
)
def test_a_wrong_question_is_told(client, query):
    FundEntryFactory()
    response = client.get(reverse(LIST), query)
    assert response.url == reverse(LIST)
    assert told(response)


@pytest.mark.parametrize(
    "query",
    [
        {"entered_by__password__startswith": "a"},
        {"no_such_field": "1"},
        {"p": "999999"},
        {"p": "x"},
        {"p": "-1"},
        {"o": "1.-2.99.x"},
        {"export": "pdf"},
    ],
)
def test_other_parameters_ask_nothing(client, query):
    entry = FundEntryFactory()
    response = client.get(reverse(LIST), query)
    assert response.status_code == 200
    assert entry.number in words(response)


def test_lines_are_found_by_project_parties_and_number(client):
    funder = FunderFactory(name="市城建集团")
    OrganisationNameFactory(organisation=funder, name="城建")
    line = FundEntryFactory(provider=funder, project=ProjectFactory(public=True, name="排水涵闸"))
    other = FundEntryFactory()
    for text in ("城建", "排水", line.number, line.project.number, "城建 排水"):
        page = shown(client, q=text)
        assert line.number in page, text
        assert other.number not in page, text


def test_totals_stand_apart_by_kind_and_take_reversals_away(client):
    line = FundEntryFactory(verified=True, amount="1000.10")
    FundEntryFactory(verified=True, amount="0.20")
    FundEntryFactory(reverses=line, verified=True)
    FundEntryFactory(kind="pledged", amount="5000.00")
    page = shown(client)
    assert "到账 <b>0.20</b>" in page
    assert "意向 <b>5,000.00</b>" in page


def test_the_sheet_holds_amounts_as_numbers_and_zero_as_zero(client):
    line = FundEntryFactory(verified=True, amount="1234567.89", note="=SUM(A1)")
    FundEntryFactory(reverses=line, verified=True)
    headings, *rows = rows_of(client.get(reverse(LIST), {"export": "xlsx"}))
    amounts = {Decimal(str(row[headings.index("金额（元）")])) for row in rows}
    assert amounts == {Decimal("1234567.89"), Decimal("-1234567.89")}
    assert "'=SUM(A1)" in csv_of(client.get(reverse(LIST), {"export": "csv"}))


def test_the_sheet_of_a_filtered_list_holds_that_list(client):
    kept, left = FundEntryFactory(verified=True), FundEntryFactory()
    text = csv_of(client.get(reverse(LIST), {"export": "csv", "standing": "verified"}))
    assert text.startswith("\ufeff编号")
    assert kept.number in text
    assert left.number not in text


def test_a_value_of_zero_is_exported_as_zero():
    class Counted(LedgerListView):
        export_values = {"amount": lambda entry: Decimal(0)}
        list_export = ("amount",)

    row = Counted(LedgerAdmin()).to_row_dict(FundEntry())
    assert row == {"amount": Decimal(0)}


@pytest.mark.parametrize(
    ("states", "words_shown"),
    [
        ({}, "待核验"),
        ({"verified": True}, "已核验"),
    ],
)
def test_a_line_says_where_it_stands(client, states, words_shown):
    assert words_shown in words(client.get(line_url(FundEntryFactory(**states))))


def test_a_reversed_line_names_its_reversal_and_the_other_way_round(client):
    line = FundEntryFactory(verified=True)
    reversal = FundEntryFactory(reverses=line)
    page = words(client.get(line_url(line)))
    assert reversal.number in page
    assert "待核验，尚未生效" in page
    assert line.number in words(client.get(line_url(reversal)))
