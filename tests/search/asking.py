"""Asking the public search as a visitor does, of an index that is up to date."""

from typing import Any

from django.test import Client

from search.index.watching import settle

ADDRESS = "/search/"
SUGGEST = "/search/suggest/"

#: What no search may stumble over.
HOSTILE = [
    "'",
    '"',
    '"板桥',
    "板桥'; DROP TABLE search_entry; --",
    "板桥\x00街道",
    "\x00",
    "长" * 10_000,
    "banqiao " * 1_250,
    "x" * 10_000,
    "a AND b OR NOT c",
    "NEAR(板桥 街道, 2)",
    "title:板桥",
    "{title names}: 板",
    "板桥*",
    "*",
    "^板桥",
    "板桥 -街道 +排水",
    "(((((((((((",
    "\\",
    "%",
    "_",
    "😀",
    "👨\u200d👩\u200d👧",
    "\u202e板桥",
    "\ufeff",
    "\u0301\u0301\u0301",
    "𠀀𠀁",
    "ﷺ",
    "<script>alert(1)</script>",
    "{{ query }}{% load x %}",
    "",
    "   ",
    "\u3000",
    "\t\r\n",
    "0",
    "9" * 400,
    "nan",
]


def ask(client: Client, text: str, **query: Any) -> Any:
    """The page of results for a question, when everything written before is in the index."""
    settle()
    return client.get(ADDRESS, {"q": text, **query})


def found(client: Client, text: str, **query: Any) -> list[tuple[str, str]]:
    """Kind and title of every result proper on the page."""
    hits = ask(client, text, **query).context.get("hits") or []
    return [(hit.label, hit.title) for hit in hits]


def titles(client: Client, text: str, **query: Any) -> list[str]:
    """Titles of every result proper on the page."""
    return [title for _, title in found(client, text, **query)]


def offered(client: Client, typed: str) -> list[str]:
    """Names offered for what was typed so far."""
    settle()
    answer = client.get(SUGGEST, {"q": typed})
    assert answer.status_code == 200
    return [offer["text"] for offer in answer.json()["suggestions"]]
