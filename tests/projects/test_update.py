"""Updates: one project, one day, one author organisation that stays who it was."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError

from projects.models import Update
from tests.factories import ProjectFactory, UnitFactory, UpdateFactory, UpdatePhotoFactory

pytestmark = pytest.mark.django_db


def test_the_author_organisation_is_never_overwritten():
    update = UpdateFactory()
    update.full_clean()
    update.organisation = UnitFactory()
    with pytest.raises(ValidationError) as refused:
        update.full_clean()
    assert refused.value.message_dict == {"organisation": ["填报组织不能更改。"]}


def test_a_new_update_may_be_of_any_organisation():
    pattern = UpdateFactory()
    new = UpdateFactory.build(
        project=pattern.project,
        organisation=UnitFactory(),
        division=pattern.division,
        entered_by=pattern.entered_by,
        number="",
    )
    new.full_clean()


def test_updates_stand_by_the_day_of_the_event_not_of_entry():
    project = ProjectFactory(public=True)
    late = UpdateFactory(project=project, happened_on=date(2024, 9, 1))
    early = UpdateFactory(project=project, happened_on=date(2024, 2, 1))
    assert list(Update.objects.all()) == [late, early]
    assert early.created_at > late.created_at


def test_an_update_keeps_its_project_and_author():
    update = UpdateFactory()
    for owner in (update.project, update.organisation):
        with pytest.raises(ProtectedError):
            owner.delete()


def test_an_update_without_photos_is_complete():
    UpdateFactory().full_clean()


def test_a_photo_is_called_by_its_caption_else_by_its_title():
    photo = UpdatePhotoFactory()
    assert str(photo) == photo.image.title
    photo.caption = "施工现场"
    assert str(photo) == "施工现场"
