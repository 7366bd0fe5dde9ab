"""What every register has: who entered it for whom, when, and a version against lost updates."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from partners.models import Division, Organisation, Pairing, Register, StaleRecord, Tracked
from tests import factories
from tests.factories import OrganisationFactory, PairingFactory, UnitFactory

pytestmark = pytest.mark.django_db

TRACKED = [
    model for model in apps.get_models() if issubclass(model, Tracked) and not model._meta.abstract
]
FACTORY_OF = {
    factory._meta.model: factory
    for factory in map(factories.__dict__.get, factories.__all__)
    if factory.__name__ == f"{factory._meta.model.__name__}Factory"
}


@pytest.mark.parametrize("model", TRACKED)
def test_every_register_says_who_entered_it_for_whom_and_when(model):
    record = FACTORY_OF[model](on_behalf_of=UnitFactory())
    record.refresh_from_db()
    assert record.entered_by.username == "author"
    assert record.on_behalf_of.kind == "unit"
    assert record.created_at <= record.changed_at <= timezone.now()
    assert record.version == 1
    assert not issubclass(model, Register) or (record.number and record.division)


@pytest.mark.parametrize("model", TRACKED)
def test_a_stale_copy_is_not_saved(model):
    record = FACTORY_OF[model]()
    stale = model.objects.get(pk=record.pk)
    record.save()
    assert record.version == 2
    with pytest.raises(StaleRecord) as raised:
        stale.save()
    assert raised.value.record is stale
    assert model.objects.get(pk=record.pk).version == 2


def test_a_stale_copy_overwrites_nothing():
    pairing = PairingFactory()
    mine, theirs = (Pairing.objects.get() for _ in range(2))
    theirs.no_parent_reason = "先保存"
    theirs.save()
    mine.no_parent_reason = "后保存"
    with pytest.raises(StaleRecord):
        mine.save()
    pairing.refresh_from_db()
    assert pairing.no_parent_reason == "先保存"


def test_saving_some_fields_counts_as_a_version_too():
    pairing = PairingFactory()
    before = pairing.changed_at
    pairing.no_parent_reason = "理由"
    pairing.save(update_fields=["no_parent_reason"])
    pairing.refresh_from_db()
    assert (pairing.version, pairing.no_parent_reason) == (2, "理由")
    assert pairing.changed_at > before


def test_a_save_that_fails_can_be_tried_again():
    pairing = PairingFactory()
    wrong, right = pairing.end_on.replace(year=2020), pairing.end_on
    pairing.end_on = wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        pairing.save()
    pairing.end_on = right
    pairing.save()
    assert Pairing.objects.get().version == 2


def test_a_record_removed_meanwhile_is_stale():
    unit = UnitFactory()
    copy = Organisation.objects.get(pk=unit.pk)
    unit.delete()
    with pytest.raises(StaleRecord):
        copy.save()


@pytest.mark.parametrize("model", [m for m in TRACKED if m is not Division])
def test_its_place_and_the_person_who_entered_it_are_kept(model):
    record = FACTORY_OF[model]()
    place = record.division if issubclass(model, Register) else record.pairing.division
    with pytest.raises(ProtectedError):
        place.delete()
    with pytest.raises(ProtectedError):
        record.entered_by.delete()


def test_an_organisation_once_used_is_not_deleted():
    pairing = PairingFactory()
    for side in (pairing.unit_side, pairing.community_side):
        with pytest.raises(ProtectedError):
            side.delete()


def test_a_number_is_not_given_twice_even_by_hand():
    first, second = OrganisationFactory(), OrganisationFactory()
    second.number = first.number
    with pytest.raises(ValidationError):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()
