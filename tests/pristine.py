"""The freshly migrated database, put back after every test that commits.

Django empties all tables after such a test. Here that would fail, as triggers guard tables that
only grow, and it would take with it what migrations wrote (the root page, groups, the site). So
the whole database is copied once and put back instead, in a tenth of a second.
"""

import sqlite3
from pathlib import Path

from django.db import connection


def keep() -> None:
    """Remember the database as it is now; called once the migrations ran."""
    _way().keep()


def restore() -> None:
    """Put the remembered database back; open transactions are lost."""
    _way().restore()


def save_to(path: Path) -> None:
    """Write the remembered database to a file of its own; on SQLite only."""
    _SQLite.save_to(path)


def _way() -> "type[_SQLite] | type[_PostgreSQL]":
    return _PostgreSQL if connection.vendor == "postgresql" else _SQLite


class _SQLite:
    """A copy in memory, by SQLite's own backup."""

    copy = sqlite3.connect(":memory:", check_same_thread=False)

    @classmethod
    def keep(cls) -> None:
        connection.ensure_connection()
        connection.connection.backup(cls.copy)

    @classmethod
    def restore(cls) -> None:
        connection.ensure_connection()
        cls.copy.backup(connection.connection)

    @classmethod
    def save_to(cls, path: Path) -> None:
        file = sqlite3.connect(path)
        cls.copy.backup(file)
        file.close()


class _PostgreSQL:
    """A second database, which the first is made from again."""

    @classmethod
    def keep(cls) -> None:
        cls._make(cls._copy(), like=cls._name())

    @classmethod
    def restore(cls) -> None:
        cls._make(cls._name(), like=cls._copy())

    @staticmethod
    def _name() -> str:
        return connection.settings_dict["NAME"]

    @classmethod
    def _copy(cls) -> str:
        return f"{cls._name()}_pristine"

    @staticmethod
    def _make(name: str, like: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            # FORCE ends connections that threads of the test left open.
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
            cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
