"""Forms that arrive in pieces are the sender's mistake, and what breaks on purpose is not there."""

import pytest
from django.core.signing import BadSignature
from django.test import RequestFactory
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError

from portal.admin.torn_forms import TornFormsMiddleware
from tests.admin import administrator, client_of

TORN = [MultiValueDictKeyError("comments-TOTAL_FORMS"), BadSignature("no")]


def answer(request, exception):
    return TornFormsMiddleware(lambda request: None).process_exception(request, exception)


@pytest.mark.parametrize("exception", TORN)
def test_form_in_pieces_is_a_bad_request_below_the_admin(exception):
    assert answer(RequestFactory().post("/admin/x/"), exception).status_code == 400


@pytest.mark.parametrize("exception", TORN)
def test_elsewhere_and_otherwise_it_stays_an_error(exception):
    assert answer(RequestFactory().post("/x/"), exception) is None
    assert answer(RequestFactory().get("/admin/x/"), exception) is None
    assert answer(RequestFactory().post("/admin/x/"), ValueError()) is None


@pytest.mark.django_db
def test_table_of_redirects_without_the_name_of_its_file_is_a_bad_request():
    url = reverse("wagtailredirects:process_import")
    assert client_of(administrator()).post(url).status_code == 400


@pytest.mark.django_db
def test_page_that_breaks_on_purpose_is_not_there():
    assert client_of(administrator()).get("/admin/failwhale/").status_code == 404
