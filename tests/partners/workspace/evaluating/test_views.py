"""Both sides rate the year about its end; nobody reads one answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from partners.models import Evaluation, Event, ProgrammeYear
from partners.models.evaluation import CLOSES_AFTER, FEWEST_SHOWN, OPENS_BEFORE, weeks_of
from tests.factories import PairingFactory, ProgrammeYearFactory, UnitFactory

pytestmark = pytest.mark.django_db

MARKS = {"cooperation": "5", "benefit": "4", "communication": "3"}
SUMMARY = "/workspace/evaluations/"


@pytest.fixture
def pairing(cast):
    own = cast.parties["own"]
    sides = {"unit_side": own.unit, "community_side": own.community}
    made = PairingFactory(**sides, division=own.place, signed=True)
    _ends(made, timezone.localdate())
    return made


def _ends(pairing, day):
    ProgrammeYear.objects.filter(pk=pairing.programme_year_id).update(
        starts_on=day - timedelta(days=364), ends_on=day
    )


def url(pairing):
    return f"{SUMMARY}{pairing.number}/"


def test_each_side_answers_once_and_may_think_again(cast, at_desk, pairing):
    assert at_desk("unit").post(url(pairing), MARKS).url == "/workspace/"
    at_desk("community").post(url(pairing), MARKS | {"benefit": "5"})
    at_desk("unit").post(url(pairing), MARKS | {"benefit": "1"})
    answers = {e.side: (e.organisation, e.benefit) for e in Evaluation.objects.all()}
    own = cast.parties["own"]
    assert answers == {"unit": (own.unit, 1), "community": (own.community, 5)}


def test_it_waits_on_the_first_screen_until_it_is_done(at_desk, pairing):
    unit = at_desk("unit")
    assert "待评价的结对" in unit.get("/workspace/").content.decode()
    unit.post(url(pairing), MARKS)
    assert "待评价的结对" not in unit.get("/workspace/").content.decode()
    assert "待评价的结对" in at_desk("community").get("/workspace/").content.decode()


@pytest.mark.parametrize(
    ("days", "is_open"),
    [(OPENS_BEFORE, True), (OPENS_BEFORE + 1, False), (-CLOSES_AFTER, True),
     (-CLOSES_AFTER - 1, False)],
)  # fmt: skip
def test_it_is_open_about_the_end_of_the_year(at_desk, pairing, days, is_open):
    _ends(pairing, timezone.localdate() + timedelta(days=days))
    pairing.programme_year.refresh_from_db()
    unit = at_desk("unit")
    assert ("待评价的结对" in unit.get("/workspace/").content.decode()) == is_open
    page = unit.get(url(pairing))
    opens, closes = weeks_of(pairing.programme_year)
    assert ('name="benefit"' in page.content.decode()) == is_open
    told = f"自 {opens} 起" if days > 0 else f"已于 {closes} 结束"
    assert (told in page.content.decode()) != is_open
    unit.post(url(pairing), MARKS)
    assert Evaluation.objects.exists() == is_open


@pytest.mark.parametrize("bad", [{"benefit": "6"}, {"benefit": ""}, {"benefit": "很好"}])
def test_marks_that_are_none_are_said_at_their_field(at_desk, pairing, bad):
    response = at_desk("unit").post(url(pairing), MARKS | bad)
    assert list(response.context["form"].errors) == ["benefit"]
    assert not Evaluation.objects.exists()


@pytest.mark.parametrize(
    ("role", "status"),
    [("street", 403), ("auditor", 403), ("west", 404), ("nobody", 403), ("editor", 403)],
)
def test_others_rate_nothing(at_desk, pairing, role, status):
    assert at_desk(role).get(url(pairing)).status_code == status
    assert at_desk(role).post(url(pairing), MARKS).status_code == status


def test_the_trail_says_that_and_not_what(at_desk, pairing):
    at_desk("unit").post(url(pairing), MARKS)
    event = Event.objects.of(pairing).get(action="evaluate")
    assert (event.changes, event.reason) == ({}, "")


def _answers(parties, count):
    for _ in range(count):
        sides = {"unit_side": UnitFactory(), "community_side": parties.community}
        pairing = PairingFactory(**sides, division=parties.place, signed=True)
        Evaluation.objects.create(
            pairing=pairing,
            side="unit",
            organisation=pairing.unit_side,
            entered_by=pairing.entered_by,
            cooperation=5,
            benefit=4,
            communication=3,
        )


def test_fewer_than_five_answers_are_not_told(cast, at_desk):
    _answers(cast.parties["own"], FEWEST_SHOWN - 1)
    year = Evaluation.objects.first().pairing.programme_year.key
    page = at_desk("street").get(f"{SUMMARY}?year={year}").content.decode()
    assert f"{FEWEST_SHOWN - 1} 份，不足 {FEWEST_SHOWN} 份，不显示" in page
    assert "<meter" not in page
    _answers(cast.parties["own"], 1)
    page = at_desk("street").get(f"{SUMMARY}?year={year}").content.decode()
    assert "5.0" in page
    assert "4.0" in page


def test_it_opens_on_the_newest_year_that_was_rated(cast, at_desk):
    ProgrammeYearFactory(year=2031, division=cast.world.city)
    street = at_desk("street")
    assert street.get(SUMMARY).context["year"].year == 2031  # nobody said anything yet
    _answers(cast.parties["own"], 1)
    rated = Evaluation.objects.first().pairing.programme_year
    assert street.get(SUMMARY).context["year"] == rated
    assert at_desk("west").get(SUMMARY).context["year"].year == 2031


def test_answers_elsewhere_do_not_count(cast, at_desk):
    _answers(cast.parties["far"], FEWEST_SHOWN)
    year = Evaluation.objects.first().pairing.programme_year.key
    assert "5.0" not in at_desk("street").get(f"{SUMMARY}?year={year}").content.decode()
    assert "5.0" in at_desk("west").get(f"{SUMMARY}?year={year}").content.decode()


def test_the_summary_is_for_departments_and_auditors(at_desk):
    statuses = {r: at_desk(r).get(SUMMARY).status_code for r in ("unit", "auditor", "street")}
    assert statuses == {"unit": 403, "auditor": 200, "street": 200}
