"""Activities: exactly one owner, an item of its level, and counted once confirmed."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from projects.models import Activity
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    AgreementFactory,
    AllianceFactory,
    AuthorFactory,
    ChecklistItemFactory,
    PairingFactory,
    ProjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("pairing", lambda: PairingFactory(signed=True)),
        ("alliance", AllianceFactory),
        ("agreement", AgreementFactory),
    ],
)
def test_the_owner_is_the_one_that_is_set(name, make):
    owner = make()
    activity = ActivityFactory(**{"pairing": None} | {name: owner})
    activity.full_clean()
    assert activity.owner == owner
    assert activity.get_absolute_url() == f"/activities/{activity.number}/"


def test_a_checklist_item_is_of_the_level_of_the_pairing(world):
    pairing = PairingFactory(signed=True)
    fits, other = ChecklistItemFactory(level=world.one), ChecklistItemFactory(level=world.two)
    ActivityFactory(pairing=pairing, checklist_item=fits).full_clean()
    wrong = ActivityFactory(pairing=pairing, checklist_item=other)
    with pytest.raises(ValidationError, match="请选择该结对所属层级的清单事项。"):
        wrong.full_clean()


def test_an_activity_of_an_alliance_fulfils_no_checklist_item():
    activity = ActivityFactory(
        pairing=None, alliance=AllianceFactory(), checklist_item=ChecklistItemFactory()
    )
    with pytest.raises(ValidationError, match="请选择该结对所属层级的清单事项。"):
        activity.full_clean()


SIGNED = date(2023, 12, 20)


@pytest.mark.parametrize(
    ("day", "state", "fits"),
    [
        (date(2024, 1, 1), {"signed": True}, True),
        (date(2024, 12, 31), {"expired": True}, True),
        (date(2023, 12, 31), {"signed": True}, False),
        (date(2025, 1, 1), {"expired": True}, False),
        (SIGNED, {"signed": True, "signed_on": SIGNED}, True),
        (SIGNED - timedelta(days=1), {"signed": True, "signed_on": SIGNED}, False),
        (date(2024, 6, 30), {"terminated": True, "ended_on": date(2024, 6, 30)}, True),
        (date(2024, 7, 1), {"terminated": True, "ended_on": date(2024, 6, 30)}, False),
        (date(2025, 1, 1), {"terminated": True, "ended_on": date(2025, 2, 1)}, False),
    ],
)
def test_its_day_lies_within_the_term_of_its_pairing(day, state, fits):
    activity = ActivityFactory.build(
        pairing=PairingFactory(**state), date=day, entered_by=AuthorFactory()
    )
    if fits:
        activity.full_clean()
        return
    with pytest.raises(ValidationError) as refused:
        activity.full_clean()
    assert list(refused.value.message_dict) == ["date"]


def test_what_was_entered_before_the_rule_still_moves_but_not_to_another_day():
    activity = ActivityFactory(date=date(2025, 3, 1))
    activity.full_clean()
    activity.date = date(2025, 3, 2)
    with pytest.raises(ValidationError, match="结对期限之内"):
        activity.full_clean()


def test_activities_of_a_party_are_those_of_its_pairings():
    activity = ActivityFactory()
    ActivityFactory()
    for side in (activity.pairing.unit_side, activity.pairing.community_side):
        assert list(Activity.objects.of_party(side)) == [activity]


def test_an_activity_counts_in_the_year_it_took_place(world):
    first = ActivityFactory(date=date(2024, 1, 1))
    last = ActivityFactory(date=date(2024, 12, 31))
    ActivityFactory(date=date(2023, 12, 31))
    ActivityFactory(date=date(2025, 1, 1))
    assert set(Activity.objects.of_year(world.year)) == {first, last}
    assert Activity.objects.of_year(None).count() == 4


def test_volunteer_attendances_add_up():
    assert Activity.objects.volunteer_attendances() == 0
    some = ActivityFactory(volunteers=7)
    ActivityFactory(volunteers=0)
    ActivityFactory(volunteers=5)
    assert Activity.objects.volunteer_attendances() == 12
    assert Activity.objects.held_and_volunteers() == (3, 12)
    assert some in Activity.objects.with_volunteers()
    assert Activity.objects.with_volunteers().count() == 2


@pytest.mark.parametrize("field", ["attendance", "volunteers"])
def test_nobody_attends_less_than_not_at_all(field):
    activity = ActivityFactory()
    setattr(activity, field, -1)
    with pytest.raises(ValidationError) as refused:
        activity.full_clean()
    assert field in refused.value.message_dict


def test_text_finds_an_activity_by_its_owner_too():
    alliance = AllianceFactory(name="水电气讯联盟")
    of_alliance = ActivityFactory(pairing=None, alliance=alliance)
    by_title = ActivityFactory(title="河道清洁", place_text="示例水库")
    assert list(Activity.objects.mentioning("水电")) == [of_alliance]
    assert list(Activity.objects.mentioning("水库")) == [by_title]
    assert list(Activity.objects.mentioning(by_title.pairing.unit_side.name)) == [by_title]


def test_a_photo_is_never_mandatory_and_is_called_by_its_caption():
    ActivityFactory(project=ProjectFactory()).full_clean()
    photo = ActivityPhotoFactory(caption="合影")
    assert str(photo) == "合影"


@pytest.mark.parametrize("count", [1, 3])
def test_a_listing_costs_one_query(count, django_assert_num_queries):
    ActivityFactory.create_batch(count)
    with django_assert_num_queries(1):
        for row in Activity.objects.for_listing():
            assert str(row.division)
            assert str(row.owner)
