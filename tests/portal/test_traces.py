"""What of a request may be kept: no secrets, no numbers of people."""

import pytest
from django.test import RequestFactory
from django.urls import ResolverMatch

from portal.traces import TracesMiddleware, client_address, current_request, masked, path_of

PHONE, IDENTITY, CARD = "13912345678", "32010119800101123X", "6222021234567890123"


def asked(address, **kwargs):
    request = RequestFactory().get(address)
    request.resolver_match = ResolverMatch(lambda: None, (), kwargs)
    return request


@pytest.mark.parametrize("number", [PHONE, IDENTITY, CARD])
def test_numbers_of_people_are_left_out(number):
    assert masked(f"找{number}的人") == "找…的人"
    path = path_of(asked(f"/search/?q={number}&place=320100000000"), with_query=True)
    assert path == "/search/?q=…&place=320100000000"


@pytest.mark.parametrize("kept", ["JD-2024-000123", "320101001001", "2024", "1" * 12])
def test_numbers_of_records_and_places_are_kept(kept):
    assert masked(kept) == kept


@pytest.mark.parametrize(
    "name", ["token", "csrfmiddlewaretoken", "password", "otp_token", "signature"]
)
def test_what_opens_something_is_left_out_of_the_query(name):
    path = path_of(asked(f"/list/?kind=unit&{name}=geheim"), with_query=True)
    assert path == f"/list/?kind=unit&{name}=…"


def test_what_opens_something_is_left_out_of_the_path():
    request = asked("/admin/password_reset/confirm/MQ/abc-123/", uidb64="MQ", token="abc-123")
    assert path_of(request) == "/admin/password_reset/confirm/…/…/"


def test_a_query_is_kept_only_when_wanted_readable_and_without_empty_answers():
    request = asked("/list/?q=%E6%A2%85%E5%9B%AD&kind=")
    assert path_of(request) == "/list/"
    assert path_of(request, with_query=True) == "/list/?q=梅园"


def test_a_long_address_is_cut():
    assert len(path_of(asked(f"/list/?q={'长' * 900}"), with_query=True)) == 300


def test_the_request_is_known_while_it_is_answered():
    request = RequestFactory().get("/", REMOTE_ADDR="10.1.2.3")

    def answer(given):
        assert current_request() is given
        return client_address()

    assert TracesMiddleware(answer)(request) == "10.1.2.3"
    assert current_request() is None
    assert client_address() == ""


def test_the_request_is_forgotten_also_when_answering_it_failed():
    def fail(given):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        TracesMiddleware(fail)(RequestFactory().get("/"))
    assert current_request() is None
