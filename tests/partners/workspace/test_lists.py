"""What lists and records of the workspace cost does not grow with what they hold."""

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from partners.enums import OrganisationKind
from partners.models import Organisation, ProxyEntry, ReviewLevel
from partners.proxies import note_proxy
from partners.scope import scope_of
from partners.workspace.filtering import Filters
from partners.workspace.registers import registers
from tests.admin import client_of, words
from tests.factories import (
    ActivityPhotoFactory,
    AfterCareFactory,
    ChecklistItemFactory,
    ClaimFactory,
    CommitmentFactory,
    CommunityFactory,
    MilestoneFactory,
    OrganisationFactory,
    OrganisationNameFactory,
    OutcomeFactory,
    PairingContactFactory,
    ProgrammeYearFactory,
    UnitFactory,
    UpdatePhotoFactory,
)
from tests.factories.cast import HIDDEN, SHOWN, Cast, Parties

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

#: Queries of a list, log-in and memberships included; administrators' rights are two more.
MOST_OF_A_LIST = {"city": 10, "unit": 10, "administrator": 12}
#: Of a record, with its history, all its child rows and what can be begun there.
MOST_OF_A_RECORD = 29

_NAMES = {
    "pairings": "pairing",
    "alliances": "alliance",
    "agreements": "agreement",
    "list-items": "list_item",
    "claims": "claim",
    "assignments": "assignment",
    "projects": "project",
    "updates": "update",
    "activities": "activity",
    "funds": "fund_entry",
}


def _organisation(parties: Parties) -> Organisation:
    found = UnitFactory(division=parties.place, parent=parties.unit)
    OrganisationNameFactory(organisation=found)
    return found


def _proxy(parties: Parties) -> ProxyEntry:
    record = HIDDEN["activity"](parties)
    record.on_behalf_of = parties.unit
    record.save()
    return note_proxy(record, record.entered_by)


#: What makes one more row of a register.
MAKERS = {slug: HIDDEN[name] for slug, name in _NAMES.items()} | {
    "organisations": _organisation,
    "places": lambda parties: parties.place,
    "programme-years": lambda parties: ProgrammeYearFactory(year=1900 + parties.place.pk),
    "checklist": lambda parties: ChecklistItemFactory(division=parties.place),
    "review-levels": lambda parties: ReviewLevel.objects.create(
        division=parties.place, subject="fund", rank=2
    ),
    "proxies": _proxy,
}
#: Registers that liaisons do not meet.
OF_PLACES = {"places", "programme-years", "checklist", "review-levels"}


def parties_beside(cast: Cast) -> Parties:
    """The unit of the liaison with a community of its own, in the street of the others."""
    place = CommunityFactory(parent=cast.world.street)
    community = OrganisationFactory(kind=OrganisationKind.COMMUNITY, division=place)
    return Parties(cast.parties["own"].unit, community, place)


def asked(client: Client, url: str) -> int:
    """How many queries a page asks. Raises AssertionError where it is no page."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, (url, response.status_code)
    return len(queries)


def test_every_register_of_the_workspace_is_counted():
    assert set(MAKERS) == set(registers())


@pytest.mark.parametrize("slug", MAKERS)
def test_list_asks_the_same_at_one_and_three_rows(cast, slug):
    roles = [role for role in MOST_OF_A_LIST if not (role == "unit" and slug in OF_PLACES)]
    clients = {role: client_of(cast.people[role]) for role in roles}
    url = registers()[slug].url

    def counted() -> dict[tuple[str, str], int]:
        return {
            (role, question): asked(client, url + question)
            for role, client in clients.items()
            for question in ("", "?q=示例")
        }

    MAKERS[slug](parties_beside(cast))
    counted()  # content types, the site and the like are looked up once
    few = counted()
    MAKERS[slug](parties_beside(cast))
    MAKERS[slug](parties_beside(cast))
    assert counted() == few
    assert [key for key, count in few.items() if count > MOST_OF_A_LIST[key[0]]] == []


def _grow(slug, record):
    """One more of every child row of a record."""
    makers = {
        "pairings": [lambda: PairingContactFactory(pairing=record)],
        "agreements": [lambda: CommitmentFactory(agreement=record)],
        "activities": [lambda: ActivityPhotoFactory(activity=record)],
        "updates": [lambda: UpdatePhotoFactory(update_record=record)],
        "organisations": [lambda: OrganisationNameFactory(organisation=record)],
        "list-items": [lambda: ClaimFactory(item=record)],
        "projects": [
            lambda: MilestoneFactory(project=record),
            lambda: AfterCareFactory(project=record),
            lambda: OutcomeFactory(project=record),
        ],
    }
    for make in makers.get(slug, ()):
        make()


@pytest.mark.parametrize("slug", MAKERS)
def test_record_asks_the_same_at_one_and_three_child_rows(cast, slug):
    register = registers()[slug]
    record = (SHOWN.get(_NAMES.get(slug, "")) or MAKERS[slug])(cast.parties["own"])
    client = client_of(cast.people["city"])
    url = register.url_of(record)
    _grow(slug, record)
    asked(client, url)
    few = asked(client, url)
    _grow(slug, record)
    _grow(slug, record)
    asked(client, url)  # pictures are scaled once
    assert asked(client, url) == few
    assert few <= MOST_OF_A_RECORD


@pytest.mark.parametrize("slug", MAKERS)
def test_every_answer_of_every_filter_is_one_the_rows_can_be_asked(cast, slug):
    register = registers()[slug]
    scope = scope_of(cast.people["city"])
    rows = register.rows(register.model.objects.in_scope(scope))
    offered = Filters(register, QueryDict(), scope).form.fields
    answers = [
        f"{name}={value}"
        for name, field in offered.items()
        for value, _ in getattr(field, "choices", ())
        if value
    ]
    assert answers
    for answer in answers:
        asked = Filters(register, QueryDict(answer), scope)
        asked.narrow(rows).exists()
        assert asked.form.is_valid(), answer


@pytest.mark.parametrize("slug", ["activities", "updates", "funds", "assignments"])
def test_who_begins_elsewhere_is_told_where(cast, at_desk, slug):
    said = registers()[slug].entry.begins
    assert said
    url = registers()[slug].url
    assert said in words(at_desk("city").get(url))
    for role in ("unit", "auditor"):
        assert said not in words(at_desk(role).get(url))
