"""The database of a test, opened to other threads."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections


@contextmanager
def database(folder: Path) -> Iterator[None]:
    """Let threads open the database; on SQLite a file that is copied back at the end."""
    if connection.vendor != "sqlite":
        yield
        return
    path = folder / "threads.sqlite3"
    connection.ensure_connection()
    _copy(connection.connection, path)
    # Undone before anything else is torn down: by its name Django knows that the database of the
    # test is in memory and must not be closed.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(connections.settings["default"], "NAME", str(path))
        yield
    file = sqlite3.connect(path)
    file.backup(connection.connection)
    file.close()


def closing(act: Callable[[], Any]) -> Any:
    """What `act` comes to in this thread, whose connection is closed afterwards."""
    try:
        return act()
    finally:
        connections["default"].close()


def _copy(database: sqlite3.Connection, path: Path) -> None:
    copy = sqlite3.connect(path)
    database.backup(copy)
    copy.close()
