"""Who may let a held text pass, what passes then, and what is written down of it."""

import pytest
from django.core.exceptions import ValidationError

from partners.held_texts import record_of, release
from partners.models import Event, HeldText
from partners.moves.move import MoveRefused
from partners.moves.review import approve, submit
from portal.text_guard import Kind
from portal.text_guard.holding import TextHeld
from tests.factories import UpdateFactory, UpdatePhotoFactory
from tests.factories.held import MASKED, MOBILE, OTHER_MOBILE, WORDS, waiting
from tests.factories.pages import story

pytestmark = pytest.mark.django_db
REASON = "便民热线由社区统一接听，经核实可以公开"


def drafted(cast, **fields):
    """An update in the community of the liaisons, entered by the unit's liaison."""
    fields = {"entered_by": cast.people["unit"], "text": MOBILE} | fields
    return UpdateFactory(division=cast.world.plum, **fields)


def stopped(record, by) -> TextHeld:
    with pytest.raises(TextHeld) as held:
        submit(record, by=by)
    return held.value


@pytest.fixture
def held(cast) -> HeldText:
    """A number in an update that the unit's liaison tried to hand in."""
    stopped(drafted(cast), cast.people["unit"])
    return HeldText.objects.get()


@pytest.mark.postgresql
def test_a_stop_says_where_what_and_what_next_and_keeps_the_draft(cast):
    update = drafted(cast)
    said = stopped(update, cast.people["unit"]).messages
    assert said[0] == f"「内容」中有手机号码：请联系 <mark>{MASKED}</mark> 咨询"
    assert "文字核查" in said[-1]
    update.refresh_from_db()
    assert (update.review_state, update.text) == ("draft", MOBILE)
    assert not Event.objects.of(update).exists()


@pytest.mark.postgresql
def test_what_is_kept_of_a_stop_holds_no_number(cast, held):
    row = HeldText.objects.values().get()
    assert "13800138000" not in str(row)
    assert "0013" not in str(row)
    assert (held.masked, held.kind, held.field, held.field_label) == (
        MASKED, Kind.MOBILE, "text", "内容",
    )  # fmt: skip
    assert (held.division, held.tried_by) == (cast.world.plum, cast.people["unit"])


def test_a_second_try_keeps_no_second_row(cast, held):
    stopped(record_of(held), cast.people["unit"])
    assert HeldText.objects.count() == 1


#: Role to whether it releases what stands in the community of the liaisons.
MAY_RELEASE = {
    "nobody": False, "unit": False, "community": False, "street": True, "east": True,
    "west": False, "city": True, "auditor": False, "two": False, "ended": False,
    "editor": False, "administrator": False,
}  # fmt: skip


@pytest.mark.parametrize(("role", "may"), MAY_RELEASE.items())
def test_only_a_department_of_the_place_releases(cast, held, role, may):
    person = cast.people[role]
    if may:
        release(held, by=person, reason=REASON)
    else:
        with pytest.raises(MoveRefused):
            release(held, by=person, reason=REASON)
    held.refresh_from_db()
    assert held.released_by == (person if may else None)
    assert Event.objects.filter(action="override").count() == may


#: Without a place only the city's department.
@pytest.mark.parametrize(("role", "may"), (MAY_RELEASE | {"street": False, "east": False}).items())
def test_what_has_no_place_is_released_by_the_citys_department(cast, held, role, may):
    HeldText.objects.update(division=None)
    if may:
        release(held, by=cast.people[role], reason=REASON)
    else:
        with pytest.raises(MoveRefused):
            release(held, by=cast.people[role], reason=REASON)


def test_who_tried_releases_nothing_whatever_the_office(cast):
    department = cast.people["east"]
    update = drafted(cast, entered_by=department)
    stopped(update, department)
    with pytest.raises(MoveRefused, match="不能自行放行"):
        release(HeldText.objects.get(), by=department, reason=REASON)


def test_who_met_it_later_releases_nothing_either(cast, held):
    update = record_of(held)
    stopped(update, cast.people["east"])
    with pytest.raises(MoveRefused, match="不能自行放行"):
        release(HeldText.objects.get(), by=cast.people["east"], reason=REASON)
    release(HeldText.objects.get(), by=cast.people["street"], reason=REASON)


@pytest.mark.postgresql
def test_what_was_released_passes_and_is_in_the_history_once(cast, held):
    update = record_of(held)
    release(held, by=cast.people["street"], reason=REASON)
    submit(update, by=cast.people["unit"])
    approve(update, by=cast.people["street"])
    assert update.review_state == "approved"
    override = Event.objects.of(update).get(action="override")
    assert (override.actor, override.reason) == (cast.people["street"], REASON)
    assert "13800138000" not in str(override.changes)
    assert MASKED in str(override.changes)


@pytest.mark.parametrize(
    "changed",
    [
        {"text": OTHER_MOBILE},
        {"text": f"{MOBILE}，{OTHER_MOBILE}"},
        {"title": MOBILE},
        {"text": f"{MOBILE}，{WORDS[Kind.PAYMENT][0]}"},
    ],
    ids=["another number", "a number more", "another field", "another kind"],
)
def test_any_other_finding_stops_after_a_release(cast, held, changed):
    update = record_of(held)
    release(held, by=cast.people["street"], reason=REASON)
    for name, value in changed.items():
        setattr(update, name, value)
    update.save()
    stopped(update, cast.people["unit"])


def test_another_record_is_not_released_with_it(cast, held):
    release(held, by=cast.people["street"], reason=REASON)
    stopped(drafted(cast), cast.people["unit"])


def test_the_same_number_written_otherwise_passes(cast, held):
    update = record_of(held)
    release(held, by=cast.people["street"], reason=REASON)
    update.text = "请联系13800138000咨询"
    update.save()
    submit(update, by=cast.people["unit"])


@pytest.mark.parametrize("reason", ["", "  ", MOBILE, WORDS[Kind.APPEAL][0]])
def test_a_release_needs_a_reason_fit_to_be_read(cast, held, reason):
    with pytest.raises(ValidationError) as refused:
        release(held, by=cast.people["street"], reason=reason)
    assert refused.value.message_dict["reason"]
    held.refresh_from_db()
    assert held.is_waiting


def test_a_release_is_not_given_twice(cast, held):
    release(held, by=cast.people["street"], reason=REASON)
    with pytest.raises(MoveRefused, match="已处理"):
        release(held, by=cast.people["city"], reason=REASON)
    assert Event.objects.filter(action="override").count() == 1


def test_what_was_taken_out_waits_no_more(cast, held):
    update = record_of(held)
    update.text = "活动已结束"
    update.save()
    submit(update, by=cast.people["unit"])
    assert waiting() == []


def test_a_caption_is_a_place_of_its_own(cast):
    update = drafted(cast, text="现场查看")
    UpdatePhotoFactory(update_record=update, caption=MOBILE)
    stopped(update, cast.people["unit"])
    (row,) = waiting()
    assert (row.field, row.field_label) == ("photos.caption", "进展图片第 1 行：说明")


def test_the_title_of_a_picture_is_looked_at(cast):
    update = drafted(cast, text="现场查看")
    photo = UpdatePhotoFactory(update_record=update)
    photo.image.title = MOBILE
    photo.image.save()
    stopped(update, cast.people["unit"])
    assert waiting()[0].field == "photos.image.title"


def test_a_hundred_numbers_are_refused_for_good(cast):
    numbers = "，".join(f"1380013{n:04d}" for n in range(120))
    with pytest.raises(ValidationError, match="超过 100 处"):
        submit(drafted(cast, text=numbers), by=cast.people["unit"])
    assert not HeldText.objects.exists()


def test_a_page_is_written_down_without_a_place(cast):
    page = story(title="案例", approach=MOBILE, live=False)
    with pytest.raises(TextHeld):
        page.save_revision().publish(user=cast.people["administrator"])
    (row,) = waiting()
    assert (row.record_id, row.division, row.field) == (page.pk, None, "approach")
    release(row, by=cast.people["city"], reason=REASON)
    page.save_revision().publish(user=cast.people["administrator"])
    page.refresh_from_db()
    assert page.live
