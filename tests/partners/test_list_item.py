"""Needs and resources, and the claims on them."""

from datetime import date

import pytest

from partners.models import ListItem
from tests.factories import ClaimFactory, ListCategoryFactory, ListItemFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_needs_and_resources_are_told_apart():
    need, resource = ListItemFactory(), ListItemFactory(resource=True)
    assert list(ListItem.objects.needs()) == [need]
    assert list(ListItem.objects.resources()) == [resource]


def test_an_open_item_is_overdue_from_the_day_after_its_deadline():
    due = ListItemFactory(deadline=date(2024, 6, 30))
    ListItemFactory()
    ListItemFactory(deadline=date(2024, 6, 1), closed=True)
    assert list(ListItem.objects.overdue(date(2024, 7, 1))) == [due]
    assert not ListItem.objects.overdue(date(2024, 6, 30)).exists()


def test_a_claim_is_called_by_who_and_what():
    claim = ClaimFactory(
        organisation=UnitFactory(name="示例单位"), item=ListItemFactory(title="修缮凉亭")
    )
    assert str(claim) == "示例单位：修缮凉亭"
    assert claim.item.get_absolute_url().endswith(f"/{claim.item.number}/")


def test_categories_keep_their_order():
    last = ListCategoryFactory(name="环境整治", position=2)
    first = ListCategoryFactory(name="助老助残", position=1)
    assert list(type(first).objects.all()) == [first, last]


@pytest.mark.parametrize("count", [1, 3])
def test_a_listing_costs_one_query(count, django_assert_num_queries):
    ListItemFactory.create_batch(count)
    with django_assert_num_queries(1):
        for row in ListItem.objects.for_listing():
            assert all(str(each) for each in (row.organisation, row.category, row.division))
