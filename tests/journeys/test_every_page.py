"""A visitor who follows every link meets answers, no word that was renamed, nothing private."""

from datetime import date

import pytest
from django.test import Client

from partners.models import PairingLevel
from projects.enums import FundKind
from tests import factories
from tests.journeys.crawl import Visited, crawl

pytestmark = pytest.mark.django_db

CANARY = "不公开的金丝雀"


@pytest.fixture
def small_city() -> None:
    """One of everything the public may see, linked with each other."""
    year = factories.ProgrammeYearFactory(complete=True)
    pairing = factories.PairingFactory(signed=True, second=True, programme_year=year)
    factories.PairingContactFactory(pairing=pairing, name="公开的联系人", is_public=True)
    alliance = factories.AllianceFactory(approved=True, members=[pairing.unit_side])
    agreement = factories.AgreementFactory(approved=True, association=True)
    need = factories.ListItemFactory(approved=True)
    for origin in (pairing, alliance, agreement):
        project = factories.ProjectFactory(public=True, origin=origin, need=need)
        factories.ProjectParticipantFactory(project=project, organisation=pairing.unit_side)
        factories.FundEntryFactory(project=project, verified=True, kind=FundKind.RECEIVED)
        factories.UpdateFactory(project=project, approved=True)
    factories.ActivityFactory(pairing=pairing, confirmed=True, date=date(2024, 5, 4))


@pytest.fixture
def hidden_city() -> None:
    """One of everything the public may not see, each with the canary in its words."""
    pairing = factories.PairingFactory(signed=True)
    factories.PairingContactFactory(pairing=pairing, name=CANARY, phone="13800000001")
    factories.PairingFactory(unit_side__name=f"{CANARY}单位", unit_side__parent=None)
    factories.AllianceFactory(name=f"{CANARY}联盟")
    factories.AgreementFactory(title=f"{CANARY}协议", association=True)
    factories.ListItemFactory(title=f"{CANARY}需求")
    factories.AssignmentFactory(name=CANARY, place=pairing.division)
    project = factories.ProjectFactory(public=True, origin=pairing)
    factories.ProjectFactory(name=f"{CANARY}项目", origin=pairing)
    factories.UpdateFactory(project=project, title=f"{CANARY}进展")
    factories.ActivityFactory(pairing=pairing, title=f"{CANARY}活动")
    factories.FundEntryFactory(project=project, amount="987654.32", note=CANARY)
    factories.FundEntryFactory(project=project, verified=True, note=CANARY)


def _walk(client: Client) -> list[Visited]:
    return list(crawl(client))


def test_every_link_of_the_public_site_leads_to_an_answer(client: Client, small_city: None) -> None:
    pages = _walk(client)

    broken = [(page.url, page.status, page.linked_from) for page in pages if page.status != 200]
    assert not broken
    kinds = {page.url.split("/")[1] for page in pages}
    assert kinds >= {
        "showcase",
        "projects",
        "pairings",
        "alliances",
        "agreements",
        "organisations",
        "places",
        "activities",
        "funds",
        "list-items",
        "search",
    }


def test_renaming_both_pairing_levels_leaves_no_old_word_anywhere(
    client: Client, small_city: None
) -> None:
    for rank, name in ((1, "区街结对"), (2, "支部结对")):
        PairingLevel.objects.filter(rank=rank).update(name=name)

    pages = _walk(client)

    assert any("支部结对" in page.text for page in pages)
    for old in ("一级结对", "二级结对"):
        assert not [page.url for page in pages if old in page.text]


def test_nothing_private_is_found_by_following_links(
    client: Client, small_city: None, hidden_city: None
) -> None:
    pages = _walk(client)

    assert len(pages) > 50
    for secret in (CANARY, "987,654.32", "13800000001"):
        found = [page.url for page in pages if secret in page.text]
        # An organisation is public by itself; what it does in secret is not.
        assert not [url for url in found if not url.startswith("/organisations/")], secret
