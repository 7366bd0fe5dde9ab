"""Lists narrow, page and refuse in words, shown on a list of people."""

import pytest
from django import forms
from django.http import Http404, QueryDict
from django.test import RequestFactory

from portal.lists import PAGE_SIZE, FilteredListView, page_of
from portal.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


class NameForm(forms.Form):
    q = forms.CharField(required=False, max_length=20)
    staff = forms.ChoiceField(required=False, choices=[("", "全部"), ("yes", "是")])
    kind = forms.MultipleChoiceField(required=False, choices=[("a", "甲"), ("b", "乙")])


class PeopleView(FilteredListView):
    form_class = NameForm
    narrowing = {
        "q": lambda rows, text: rows.filter(username__icontains=text),
        "staff": lambda rows, _: rows.filter(is_staff=True),
        "kind": lambda rows, kinds: rows.filter(username__in=kinds),
    }

    def get_base_queryset(self):
        return User.objects.order_by("username")


def ask(**query):
    """The context of the list for these parameters; Http404 comes through."""
    address = QueryDict(mutable=True)
    for name, value in query.items():
        address.setlist(name, value if isinstance(value, list) else [value])
    view = PeopleView()
    view.setup(RequestFactory().get(f"/?{address.urlencode()}"))
    view.object_list = view.get_queryset()
    return view.get_context_data()


@pytest.fixture
def people():
    return [UserFactory(username=f"p{n:02d}", is_staff=n == 3) for n in range(PAGE_SIZE + 1)]


def names(context):
    return [person.username for person in context["object_list"]]


def test_without_parameters_the_list_is_whole(people):
    context = ask()
    assert context["paginator"].count == len(people)
    assert len(names(context)) == PAGE_SIZE
    assert context["is_paginated"]


def test_filters_narrow_one_after_the_other(people):
    assert names(ask(q="p0", staff="yes")) == ["p03"]
    assert names(ask(kind=["a", "b"])) == []
    assert names(ask(q="", staff="")) == names(ask())


@pytest.mark.parametrize(
    "wrong", [{"staff": "maybe"}, {"q": "长" * 21}, {"q": "x" * 1_000_000}, {"q": "a\x00b"}]
)
def test_a_wrong_parameter_gets_words_and_an_empty_list(people, wrong):
    context = ask(**wrong)
    assert names(context) == []
    assert set(context["form"].errors) == set(wrong)
    assert all(errors for errors in context["form"].errors.values())


def test_a_wrong_parameter_beside_a_right_one_empties_the_list_too(people):
    assert names(ask(q="p03", staff="maybe")) == []


def test_an_unknown_parameter_is_no_question(people):
    assert len(names(ask(utm_source="x"))) == PAGE_SIZE


def test_pages_follow_each_other(people):
    assert names(ask(page="2")) == [people[-1].username]


@pytest.mark.parametrize(
    "asked", ["0", "-1", "3", "last", "", "1.0", "1 ", "²", "9" * 400, "1\x00", "９９"]
)
def test_a_page_that_does_not_exist_is_a_404(people, asked):
    with pytest.raises(Http404):
        ask(page=asked)


def test_an_empty_list_has_a_first_page():
    assert names(ask(q="niemand")) == []
    with pytest.raises(Http404):
        ask(q="niemand", page="2")


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_a_count_and_a_page(count, django_assert_num_queries):
    UserFactory.create_batch(count)
    with django_assert_num_queries(2):
        assert len(names(ask())) == count


def test_anything_countable_can_be_paged():
    assert page_of(list("abc"), 2, "2").object_list == ["c"]
    with pytest.raises(Http404):
        page_of([], 2, "x")
