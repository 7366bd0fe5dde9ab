"""What waits is decided one after the other, by whom it waits for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.events import record_event
from partners.models import Event
from projects.models import Activity, FundEntry, Update
from tests.admin import words
from tests.factories import (
    ActivityFactory,
    FundEntryFactory,
    ListItemFactory,
    PairingFactory,
    UpdateFactory,
)

pytestmark = pytest.mark.django_db

QUEUE = "/workspace/review/"


@pytest.fixture
def pairing(cast):
    own = cast.parties["own"]
    sides = {"unit_side": own.unit, "community_side": own.community}
    return PairingFactory(**sides, division=own.place, signed=True)


def review(activity):
    return f"{QUEUE}activities-confirm/{activity.number}/"


def test_twenty_are_confirmed_without_going_back_to_a_list(at_desk, pairing):
    for _ in range(20):
        ActivityFactory(pairing=pairing)
    community = at_desk("community")
    first = Activity.objects.order_by("changed_at", "pk").first()
    url, steps = review(first), 0
    while "activities-confirm" in url:
        assert community.get(url).status_code == 200
        url, steps = community.post(url, {"act": "confirm"}).url, steps + 1
    assert (url, steps) == (QUEUE, 20)
    assert Activity.objects.filter(state="confirmed").count() == 20


def test_the_page_says_how_many_follow_and_skips_to_the_next(at_desk, pairing):
    first, second = ActivityFactory(pairing=pairing), ActivityFactory(pairing=pairing)
    page = at_desk("community").get(review(first)).content.decode()
    assert "此后还有 1 项" in page
    assert f'href="{review(second)}"' in page
    assert Activity.objects.filter(state="pending").count() == 2


def test_a_refusal_wants_a_reason_which_the_author_reads_on_the_first_screen(
    cast, at_desk, pairing
):
    activity = ActivityFactory(pairing=pairing, entered_by=cast.people["unit"])

    record_event(activity, "create", "录入", by=cast.people["unit"])
    community = at_desk("community")
    again = community.post(review(activity), {"act": "dispute", "dispute-reason": " "})
    assert again.status_code == 200
    assert "请填写理由" in again.content.decode()
    community.post(review(activity), {"act": "dispute", "dispute-reason": "人数不符"})
    activity.refresh_from_db()
    assert (activity.state, activity.dispute_reason) == ("disputed", "人数不符")
    home = at_desk("unit").get("/workspace/").content.decode()
    assert "人数不符" in home
    assert "对方有异议的活动" in home


def test_what_is_others_to_decide_is_not_decided(at_desk, pairing):
    activity = ActivityFactory(pairing=pairing)
    for role in ("unit", "street", "auditor"):
        at_desk(role).post(review(activity), {"act": "confirm"})
    for role in ("west",):
        assert at_desk(role).post(review(activity), {"act": "confirm"}).status_code == 404
    activity.refresh_from_db()
    assert activity.state == "pending"
    assert Event.objects.filter(kind="refusal").count() == 3


def test_acts_that_are_none_of_the_kind_are_unknown(at_desk, pairing):
    activity = ActivityFactory(pairing=pairing)
    community = at_desk("community")
    assert community.post(review(activity), {"act": "resubmit"}).status_code == 404
    assert community.post(review(activity), {"act": "甲"}).status_code == 404
    assert community.post(review(activity)).status_code == 404
    assert community.get(f"{QUEUE}nothing/{activity.number}/").status_code == 404
    assert community.get(f"{QUEUE}activities-confirm/HD-1999-000001/").status_code == 404


def test_pressed_twice_it_is_decided_once_and_leads_on(at_desk, pairing):
    activity = ActivityFactory(pairing=pairing)
    community = at_desk("community")
    community.post(review(activity), {"act": "confirm"})
    again = community.post(review(activity), {"act": "confirm"}, follow=True)
    assert "已确认" in again.content.decode()
    assert Event.objects.of(activity).filter(action="confirm").count() == 1


def test_what_changed_since_it_was_shown_is_shown_before_it_counts(at_desk, pairing):
    activity = ActivityFactory(pairing=pairing)
    community = at_desk("community")
    form = community.get(review(activity)).context["decisions"][0][1]
    seen = {"confirm-seen": form.initial["seen"], "confirm-since": 0, "act": "confirm"}
    activity.attendance = 99
    activity.save()
    response = community.post(review(activity), seen)
    assert response.status_code == 200
    assert "记录有改动" in response.content.decode()
    activity.refresh_from_db()
    assert activity.state == "pending"


def test_nobody_approves_the_own_entry(cast, at_desk):
    city, place = cast.people["city"], cast.parties["own"].place
    mine = UpdateFactory(submitted=True, entered_by=city, division=place)
    desk = at_desk("city")
    assert mine.title not in desk.get(QUEUE).content.decode()
    desk.post(f"{QUEUE}updates-approve/{mine.number}/", {"act": "approve"})
    assert Update.objects.get().review_state == "submitted"
    at_desk("street").post(f"{QUEUE}updates-approve/{mine.number}/", {"act": "approve"})
    update = Update.objects.get()
    assert (update.review_state, update.reviewed_by) == ("approved", cast.people["street"])
    assert update.entered_by == city


def test_who_checks_a_need_reads_what_was_done(cast, at_desk):
    need = ListItemFactory(
        organisation=cast.parties["own"].community, approved=True, stage="answered",
        answer="已清淤十二处。",
    )  # fmt: skip
    page = at_desk("community").get(f"{QUEUE}list-items-close_need/{need.number}/")
    assert "已清淤十二处。" in page.content.decode()


def test_money_is_verified_in_the_same_way(cast, at_desk):
    line = FundEntryFactory(division=cast.parties["own"].place)
    url = f"{QUEUE}funds-verify/{line.number}/"
    assert "未附凭证" in at_desk("street").get(url).content.decode()
    at_desk("street").post(url, {"act": "verify"})
    assert FundEntry.objects.get().verified_by == cast.people["street"]


def test_the_queue_and_the_first_screen_ask_the_same_at_one_and_at_three(at_desk, pairing):

    counts = {}
    for role, path in (("community", "/workspace/"), ("street", QUEUE), ("street", "/workspace/")):
        Activity.objects.all().delete()
        desk = at_desk(role)
        for made in (1, 3):
            while Activity.objects.count() < made:
                ActivityFactory(pairing=pairing)
                UpdateFactory(submitted=True, division=pairing.division)
            desk.get(path)
            with CaptureQueriesContext(connection) as asked:
                desk.get(path)
            counts[role, path, made] = len(asked)
        assert counts[role, path, 1] == counts[role, path, 3]
    assert max(counts.values()) <= 12, counts


def test_decisions_about_what_is_out_of_reach_are_told_no_more(cast, at_desk, pairing):
    unit = cast.people["unit"]
    activity = ActivityFactory(pairing=pairing, entered_by=unit)
    record_event(activity, "create", "录入", by=unit)
    at_desk("community").post(review(activity), {"act": "dispute", "dispute-reason": "人数不符"})
    assert "人数不符" in at_desk("unit").get("/workspace/").content.decode()
    unit.memberships.update(organisation=cast.parties["far"].unit)
    page = at_desk("unit").get("/workspace/").content.decode()
    assert activity.number not in page
    assert "人数不符" not in page


def test_the_page_says_what_comes_of_the_decision(at_desk, pairing):
    page = words(at_desk("community").get(review(ActivityFactory(pairing=pairing))))
    assert "确认后对外公开并计入成果" in page


@pytest.mark.parametrize(("act", "said"), [("terminate", "不再对外公开"), ("start", "改为进行中")])
def test_the_page_of_an_act_says_so_too(at_desk, pairing, act, said):
    assert said in words(at_desk("east").get(f"/workspace/pairings/{pairing.number}/{act}/"))
