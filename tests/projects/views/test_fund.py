"""The public ledger: verified lines, their totals, and nothing that is not public."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from projects.enums import FundKind
from projects.models import FundEntry
from tests.factories import (
    DocumentFactory,
    FundEntryFactory,
    FunderFactory,
    OrganisationNameFactory,
    ProjectFactory,
)
from tests.factories.world import World

from .conftest import MEGABYTE

pytestmark = pytest.mark.django_db

KINDS = {"kind": ["received", "in_kind"]}


@pytest.fixture
def line(world: World) -> FundEntry:
    """One verified line of 1,234.56 yuan in the east."""
    project = ProjectFactory(public=True, name="涵闸维修", division=world.plum)
    funder = FunderFactory(name="市级财政专项")
    OrganisationNameFactory(organisation=funder, name="市财")
    return FundEntryFactory(
        project=project, provider=funder, amount=Decimal("1234.56"), verified=True
    )


def amounts(client: Client, **asked: Any) -> list[Decimal]:
    """The signed amounts a list shows, each found on its page."""
    response = client.get("/funds/", asked)
    assert response.status_code == 200
    rows = response.context["page_obj"].object_list
    page = response.content.decode()
    assert page.count('<td class="is-money">') == len(rows)
    assert all(f">{row.signed_amount:,.2f}<" in page for row in rows)
    return sorted(row.signed_amount for row in rows)


def test_a_row_says_when_for_what_of_which_kind_from_whom_and_how_much(
    line: FundEntry, client: Client
) -> None:
    page = client.get("/funds/").content.decode()

    for words in ("2024-06-15", "涵闸维修", "到账", "市级财政专项", "1,234.56"):
        assert words in page
    assert f'href="{line.get_absolute_url()}"' in page
    assert f'href="{line.project.get_absolute_url()}"' in page


def test_the_total_above_the_lines_is_exact_and_keeps_promises_apart(
    line: FundEntry, client: Client
) -> None:
    rest = {"project": line.project, "verified": True}
    FundEntryFactory(amount=Decimal("999999999999.99"), **rest)
    FundEntryFactory(amount=Decimal("0.01"), kind=FundKind.IN_KIND, **rest)
    FundEntryFactory(amount=Decimal("500.00"), kind=FundKind.PLEDGED, **rest)
    FundEntryFactory(amount=Decimal("600.00"), kind=FundKind.AGREED, **rest)
    FundEntryFactory(amount=Decimal("700.00"), kind=FundKind.SPENT, **rest)

    everything = client.get("/funds/").content.decode()
    arrived = client.get("/funds/", KINDS).content.decode()
    promised = client.get("/funds/", {"kind": "pledged"}).content.decode()

    assert "<b>1,000,000,001,234.56 元</b>" in everything
    assert "<b>1,000,000,001,234.56 元</b>" in arrived
    assert "承诺" in everything
    assert "承诺" not in arrived
    assert "500.00 元" in promised
    assert "<dt>协调争取资金</dt>" not in promised


def test_a_reversal_is_a_line_of_its_own_with_its_sign(line: FundEntry, client: Client) -> None:
    FundEntryFactory(reverses=line, verified=True, date=date(2024, 8, 1))

    page = client.get("/funds/", KINDS | {"year": "2024"}).content.decode()

    assert amounts(client, **KINDS) == [Decimal("-1234.56"), Decimal("1234.56")]
    assert "冲正" in page
    assert "<b>0.00 元</b>" in page


def test_a_reversal_counts_in_the_year_of_its_own_date(line: FundEntry, client: Client) -> None:
    FundEntryFactory(reverses=line, verified=True, date=date(2025, 1, 1))

    assert amounts(client, year="2024") == [Decimal("1234.56")]


def test_filters_narrow_the_lines(line: FundEntry, client: Client, world: World) -> None:
    other = ProjectFactory(public=True, name="桃湾大米", division=world.village)
    mine, yours = line.amount, Decimal("8.00")
    second = FundEntryFactory(
        project=other, amount=yours, kind=FundKind.SPENT, verified=True, date=date(2023, 5, 1)
    )

    assert amounts(client) == [yours, mine]
    assert amounts(client, year="2024") == [mine]
    assert amounts(client, place=world.east.code) == [mine]
    assert amounts(client, kind="spent") == [yours]
    assert amounts(client, kind=["spent", "received"]) == [yours, mine]
    assert amounts(client, project=other.number) == [yours]
    assert amounts(client, provider=line.provider.number) == [mine]
    assert amounts(client, receiver=second.receiver.number) == [yours]
    assert amounts(client, q="大米") == [yours]
    assert amounts(client, q="市财") == [mine]
    assert amounts(client, q=line.number) == [mine]


def test_the_record_a_list_was_opened_from_is_named(line: FundEntry, client: Client) -> None:
    page = client.get("/funds/", {"provider": line.provider.number}).content.decode()

    assert f'<a href="{line.provider.get_absolute_url()}">市级财政专项</a>' in page


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"kind": "gold"}, "没有这一性质"),
        ({"kind": ["received", "NaN"]}, "没有这一性质"),
        ({"kind": MEGABYTE}, "没有这一性质"),
        ({"project": "XM-2024-999999"}, "没有找到这一项目"),
        ({"provider": "1; DROP TABLE"}, "没有找到这一提供方"),
        ({"receiver": MEGABYTE}, "没有找到这一接收方"),
        ({"year": "NaN"}, "没有这一年度"),
        ({"year": "2024-13-45"}, "没有这一年度"),
        ({"project": ["XM-2024-000001", "XM-2024-000002"]}, "只能选择一项"),
        ({"q": "\x00"}, "空字符"),
    ],
)
def test_a_wrong_filter_is_answered_with_words_and_no_total(
    line: FundEntry, client: Client, asked: dict, message: str
) -> None:
    response = client.get("/funds/", asked)

    assert response.status_code == 200
    assert message in response.content.decode()
    assert "1,234.56" not in response.content.decode()


@pytest.mark.parametrize("page", ["0", "2", "last", "-3", "1e3"])
def test_a_page_that_is_not_there_is_not_found(line: FundEntry, client: Client, page: str) -> None:
    assert client.get("/funds/", {"page": page}).status_code == 404


def test_lines_that_are_not_public_are_neither_listed_nor_found(
    line: FundEntry, client: Client, admin_client: Client
) -> None:
    unverified = FundEntryFactory(project=line.project, amount=Decimal("777.77"))
    of_draft = FundEntryFactory(project=ProjectFactory(name="草稿项目"), verified=True)
    of_terminated = FundEntryFactory(project=ProjectFactory(terminated=True), verified=True)
    pending_reversal = FundEntryFactory(reverses=line)

    assert amounts(client) == amounts(admin_client) == [line.amount]
    for hidden in (unverified, of_draft, of_terminated, pending_reversal):
        assert client.get(hidden.get_absolute_url()).status_code == 404
    assert "草稿项目" not in client.get("/funds/?q=草稿").content.decode().replace("草稿</", "")
    assert (
        "没有找到这一项目"
        in client.get("/funds/", {"project": of_draft.project.number}).content.decode()
    )


def test_the_page_of_a_line_links_the_reversal_and_the_original(
    line: FundEntry, client: Client
) -> None:
    reversal = FundEntryFactory(reverses=line, verified=True)

    original = client.get(line.get_absolute_url()).content.decode()
    taken_back = client.get(reversal.get_absolute_url()).content.decode()

    assert f'href="{reversal.get_absolute_url()}"' in original
    assert "已被冲正" in original
    assert f'href="{line.get_absolute_url()}"' in taken_back
    assert "-1,234.56 元" in taken_back


def test_a_reversal_nobody_verified_is_not_told(line: FundEntry, client: Client) -> None:
    reversal = FundEntryFactory(reverses=line, note="录入有误")

    page = client.get(line.get_absolute_url()).content.decode()

    assert reversal.number not in page
    assert "冲正" not in page


def test_evidence_notes_and_people_are_nowhere(world: World, client: Client) -> None:
    document = DocumentFactory(title="机密凭证", file=ContentFile(b"x", name="jimi.pdf"))
    line = FundEntryFactory(verified=True, evidence=document, note="内部说明")

    for url in ("/funds/", line.get_absolute_url(), "/funds/?q=内部"):
        page = client.get(url).content.decode()
        for hidden in ("机密凭证", "jimi", "内部说明", document.url, document.file.name):
            assert hidden not in page
        for person in (line.entered_by, line.verified_by):
            assert person.display_name not in page


def test_the_lists_take_the_same_queries_for_one_and_for_three(
    line: FundEntry, queries_of: Callable[[str], int]
) -> None:
    url = f"/funds/?year=2024&kind=received&kind=in_kind&project={line.project.number}"
    one, narrow, detail = queries_of("/funds/"), queries_of(url), line.get_absolute_url()
    page = queries_of(detail)
    for _ in range(3):
        FundEntryFactory(project=line.project, verified=True)

    assert queries_of("/funds/") == one <= 8
    assert queries_of(url) == narrow <= 8
    assert queries_of(detail) == page <= 8
