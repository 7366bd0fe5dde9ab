"""What waits on the first page of the admin: counts with their rule, each opening its list."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.waiting import tasks_for
from tests.admin import HOME, administrator, client_of, editor, somebody_with, words
from tests.factories import (
    ActivityFactory,
    AdministratorFactory,
    AgreementFactory,
    AllianceFactory,
    ChecklistItemFactory,
    FundEntryFactory,
    ListItemFactory,
    PairingFactory,
    ProjectFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 7, 1)


def counts(user, on=TODAY) -> dict[str, int]:
    return {task.label: task.count for task in tasks_for(user, on)}


def test_nothing_waits_in_an_empty_portal():
    assert counts(AdministratorFactory()) == {}
    assert "没有需要办理的事项" in words(client_of(administrator()).get(HOME))


def one_of_each() -> None:
    """One record of each kind that waits, but for a pairing that lags."""
    PairingFactory(active=True, end_on=date(2024, 6, 30))
    ListItemFactory(deadline=date(2024, 6, 30))
    AgreementFactory(
        approved=True, signed_on=date(2024, 1, 1), valid_until=TODAY + timedelta(days=10)
    )
    ActivityFactory(disputed=True)
    ActivityFactory()
    FundEntryFactory()
    ProjectFactory(submitted=True)
    UpdateFactory(submitted=True)
    AllianceFactory(submitted=True)
    AgreementFactory(submitted=True, valid_until=None)
    ListItemFactory(submitted=True, deadline=None)


def test_each_kind_of_waiting_is_counted():
    one_of_each()
    assert counts(AdministratorFactory()) == {
        "结对过期未处理": 1,
        "需求逾期未办结": 1,
        "协议即将到期": 1,
        "活动有异议": 1,
        "资金待核验": 1,
        "项目待审核": 1,
        "进展待审核": 1,
        "联盟待审核": 1,
        "协议待审核": 1,
        "清单事项待审核": 1,
        "活动待确认": 1,
    }


def test_what_is_done_does_not_wait():
    PairingFactory(expired=True)
    ActivityFactory(confirmed=True)
    FundEntryFactory(verified=True)
    ProjectFactory(public=True)
    AgreementFactory(approved=True, valid_until=date(2999, 1, 1))
    assert counts(AdministratorFactory()) == {}


def late_pairing():
    item = ChecklistItemFactory(due_on=date(2024, 6, 30))
    pairing = PairingFactory(active=True, level=item.level)
    ActivityFactory(pairing=pairing, confirmed=True)
    return pairing


@time_machine.travel(TODAY)
def test_pairings_that_lag_in_the_featured_year_are_counted_and_listed():
    pairing = late_pairing()
    person = administrator()
    task = tasks_for(person, TODAY)[0]
    assert (task.label, task.count, task.is_late) == ("2024 年结对滞后", 1, True)
    assert pairing.number in words(client_of(person).get(task.url))


@time_machine.travel(TODAY)
def test_every_count_opens_a_list_of_as_many_rows():
    late_pairing()
    one_of_each()
    person = administrator()
    client = client_of(person)
    for task in tasks_for(person, timezone.localdate()):
        response = client.get(task.url)
        assert response.status_code == 200, task
        page = response.context_data["paginator"]
        assert page.count == task.count, task


def test_only_what_a_person_may_view_is_told():
    FundEntryFactory()
    ProjectFactory(submitted=True)
    assert set(counts(somebody_with("projects.view_project"))) == {"项目待审核"}
    assert counts(somebody_with()) == {}
    assert set(counts(editor())) == {"资金待核验", "项目待审核"}


def test_the_first_page_costs_the_same_however_much_waits():
    client = client_of(AdministratorFactory())

    def asked() -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            client.get(HOME)
        return len(queries)

    ProjectFactory(submitted=True), FundEntryFactory()
    client.get(HOME)
    one = asked()
    ProjectFactory(submitted=True), FundEntryFactory(), ActivityFactory()
    assert asked() == one
