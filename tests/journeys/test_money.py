"""A line of the ledger: entered with its evidence, verified, in the public total, reversed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from partners.enums import MembershipRole
from projects.enums import ParticipantRole
from projects.models import FundEntry
from tests.factories import CityFactory, ProjectFactory, ProjectParticipantFactory

from . import costs
from .conftest import department_of, member
from .hands import DESK, Hands, hands_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_PAPER = (
    b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture
def visitor(browser: Browser, live_server):
    """A browser of somebody who is not logged in."""
    page = browser.new_page(base_url=live_server.url)
    yield page
    page.close()


@pytest.fixture
def project(pairing):
    made = ProjectFactory(
        name="雨污分流改造",
        public=True,
        origin=pairing,
        programme_year=pairing.programme_year,
        division=pairing.division,
    )
    ProjectParticipantFactory(project=made, organisation=pairing.unit_side)
    ProjectParticipantFactory(
        project=made, organisation=pairing.community_side, role=ParticipantRole.BENEFICIARY
    )
    return made


def public_total(visitor: Page) -> tuple[str, str]:
    """The money in the figures of the showcase, and under the public ledger."""
    visitor.goto("/showcase/")
    shown = re.findall(r"(\S+)\n协调争取资金\n", visitor.locator("main").inner_text())
    visitor.goto("/funds/")
    listed = re.findall(r"协调争取资金\n(\S+ 元)", visitor.locator("main").inner_text())
    return shown[0], listed[0] if listed else ""


def test_money_counts_once_verified_and_no_longer_once_reversed(
    browser: Browser, live_server, project, visitor
):
    unit = member(project.participants.first().organisation, MembershipRole.UNIT_LIAISON)
    first, second = (department_of(CityFactory(), f"市级组织部门{n}处") for n in ("一", "二"))
    with hands_of(unit, browser, live_server.url) as hands:
        hands.go("/workspace/")
        hands.follow("填报资金")
        hands.is_sound()
        hands.fill("金额（元）", "1234567.89")
        hands.hand_over("凭证（可不传）", "到账单.pdf", _PAPER)
        hands.press("提交，等待核验")
        hands.is_told("等待核验")
        assert hands.cost == costs.ENTER_FUND
    assert FundEntry.objects.get().evidence is not None
    assert public_total(visitor) == ("0元", "")
    counted = ("123.46万元", "1,234,567.89 元")
    with hands_of(first, browser, live_server.url, size=DESK) as hands:
        _verify(hands)
        assert public_total(visitor) == counted
        hands.begin()
        hands.follow("资金台账")
        hands.follow("雨污分流改造")
        hands.follow("冲正")
        hands.is_sound()
        hands.fill("理由", "重复录入。")
        hands.press("冲正")
        hands.is_told("已办理：冲正")
        assert hands.cost == costs.REVERSE_FUND
    assert public_total(visitor) == counted  # until somebody else has verified the reversal
    with hands_of(second, browser, live_server.url, size=DESK) as hands:
        _verify(hands)
    assert public_total(visitor) == ("0元", "0.00 元")


def _verify(hands: Hands) -> None:
    """Verify what waits first, with its evidence before the eyes."""
    hands.go("/workspace/")
    expect(hands.page.get_by_role("heading", name="待核验的资金")).to_be_visible()
    hands.tap(hands.page.get_by_role("link", name="雨污分流改造"))
    hands.is_sound()
    hands.press("核验")
    hands.is_told("已办理：核验")
    assert hands.cost == costs.VERIFY_FUND
