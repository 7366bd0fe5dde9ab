"""The visitor's address: a header is believed only where settings name it."""

import pytest
from django.test import RequestFactory

from portal.client_ip import client_ip

PEER = "192.0.2.1"


def asked(**meta: str) -> str | None:
    return client_ip(RequestFactory(**{"REMOTE_ADDR": PEER, **meta}).get("/"))


def test_without_a_setting_no_header_is_believed():
    assert asked(HTTP_X_FORWARDED_FOR="203.0.113.7", HTTP_X_REAL_IP="203.0.113.8") == PEER


def test_behind_one_proxy_what_the_visitor_wrote_before_it_is_not_believed(settings):
    settings.CLIENT_IP_HEADER = "X-Forwarded-For"
    assert asked(HTTP_X_FORWARDED_FOR="10.0.0.1, 203.0.113.7") == "203.0.113.7"
    assert asked(HTTP_X_FORWARDED_FOR="203.0.113.7") == "203.0.113.7"


def test_behind_two_proxies_the_entry_of_the_outer_one_counts(settings):
    settings.CLIENT_IP_HEADER, settings.CLIENT_IP_PROXIES = "X-Forwarded-For", 2
    assert asked(HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.7, 10.0.0.2") == "203.0.113.7"
    assert asked(HTTP_X_FORWARDED_FOR="203.0.113.7") == PEER


@pytest.mark.parametrize("nonsense", ["", "unknown", "1.2.3.4:80", "<script>", "1" * 5000])
def test_nonsense_in_the_header_is_the_peer(settings, nonsense):
    settings.CLIENT_IP_HEADER = "X-Forwarded-For"
    assert asked(HTTP_X_FORWARDED_FOR=nonsense) == PEER


def test_a_server_behind_a_local_socket_knows_no_peer(settings):
    assert asked(REMOTE_ADDR="") is None
