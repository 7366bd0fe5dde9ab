"""Addresses of the lists behind figures, and several counts in one query."""

import pytest

from portal.figures import RowCount, list_url
from portal.models import User
from tests.factories import UserFactory


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ({}, "/projects/"),
        ({"year": "2024", "place": None, "q": ""}, "/projects/?year=2024"),
        ({"kind": ["received", "in_kind"]}, "/projects/?kind=received&kind=in_kind"),
        ({"kind": (), "field": []}, "/projects/"),
        ({"q": "排水&管网"}, "/projects/?q=%E6%8E%92%E6%B0%B4%26%E7%AE%A1%E7%BD%91"),
    ],
)
def test_a_figure_opens_its_list_with_its_own_question(query, address):
    assert list_url("projects:project_list", **query) == address


@pytest.mark.django_db
@pytest.mark.postgresql
def test_several_counts_are_one_query(django_assert_num_queries):
    UserFactory.create_batch(3)
    person = UserFactory(is_staff=True)
    everybody, staff = User.objects.order_by("username"), User.objects.filter(is_staff=True)
    twice = User.objects.filter(username__startswith="person").distinct()
    with django_assert_num_queries(1):
        counted = User.objects.filter(pk=person.pk).values_list(
            RowCount(everybody), RowCount(staff), RowCount(twice), RowCount(User.objects.none())
        )
        assert counted.get() == (4, 1, 4, 0)
