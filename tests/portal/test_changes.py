"""What is written in bulk is told of, to whoever listens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Claim, ListItem, Organisation
from portal.changes import is_untold, rows_changed, rows_changing, untold
from tests.factories import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard():
    """What was told of organisations: the signal's name, the keys, and the names at that moment."""
    told = []

    def listen(name):
        def receiver(sender, pks, **kwargs):
            rows = Organisation._base_manager.filter(pk__in=pks).order_by("pk")
            told.append((name, list(pks), list(rows.values_list("summary", flat=True))))

        return receiver

    before, after = listen("changing"), listen("changed")
    rows_changing.connect(before, sender=Organisation)
    rows_changed.connect(after, sender=Organisation)
    yield told
    rows_changing.disconnect(before, sender=Organisation)
    rows_changed.disconnect(after, sender=Organisation)


def test_update_tells_before_and_after_of_the_rows_that_are_meant(heard):
    unit, _ = UnitFactory(summary="旧"), UnitFactory(summary="另一")
    assert Organisation.objects.filter(summary="旧").order_by("name").update(summary="新") == 1
    assert heard == [("changing", [unit.pk], ["旧"]), ("changed", [unit.pk], ["新"])]


def test_update_that_changes_what_it_chose_by_still_tells_of_the_same_rows(heard):
    units = [UnitFactory(summary="旧"), UnitFactory(summary="旧")]
    Organisation.objects.filter(summary="旧").update(summary="新")
    assert [pks for _, pks, _ in heard] == [[unit.pk for unit in units]] * 2


def test_bulk_update_tells_of_its_rows(heard):
    unit = UnitFactory(summary="旧")
    unit.summary = "新"
    Organisation.objects.bulk_update([unit], ["summary"])
    assert heard[-1] == ("changed", [unit.pk], ["新"])


def test_rows_created_in_bulk_are_told_of_with_their_keys(heard):
    given = UnitFactory()
    heard.clear()
    copy = Organisation.objects.get(pk=given.pk)
    copy.pk, copy.number, copy.summary = None, "ZZ-2024-900001", "新"
    (made,) = Organisation.objects.bulk_create([copy])
    assert heard == [("changed", [made.pk], ["新"])]


def test_update_for_which_nobody_listens_asks_for_no_keys():
    assert not rows_changed.has_listeners(Claim)
    with CaptureQueriesContext(connection) as queries:
        Claim.objects.update(version=1)
    assert len(queries) == 1
    assert rows_changed.has_listeners(ListItem)


def test_untold_lasts_as_long_as_its_block_and_ends_with_an_error():
    def fail():
        with untold():
            assert is_untold()
            raise RuntimeError

    with untold():
        with untold():
            pass
        assert is_untold()
    assert not is_untold()
    with pytest.raises(RuntimeError):
        fail()
    assert not is_untold()
