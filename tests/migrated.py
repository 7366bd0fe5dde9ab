"""The migrated database of SQLite, made once for all workers and for the runs that follow.

Two hundred migrations take most of a minute, and each worker needs their outcome. So the first
keeps it in a file, the others wait and copy it. The file is named for all that the outcome can
depend on: the code of the apps and the versions of the packages; another name, another database.
"""

import fcntl
import hashlib
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path
from typing import IO

from django.db import connection

from tests import pristine
from tests.processes import ROOT

APPS = tuple(ROOT / name for name in ("portal", "partners", "projects", "home", "search"))
#: Files no migration reads.
LOOKS = {".html", ".css", ".js", ".svg", ".png", ".md", ".po", ".mo", ".pyc"}


@contextmanager
def database(folder: Path) -> Iterator[Callable[[], None]]:
    """Fill the database of the tests before Django makes it; gives what to call once it is made.

    Only one in memory: elsewhere somebody has chosen where it is kept.
    """
    name = connection.vendor == "sqlite" and str(connection.creation._get_test_db_name())
    if not name or not connection.creation.is_in_memory_db(name):
        yield lambda: None
        return
    kept = folder / f"{key(APPS)}.sqlite3"
    # Whoever fails to make it lets the next one try: a lock ends with its process at the latest.
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if kept.exists():
            lock.close()
            yield _filled(name, kept).close
        else:
            yield lambda: _keep(kept, lock)


def key(folders: Sequence[Path]) -> str:
    """A name that changes with the code in `folders`, Python and every package installed."""
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    digest = hashlib.sha256(repr([sys.version, sqlite3.sqlite_version, packages]).encode())
    for file in sorted(file for folder in folders for file in folder.rglob("*")):
        if file.is_file() and file.suffix not in LOOKS:
            digest.update(f"{file} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()[:32]


def _filled(name: str, kept: Path) -> sqlite3.Connection:
    """The database of that name holds a copy of the file; it lives while somebody is connected."""
    target, source = sqlite3.connect(name, uri=True), sqlite3.connect(kept)
    source.backup(target)
    source.close()
    return target


def _keep(kept: Path, lock: IO[str]) -> None:
    """Write the file whole or not at all; those of other code go."""
    for old in kept.parent.glob("*.sqlite3*"):
        old.unlink()
    half = kept.with_suffix(".sqlite3-half")
    pristine.save_to(half)
    half.rename(kept)
    lock.close()
