"""One login per role, with a password made when the city is built, kept in a private file."""

import json
import os
import secrets
from pathlib import Path
from typing import TypedDict

from portal.models import User

from .people import LOGINS

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is mistaken for something else


class Login(TypedDict):
    """What a person needs to log in."""

    role: str
    name: str
    username: str
    password: str


def hand_out(path: Path) -> list[Login]:
    """Give every login a new password and write them to `path`, readable by its owner only."""
    users = User.objects.in_bulk([name for name, _, _ in LOGINS], field_name="username")
    logins: list[Login] = []
    for username, shown, group in LOGINS:
        login = Login(role=group, name=shown, username=username, password=_password())
        users[username].set_password(login["password"])
        users[username].save(update_fields=["password"])
        logins.append(login)
    _write(path, logins)
    return logins


def read(path: Path) -> list[Login] | None:
    """The logins handed out before; None when the file is missing or broken."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["logins"]
        return [Login(**{key: str(row[key]) for key in Login.__annotations__}) for row in rows]  # type: ignore[typeddict-item]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _password() -> str:
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


def _write(path: Path, logins: list[Login]) -> None:
    """Put the file in place whole, never readable by others in between."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(
        json.dumps({"logins": logins}, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    fresh.replace(path)
