"""A scratch portal: a database, a folder and an index of its own, gone when it is done with.

It lives in a process of its own, whose environment names them; the portal's own database is never
opened there.
"""

import os
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from portal.settings.environment import ROOT, env

SQLITE, POSTGRESQL, ELASTICSEARCH = ENGINES = ("sqlite", "postgresql", "elasticsearch")
#: Variables that would make the portal read an address from a file instead.
_ELSEWHERE = ("DATABASE_URL_FILE", "ELASTICSEARCH_URL_FILE")


class NoServer(RuntimeError):
    """The server an engine needs is not named, or does not answer; the message says so."""


@contextmanager
def portal_on(engine: str) -> Iterator[dict[str, str]]:
    """The environment of a scratch portal on this engine; raises NoServer."""
    with TemporaryDirectory(prefix="yardstick-") as folder:
        variables = {
            "DJANGO_SETTINGS_MODULE": "search.yardstick.settings",
            "YARDSTICK_SETTINGS": settings.SETTINGS_MODULE,
            "YARDSTICK_DIR": folder,
            "YARDSTICK_DATABASE": f"sqlite:///{Path(folder) / 'scratch.sqlite3'}",
            "YARDSTICK_ENGINE": "database",
            "YARDSTICK_ELASTICSEARCH": "",
            "YARDSTICK_INDEX": "",
            "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.getenv("PYTHONPATH")])]),
            "PYTHONUTF8": "1",
        }
        with _SERVERS[engine]() as served:
            ours = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
            yield ours | variables | served


def run(arguments: Sequence[str], variables: Mapping[str, str], out: Callable[[str], None]) -> int:
    """Measure in a scratch portal, every line it prints handed to `out`; returns its exit code."""
    command = [sys.executable, "-m", "search.yardstick.measuring", *arguments]
    with subprocess.Popen(  # noqa: S603 - our own module; the arguments are paths and numbers
        command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            for line in process.stdout or ():
                out(line.rstrip("\n"))
        except BaseException:
            process.terminate()
            raise
    return process.returncode


@contextmanager
def _nothing() -> Iterator[dict[str, str]]:
    yield {}


@contextmanager
def _postgresql() -> Iterator[dict[str, str]]:
    """A database of its own on the server that the tests or the portal use."""
    from psycopg import connect, sql  # only where it is asked for

    url = os.getenv("TEST_POSTGRESQL_URL") or env.str("DATABASE_URL", default="")
    if not url.startswith("postgres"):
        raise NoServer("没有 PostgreSQL 的地址：请设置 TEST_POSTGRESQL_URL 或 DATABASE_URL")
    name = f"yardstick_{secrets.token_hex(6)}"
    place = urlsplit(url)
    try:
        server = connect(url, autocommit=True, connect_timeout=10)
    except Exception as why:
        raise NoServer(f"PostgreSQL 没有应答：{why}") from why
    with server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {"YARDSTICK_DATABASE": urlunsplit(place._replace(path=f"/{name}"))}
        finally:
            drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            server.execute(drop.format(sql.Identifier(name)))


@contextmanager
def _elasticsearch() -> Iterator[dict[str, str]]:
    """Indexes under a name of their own on the server that the tests or the portal use."""
    url = os.getenv("TEST_ELASTICSEARCH_URL") or settings.ELASTICSEARCH_URL
    if not url:
        raise NoServer(
            "没有 Elasticsearch 的地址：请设置 TEST_ELASTICSEARCH_URL 或 ELASTICSEARCH_URL"
        )
    try:
        from elasticsearch import Elasticsearch  # an optional requirement
    except ImportError as why:
        raise NoServer("没有安装 Elasticsearch 的客户端（requirements-elasticsearch.txt）") from why
    options = {"ca_certs": settings.ELASTICSEARCH_CA} if settings.ELASTICSEARCH_CA else {}
    client = Elasticsearch(url.split(","), request_timeout=20, **options)
    if not client.ping():
        raise NoServer("Elasticsearch 没有应答")
    name = f"yardstick-{secrets.token_hex(6)}"
    try:
        yield {
            "YARDSTICK_ENGINE": "elasticsearch",
            "YARDSTICK_ELASTICSEARCH": url,
            "YARDSTICK_INDEX": name,
        }
    finally:
        # By name: a server may refuse to delete by pattern.
        for index in client.indices.get(index=f"{name}*"):
            client.indices.delete(index=index, ignore_unavailable=True)
        client.close()


_SERVERS = {SQLITE: _nothing, POSTGRESQL: _postgresql, ELASTICSEARCH: _elasticsearch}
