"""How tests read public pages."""

from urllib.parse import urlencode

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse


def read(where: object, **query: object) -> str:
    """The text of a page that must be there: an address's name, an address, or a record."""
    answer = Client().get(address(where, **query))
    assert answer.status_code == 200, f"{answer.status_code} at {address(where, **query)}"
    return answer.content.decode()


def status(where: object, **query: object) -> int:
    """What a visitor is answered, and never an exception."""
    return Client(raise_request_exception=True).get(address(where, **query)).status_code


def listed(where: object, **query: object) -> list:
    """The records a list shows on its first page."""
    return list(Client().get(address(where, **query)).context["object_list"])


def count_queries(where: object, **query: object) -> int:
    """Queries of the second visit: the first one fills what the process remembers."""
    url, client = address(where, **query), Client()
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def address(where: object, **query: object) -> str:
    """The address of `where` with a query string; lists repeat the parameter."""
    if not isinstance(where, str):
        url = where.get_absolute_url()
    else:
        url = where if where.startswith("/") else reverse(where)
    return f"{url}?{urlencode(query, doseq=True)}" if query else url
