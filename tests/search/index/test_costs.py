"""What saving a record costs, and many as one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.index import watching
from search.index.refreshing import refresh_kind
from search.models import Entry
from search.sources import KINDS
from tests.factories import (
    ActivityFactory,
    AgreementFactory,
    AllianceFactory,
    CommunityFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UnitFactory,
    UpdateFactory,
)
from tests.factories.pages import notice, standard, story

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


SAVED = {
    "case": (lambda: story("案例", project=ProjectFactory(public=True)), "summary", 12),
    "project": (lambda: ProjectParticipantFactory().project, "summary", 11),
    "update": (lambda: UpdateFactory(approved=True), "text", 11),
    "place": (CommunityFactory, "note", 10),
    "organisation": (UnitFactory, "summary", 10),
    "pairing": (lambda: PairingFactory(signed=True), "summary", 9),
    "alliance": (lambda: AllianceFactory(approved=True), "summary", 10),
    "agreement": (lambda: AgreementFactory(approved=True), "summary", 10),
    "activity": (lambda: ActivityFactory(confirmed=True), "text", 11),
    "list_item": (lambda: ListItemFactory(approved=True), "description", 9),
    "notice": (lambda: notice("公告"), "summary", 9),
    "page": (lambda: standard("网页"), "summary", 9),
}


@pytest.mark.parametrize(("key", "saved"), SAVED.items(), ids=SAVED)
def test_saved_text_costs_few_queries(key, saved):
    make, field, most = saved
    record = make()
    watching.settle()
    setattr(record, field, "负责排水")
    record.save()
    with CaptureQueriesContext(connection) as queries:
        watching.settle()
    asked = [q["sql"] for q in queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) <= most, "\n".join(asked)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_many_records_cost_as_many_queries_as_one(kind):
    def cost(records):
        Entry.objects.filter(kind=kind.key).update(fingerprint="")
        with CaptureQueriesContext(connection) as queries:
            refresh_kind(kind, [record.pk for record in records])
        return len(queries)

    made = [SAVED[kind.key][0]() for _ in range(3)]
    watching.settle()
    assert cost(made[:1]) == cost(made)
