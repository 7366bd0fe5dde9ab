"""Logging an activity: six fields, prefilled, for the own pairings, confirmed by the other side."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from partners.models import Event, ProxyEntry
from projects.entries.photos import MOST
from projects.models import Activity, ActivityPhoto
from tests.admin import words
from tests.factories import (
    ActivityFactory,
    ChecklistItemFactory,
    LevelTwoFactory,
    PairingFactory,
    ProgrammeYearFactory,
)
from tests.factories.cast import SHOWN

pytestmark = pytest.mark.django_db

NEW = "/workspace/activities/new/"


def filled(of, /, **changed):
    return {
        "pairing": of.pk,
        "date": "2024-05-20",
        "place_text": "社区广场",
        "attendance": "12",
        "volunteers": "3",
        "text": "清理河道。沿岸居民一起参加。",
    } | changed


def errors(response):
    form = response.context["form"]
    return {name: list(found) for name, found in form.errors.items()}


def picture(name="a.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def test_a_unit_logs_it_and_the_rest_follows_from_the_pairing(cast, at_desk, pairing):
    response = at_desk("unit").post(NEW, filled(pairing))
    activity = Activity.objects.get()
    assert response.url == f"/workspace/activities/{activity.number}/"
    assert activity.title == "清理河道"
    assert activity.organisation == pairing.unit_side
    assert activity.division == pairing.division
    assert activity.entered_by == cast.people["unit"]
    assert activity.on_behalf_of is None
    assert activity.state == "pending"
    assert Event.objects.of(activity).get().action == "create"


def test_the_form_shows_six_fields_beside_the_photos(at_desk, pairing):
    form = at_desk("unit").get(NEW).context["form"]
    visible = [field.name for field in form.visible_fields()]
    assert visible == [
        "checklist_item", "date", "place_text", "attendance", "volunteers", "text", "photos",
    ]  # fmt: skip


def test_pairing_day_and_what_was_said_last_time_stand_in_it(at_desk, pairing):
    ActivityFactory(pairing=pairing, place_text="党群服务中心", attendance=21, volunteers=4)
    start = at_desk("unit").get(NEW).context["form"].initial
    assert start["pairing"] == pairing
    assert start["date"] == pairing.end_on
    assert (start["place_text"], start["attendance"], start["volunteers"]) == (
        "党群服务中心", 21, 4,
    )  # fmt: skip


def test_the_item_of_the_checklist_comes_from_the_button_beside_it(at_desk, pairing):
    item = ChecklistItemFactory(level=pairing.level, division=pairing.division)
    page = at_desk("unit").get(f"{NEW}?pairing={pairing.number}&item={item.pk}")
    assert f'<option value="{item.pk}" selected>' in page.content.decode()


def test_without_words_it_is_called_like_its_item(at_desk, pairing):
    item = ChecklistItemFactory(level=pairing.level, division=pairing.division)
    at_desk("unit").post(NEW, filled(pairing, text="", checklist_item=item.pk))
    assert Activity.objects.get().title == item.title


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"text": ""}, "text"),
        ({"volunteers": "13"}, "volunteers"),
        ({"attendance": "-1"}, "attendance"),
        ({"attendance": "9999999999"}, "attendance"),
        ({"date": "昨天"}, "date"),
        ({"date": ""}, "date"),
        ({"pairing": ""}, "pairing"),
        ({"pairing": "甲"}, "pairing"),
        ({"checklist_item": "999999"}, "checklist_item"),
        ({"place_text": "长" * 81}, "place_text"),
        ({"text": "联系人 13800138000"}, "text"),
    ],
)
def test_mistakes_are_said_at_their_field_and_nothing_is_kept(at_desk, pairing, changed, field):
    response = at_desk("unit").post(NEW, filled(pairing, **changed))
    assert response.status_code == 200
    assert field in errors(response)
    assert not Activity.objects.exists()
    assert "社区广场" in response.content.decode() or field == "place_text"


def test_an_item_is_not_blamed_for_a_pairing_that_is_missing(at_desk, pairing):
    item = ChecklistItemFactory(level=pairing.level, division=pairing.division)
    form = at_desk("unit").post(NEW, filled(pairing, pairing="", checklist_item=item.pk))
    assert "请选择该结对所属层级的清单事项。" not in errors(form).get("checklist_item", [])


def test_a_day_to_come_is_refused(at_desk, pairing):
    ahead = timezone.localdate() + timedelta(days=1)
    response = at_desk("unit").post(NEW, filled(pairing, date=ahead.isoformat()))
    assert errors(response) == {"date": ["活动日期不能晚于今天。"]}


def test_a_pairing_that_runs_comes_before_one_that_ended(cast, at_desk, pairing):
    ActivityFactory(pairing=pairing, entered_by=cast.people["unit"])
    today = timezone.localdate()
    runs = PairingFactory(
        unit_side=pairing.unit_side, active=True, start_on=today, end_on=today + timedelta(days=9)
    )
    form = at_desk("unit").get(NEW).context["form"]
    assert (form.initial["pairing"], form.initial["date"]) == (runs, today)
    assert form.others == [("pairing", pairing)]


def test_one_that_ended_can_be_chosen_for_what_is_entered_late(at_desk, pairing):
    page = at_desk("unit").get(f"{NEW}?pairing={pairing.number}")
    attrs = page.context["form"].fields["date"].widget.attrs
    assert (attrs["min"], attrs["max"]) == ("2024-01-01", "2024-12-31")
    assert at_desk("unit").post(NEW, filled(pairing)).status_code == 302


def test_a_day_after_the_term_is_refused_at_the_day(at_desk, pairing):
    response = at_desk("unit").post(NEW, filled(pairing, date="2025-01-01"))
    assert list(errors(response)) == ["date"]
    assert "2024-01-01 至 2024-12-31" in errors(response)["date"][0]
    assert not Activity.objects.exists()


def test_pairings_of_others_cannot_be_written_about(cast, at_desk):
    SHOWN["pairing"](cast.parties["own"])
    foreign = SHOWN["pairing"](cast.parties["far"])
    response = at_desk("unit").post(NEW, filled(foreign))
    assert errors(response)["pairing"] == ["请先选择结对、联盟或协议。"]
    page = at_desk("unit").get(f"{NEW}?pairing={foreign.number}").content.decode()
    assert foreign.community_side.name not in page


def test_items_of_another_level_are_not_offered_nor_taken(at_desk, pairing):
    foreign = ChecklistItemFactory(level=LevelTwoFactory())
    assert foreign.level != pairing.level
    response = at_desk("unit").post(NEW, filled(pairing, checklist_item=foreign.pk))
    assert "checklist_item" in errors(response)


@pytest.mark.parametrize(
    ("role", "status"),
    [("auditor", 403), ("nobody", 403), ("ended", 403), ("editor", 403), ("visitor", 302)],
)
def test_who_logs_nothing_is_turned_away(at_desk, pairing, role, status):
    assert at_desk(role).get(NEW).status_code == status
    assert at_desk(role).post(NEW, filled(pairing)).status_code == status
    assert not Activity.objects.exists()


def test_a_department_enters_it_for_a_side_which_confirms_later(cast, at_desk, pairing):
    street = at_desk("street")
    form = street.get(f"{NEW}?pairing={pairing.number}").context["form"]
    assert {one.pk for one in form.fields["organisation"].queryset} == {
        pairing.unit_side_id, pairing.community_side_id,
    }  # fmt: skip
    street.post(NEW, filled(pairing, organisation=pairing.unit_side_id))
    activity = Activity.objects.get()
    assert (activity.organisation, activity.on_behalf_of) == (pairing.unit_side,) * 2
    assert Event.objects.of(activity).get().on_behalf_of == pairing.unit_side
    proxy = ProxyEntry.objects.get()
    assert (proxy.organisation, proxy.number) == (pairing.unit_side, activity.number)


def test_a_department_elsewhere_does_not(at_desk, pairing):
    data = filled(pairing, organisation=pairing.unit_side_id)
    assert "pairing" in errors(at_desk("west").post(NEW, data))


def test_photos_are_kept_with_it(at_desk, pairing):
    at_desk("unit").post(NEW, filled(pairing, photos=[picture("a.jpg"), picture("b.jpg")]))
    photos = ActivityPhoto.objects.filter(activity=Activity.objects.get())
    assert photos.count() == 2
    assert {photo.image.title for photo in photos} == {"清理河道"}


@pytest.mark.parametrize(
    "files",
    [
        [SimpleUploadedFile("a.jpg", b"no picture", "image/jpeg")],
        [picture(f"{n}.jpg") for n in range(MOST + 1)],
    ],
    ids=["broken", "too many"],
)
def test_what_is_no_picture_or_too_many_is_refused(at_desk, pairing, files):
    response = at_desk("unit").post(NEW, filled(pairing, photos=files))
    assert "photos" in errors(response)
    assert not Activity.objects.exists()


def test_it_is_corrected_while_it_waits_and_after_that_no_more(at_desk, pairing):
    activity = ActivityFactory(pairing=pairing, title="旧", text="旧的内容")
    url = f"/workspace/activities/{activity.number}/edit/"
    unit = at_desk("unit")
    shown = unit.get(url).context["form"]["shown"].value()
    response = unit.post(url, filled(pairing, text="新的内容", shown=shown))
    assert response.status_code == 302
    activity.refresh_from_db()
    assert (activity.title, activity.text) == ("新的内容", "新的内容")
    assert at_desk("community").get(url).status_code == 403
    Activity.objects.filter(pk=activity.pk).update(
        state="confirmed", confirmed_by=ActivityFactory(confirmed=True).confirmed_by
    )
    assert unit.get(url).status_code == 403


def test_two_who_save_at_once_see_both_versions(at_desk, pairing):
    activity = ActivityFactory(pairing=pairing, text="原来的内容")
    url = f"/workspace/activities/{activity.number}/edit/"
    unit = at_desk("unit")
    shown = unit.get(url).context["form"]["shown"].value()
    unit.post(url, filled(pairing, text="先保存的", shown=shown))
    second = unit.post(url, filled(pairing, text="后保存的", shown=shown))
    assert second.status_code == 409
    page = second.content.decode()
    assert "先保存的" in page
    assert "后保存的" in page
    activity.refresh_from_db()
    assert activity.text == "先保存的"


def test_sent_twice_it_is_entered_once(at_desk, pairing):
    unit = at_desk("unit")
    token = unit.get(NEW).content.decode().split('name="form_token" value="')[1].split('"')[0]
    data = filled(pairing, form_token=token)
    first, second = unit.post(NEW, data), unit.post(NEW, data)
    assert first.url == second.url
    assert Activity.objects.count() == 1


def test_without_a_pairing_it_says_why_and_shows_no_form_that_leads_nowhere(at_desk):
    page = at_desk("unit").get(NEW).content.decode()
    assert "还没有可以登记活动的结对" in page
    assert "data-draft=" not in page


def test_pairings_of_the_same_sides_are_told_apart_by_year_and_state(at_desk, pairing):
    last = ProgrammeYearFactory(year=pairing.programme_year.year - 1)
    sides = {"unit_side": pairing.unit_side, "community_side": pairing.community_side}
    former = PairingFactory(**sides, programme_year=last, expired=True)
    page = words(at_desk("unit").get("/workspace/activities/new/"))
    assert f'{former}</a> <span class="quiet">{last.year} 年，到期' in page
    assert f"{pairing.programme_year.year} 年，已签约" in page
