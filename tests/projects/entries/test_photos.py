"""Photos of an entry are taken away again where the entry is changed."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from partners.models import Event
from portal.models import PortalImage
from projects.models import Activity, ActivityPhoto, Update
from tests.admin import shown_in, words
from tests.factories import (
    ActivityFactory,
    ActivityPhotoFactory,
    ImageFactory,
    ProjectFactory,
    ProjectParticipantFactory,
    UpdateFactory,
    UpdatePhotoFactory,
)

pytestmark = pytest.mark.django_db


def picture(name="a.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def typed(activity, **changes):
    return {
        "pairing": activity.pairing_id, "date": "2024-05-20", "place_text": "广场",
        "attendance": "12", "volunteers": "3", "text": "清理河道。",
    } | changes  # fmt: skip


@pytest.fixture
def activity(cast, at_desk, pairing):
    """Logged by the unit, with two photos."""
    unit = at_desk("unit")
    unit.post(
        "/workspace/activities/new/",
        typed(ActivityFactory.build(pairing=pairing, pairing_id=pairing.pk), photos=[
            picture("a.jpg"), picture("b.jpg"),
        ]),
    )  # fmt: skip
    return Activity.objects.get()


@pytest.fixture
def url(activity):
    return f"/workspace/activities/{activity.number}/edit/"


def test_each_photo_is_shown_with_a_box_to_tick(at_desk, activity, url):
    ActivityPhoto.objects.filter(pk=activity.photos.first().pk).update(caption="河道东侧")
    page = words(at_desk("unit").get(url))
    assert page.count('name="removed"') == 2
    assert 'alt="河道东侧"' in page
    assert 'alt="现场图片"' in page
    assert 'name="removed"' not in words(at_desk("unit").get("/workspace/activities/new/"))


def test_what_is_ticked_goes_with_its_picture_and_is_logged(at_desk, activity, url):
    gone, kept = activity.photos.all()
    unit = at_desk("unit")
    unit.post(url, typed(activity, removed=[gone.pk]) | shown_in(unit, url))
    assert list(activity.photos.all()) == [kept]
    assert not PortalImage.objects.filter(pk=gone.image_id).exists()
    assert PortalImage.objects.filter(pk=kept.image_id).exists()
    told = Event.objects.of(activity).get(action="remove_photos")
    assert told.changes["photos"][0][0]["image"] == gone.image_id
    assert words(unit.get(f"/workspace/activities/{activity.number}/")).count("移除照片") == 1


def test_a_picture_that_something_else_uses_stays(at_desk, activity, url):
    photo = activity.photos.first()
    UpdatePhotoFactory(image=photo.image)
    unit = at_desk("unit")
    unit.post(url, typed(activity, removed=[photo.pk]) | shown_in(unit, url))
    assert not ActivityPhoto.objects.filter(pk=photo.pk).exists()
    assert PortalImage.objects.filter(pk=photo.image_id).exists()


def test_a_picture_that_editors_uploaded_stays(cast, at_desk, activity, url):
    image = ImageFactory(uploaded_by_user=cast.people["editor"])
    photo = ActivityPhotoFactory(activity=activity, image=image)
    unit = at_desk("unit")
    unit.post(url, typed(activity, removed=[photo.pk]) | shown_in(unit, url))
    assert activity.photos.count() == 2
    assert PortalImage.objects.filter(pk=image.pk).exists()


@pytest.mark.parametrize("key", ["foreign", "x", "99999999999999999999"])
def test_photos_of_another_record_stay(at_desk, activity, url, key):
    foreign = ActivityPhotoFactory()
    unit = at_desk("unit")
    wanted = foreign.pk if key == "foreign" else key
    answer = unit.post(url, typed(activity, removed=[wanted]) | shown_in(unit, url))
    assert "请重新打开本页后再试" in words(answer)
    assert ActivityPhoto.objects.filter(pk=foreign.pk).exists()
    assert activity.photos.count() == 2


def test_one_comes_and_another_goes_in_the_same_press(at_desk, activity, url):
    gone = activity.photos.first()
    unit = at_desk("unit")
    unit.post(
        url, typed(activity, removed=[gone.pk], photos=[picture("c.jpg")]) | shown_in(unit, url)
    )
    assert activity.photos.count() == 2
    assert gone not in activity.photos.all()


def test_photos_of_an_update_go_too(cast, at_desk):
    own = cast.parties["own"]
    project = ProjectFactory(division=own.place, public=True)
    ProjectParticipantFactory(project=project, organisation=own.unit)
    update = UpdateFactory(project=project, organisation=own.unit)
    photo = UpdatePhotoFactory(update_record=update)
    unit, url = at_desk("unit"), f"/workspace/updates/{update.number}/edit/"
    data = {"happened_on": "2025-03-01", "title": "进场", "text": "完成。", "removed": [photo.pk]}
    unit.post(url, data | {"keep": "1"} | shown_in(unit, url))
    assert not Update.objects.get().photos.exists()


@pytest.mark.parametrize("many", [1, 3])
def test_the_form_costs_few_queries_however_many(
    at_desk, activity, url, many, django_assert_max_num_queries
):
    for _ in range(many):
        ActivityPhotoFactory(activity=activity)
    unit = at_desk("unit")
    unit.get(url)
    with django_assert_max_num_queries(13):
        unit.get(url)
