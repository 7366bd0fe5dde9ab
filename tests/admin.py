"""People and hands for tests of the admin: who is logged in, and forms filled in as on screen."""

import io
import re
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.test import Client
from openpyxl import load_workbook
from wagtail.test.utils.form_data import querydict_from_html

from partners.enums import MembershipRole
from portal.changes import untold
from portal.models import User
from portal.once import tokens
from tests.factories import MembershipFactory, UserFactory

HOME = "/admin/"


class Browser(Client):
    """Sends with every form the token its page would have carried, unless told another."""

    user: User | None = None

    def force_login(self, user: User, backend: str | None = None) -> None:
        # Wagtail's tests name the first backend, which only counts failures.
        super().force_login(user)
        self.user = user

    def post(self, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        if self.user is not None and (data is None or isinstance(data, dict)):
            token = tokens.issue(self.user, urlsplit(path).path)
            data = {tokens.FIELD: token} | (data or {})
        return super().post(path, data, *args, **kwargs)


def client_of(user: User | None) -> Client:
    """A browser in which `user` is logged in; None: a visitor."""
    client = Browser()
    if user is not None:
        with untold():  # tests count the rows of the trail about what they try
            client.force_login(user)
    return client


def member_of(role: str) -> User:
    """Somebody of a role by its name on screen, a membership or else a group; no other right."""
    user = UserFactory()
    if role in MembershipRole.labels:
        MembershipFactory(user=user, role=next(r for r in MembershipRole if r.label == role))
    else:
        with untold():
            user.groups.add(Group.objects.get(name=role))
    return user


def administrator() -> User:
    return member_of("系统管理员")


def editor() -> User:
    return member_of("编辑")


def liaison() -> User:
    return member_of("单位联络员")


def somebody_with(*rights: str) -> User:
    """May enter the admin and has the rights named (「app.action_model」), nothing else."""
    user = UserFactory()
    for right in ("wagtailadmin.access_admin", *rights):
        app, codename = right.split(".")
        permission = Permission.objects.get(content_type__app_label=app, codename=codename)
        with untold():
            user.user_permissions.add(permission)
    return user


def is_refused(response: Any) -> bool:
    """Whether the admin sent the person away (Wagtail redirects to its first page)."""
    return response.status_code == 302 and response.url == HOME


def is_sent_to_login(response: Any) -> bool:
    return response.status_code == 302 and response.url.startswith("/login/")


def is_shown_the_way_out(response: Any) -> bool:
    """Whether the admin's door was shut before somebody who works elsewhere."""
    return response.status_code == 403 and "不能进入管理后台" in words(response)


def filled_in(client: Client, url: str, **changes: Any) -> dict[str, Any]:
    """What the form at `url` would send, after `changes` (「contacts-0-name」 with __ for -)."""
    page = client.get(url)
    assert page.status_code == 200, page
    shown = querydict_from_html(page.content.decode(), form_id="w-editor-form")
    data: dict[str, Any] = dict(shown.lists())
    for name, value in changes.items():
        data[name.replace("__", "-")] = value if isinstance(value, list) else str(value)
    return data


def shown_in(client: Client, url: str) -> dict[str, str]:
    """What the form at `url` says about the record it was filled from."""
    found = re.search(r'name="shown" value="([^"]+)"', words(client.get(url)))
    assert found
    return {"shown": found[1]}


def chosen(
    client: Client, url: str, page: Any, button: str = "save_as_chosen", **choices: str
) -> Any:
    """Sends the page of choices back; `end_on="mine"`, `contacts__3__name="theirs"`."""
    form = querydict_from_html(words(page), form_id="conflict")
    data: dict[str, Any] = dict(form.lists())
    for name, side in choices.items():
        data[f"choice-{name.replace('__', ':')}"] = side
    return client.post(url, data | {button: "1"})


def words(response: Any) -> str:
    """The text of a page."""
    return response.content.decode()


def told(response: Any) -> str:
    """What the messages of a response say."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def csv_of(response: Any) -> str:
    return b"".join(response.streaming_content).decode("utf-8")


def rows_of(response: Any) -> list[tuple]:
    """The rows of the workbook in a response, the headings first."""
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    return [tuple(row) for row in book.active.iter_rows(values_only=True)]
