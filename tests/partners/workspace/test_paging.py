"""A page of keys is the page that a paginator would give, for one query."""

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from partners.models import Organisation
from partners.workspace.paging import page_of_keys
from tests.factories import UnitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture
def rows():
    for name in "丙乙甲丁戊":
        UnitFactory(name=f"{name}单位")
    return Organisation.objects.filter(name__endswith="单位").order_by("-name")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_page_is_the_one_of_a_paginator(rows, number):
    with CaptureQueriesContext(connection) as queries:
        page = page_of_keys(rows, 2, str(number))
    assert len(queries) == 1
    whole = Paginator(rows, 2).page(number)
    assert page.object_list == [row.pk for row in whole.object_list]
    assert page.paginator.count == 5
    assert page.paginator.num_pages == 3
    assert page.has_next() is whole.has_next()


@pytest.mark.parametrize("asked", ["0", "4", "-1", "x", "", "999999999", "9" * 30])
def test_no_such_page_is_not_found(rows, asked):
    with pytest.raises(Http404):
        page_of_keys(rows, 2, asked)


def test_empty_list_has_one_empty_page():
    for nothing in (Organisation.objects.filter(name="无"), Organisation.objects.none()):
        page = page_of_keys(nothing.order_by("pk"), 2, "1")
        assert (page.object_list, page.paginator.count, page.paginator.num_pages) == ([], 0, 1)
