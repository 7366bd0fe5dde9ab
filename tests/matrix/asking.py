"""Asking as somebody: what came back in a word, what it gave away, what it wrote."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from django.conf import settings
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.test.client import ClientHandler

from portal.models import User
from portal.once import tokens

from .rows import SONG, Rows
from .table import PHONES, WORDS, opens

#: `MATRIX=whole` asks everything of everybody, also where one answer stands for many.
WHOLE = os.environ.get("MATRIX") == "whole"
#: Written by asking at all: sessions, failed log-ins, what was searched for, the trail of refusals
#: and exports, scaled pictures, forms handed out. Nothing of it is a record.
BESIDE = re.compile(
    r"django_session|axes_|search_askedquestion|portal_portalrendition|partners_event"
    r"|partners_eventseal|partners_chainhead|portal_formtoken"
)
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class _Browser(RequestFactory):
    """Asks as the client of Django's tests does, and keeps no templates: thousands are asked."""

    handler = ClientHandler(enforce_csrf_checks=False)

    def request(self, **request: Any) -> Any:
        """The answer; a 500 where there was an error."""
        return self.handler(self._base_environ(**request))


class Asker:
    """A browser in which somebody is logged in, whatever the last answer did to its session."""

    def __init__(self, role: str, person: User | None) -> None:
        self.role, self.person = role, person
        self.browser = _Browser()
        if person is not None:
            client = Client()
            client.force_login(person)
            self.browser.cookies = client.cookies

    def ask(self, method: str, path: str, data: dict[str, Any] | None = None) -> Any:
        """The answer; what it wrote is undone. A form that is sent carries its token."""
        with transaction.atomic():
            if method == "post" and self.person is not None:
                token = tokens.issue(self.person, path.partition("?")[0])
                data = {tokens.FIELD: token, **(data or {})}
            response = getattr(self.browser, method)(path, data or {})
            transaction.set_rollback(True)
        return response


def word_of(response: Any) -> str:
    """What an answer is called in the table."""
    if response.status_code in (301, 302):
        if response.url.startswith(("/login/", "/admin/login/")):
            return "log-in"
        return "sent back" if response.url == f"/{settings.ADMIN_PATH}" else "moved"
    return WORDS.get(response.status_code, str(response.status_code))


def text_of(response: Any) -> str:
    """All that an answer says: its body and its heads, spelt out."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK"):  # a workbook is a parcel of texts
        with ZipFile(BytesIO(body)) as parcel:
            body = b"".join(map(parcel.read, parcel.namelist()))
    text = body.decode("utf-8", errors="replace") + str(dict(response.headers))
    if "%E9%9B%80" in text:
        text += unquote(text)
    if "\\u96c0" in text:
        text += re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text)
    return text


def given_away(rows: Rows, role: str, text: str, *, to_public: bool = False) -> set[str]:
    """The rows that a text gives away to a role that may not know them."""
    leaks = set()
    for canary in set(SONG.findall(text)) & (rows.canaries.keys() | rows.phones.keys()):
        if canary in rows.phones:
            relation = rows.phones[canary][1].removesuffix(" shown")
            allowed = relation in PHONES.get(role, ())
        else:
            allowed = opens(role, *rows.canaries[canary])
        if to_public or not allowed:
            leaks.add(" ".join((rows.canaries | rows.phones)[canary]))
    return leaks


@contextmanager
def watched() -> Iterator[set[str]]:
    """Collects the tables that are written to inside."""
    tables: set[str] = set()

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if (found := _WRITES.match(sql)) and not BESIDE.match(found[1]):
            tables.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield tables


def listed(wrong: list[Any]) -> str:
    """What is wrong, a line each; pytest would show the first of them."""
    return "\n" + "\n".join(map(str, wrong))
