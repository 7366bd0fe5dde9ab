"""People with passwords and authenticators, and what their phones would show."""

import re
import time
from base64 import b32decode
from typing import Any

from django.contrib.auth.hashers import make_password
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from partners.access import recovery
from partners.models import RolePolicy
from portal.models import User
from tests.admin import member_of

PASSWORD = "correct horse battery"
WRONG = "wrong horse battery"


def with_password(role: str = "系统管理员", **fields: Any) -> User:
    """Somebody of a role who can log in with PASSWORD."""
    user = member_of(role)
    for name, value in (fields | {"password": make_password(PASSWORD)}).items():
        setattr(user, name, value)
    user.save()
    return user


def with_factor(user: User) -> User:
    """The same person with an authenticator set up."""
    TOTPDevice.objects.create(user=user, name="手机")
    return user


def code_of(user: User, steps: int = 0) -> str:
    """What the person's authenticator shows, now or so many half minutes from now."""
    return code_for(TOTPDevice.objects.get(user=user).key, steps)


def code_for(key: str, steps: int = 0) -> str:
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06}"


def recovery_codes_of(user: User) -> list[str]:
    return recovery.renew(user)


def demand(role: str, asked: bool = True) -> None:
    """Switch the second factor of a role (its value) on or off."""
    RolePolicy.objects.filter(role=role).update(second_factor=asked)


def log_in(client: Client, user: User, password: str = PASSWORD, **data: str) -> Any:
    data = {"username": user.username, "password": password, **data}
    return client.post("/login/", data)


def logged_in(user: User) -> Client:
    """A browser in which the person gave name and password, and nothing else."""
    client = Client()
    assert log_in(client, user).status_code == 302
    return client


def is_in(client: Client) -> bool:
    """Whether somebody who may enter the admin got there."""
    return client.get("/admin/").status_code == 200


def give(client: Client, code: str, **data: str) -> Any:
    """Type a code where the second factor is asked for."""
    return client.post("/second-factor/", {"code": code, **data})


def secret_on(page: str) -> str:
    """The key of the page, in hex, as an authenticator would be given it by hand."""
    letters = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    return b32decode(letters).hex()


def codes_on(page: str) -> list[str]:
    return re.findall(r"<code>([a-z0-9-]{14})</code>", page)
