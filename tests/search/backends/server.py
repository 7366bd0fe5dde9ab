"""A search server for tests: an index of its own on it, filled from the entries of the test."""

import json
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from search.backends import node

SERVICE = Path(__file__).parents[2] / "services" / "elasticsearch"
URL = os.environ.get("TEST_ELASTICSEARCH_URL", "")


@contextmanager
def in_service(settings: Any, url: str, index: str) -> Iterator[None]:
    """The settings for a server at `url` with indexes named `index`, which are removed after."""
    settings.SEARCH_ENGINE = "elasticsearch"
    settings.ELASTICSEARCH_URL = url
    settings.ELASTICSEARCH_INDEX = index
    yield
    settings.ELASTICSEARCH_URL = url
    for name in node.alias().leftovers():
        node.node().es.indices.delete(index=name)


def free_port() -> int:
    """A port that nobody listens on, nor a hundred above, where the node talks to others."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    return port if port < 65_000 else free_port()


class OwnNode:
    """A node that a test may kill and start again with the data it had."""

    def __init__(self, folder: Path | None = None) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = os.environ | {"ELASTICSEARCH_HEAP": "256m"}

    def start(self) -> None:
        done = self._run("start")
        if done.returncode == 3:
            pytest.skip(done.stderr.strip())
        assert done.returncode == 0, done.stderr

    def kill(self) -> None:
        """As a power cut would end it."""
        home = self.environment.get("SERVICE_HOME") or str(
            Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "portal-elasticsearch"
        )
        pid = int(Path(home, f"pid-{self.port}").read_text())
        os.kill(pid, 9)

    def wipe(self) -> None:
        self._run("stop", "--wipe")

    def _run(self, script: str, *more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [SERVICE / script, str(self.port), *more],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )


@contextmanager
def silent_server() -> Iterator[str]:
    """A server that takes every connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def server_that_says(status: int, body: Any, pause: float = 0) -> Iterator[str]:
    """A server with one answer for all; with `pause` a byte of it every so many seconds."""
    stop = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length", 0)))
            sent = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/vnd.elasticsearch+json")
            self.send_header("x-elastic-product", "Elasticsearch")
            self.send_header("content-length", str(len(sent)))
            self.end_headers()
            if not pause:
                self.wfile.write(sent)
                return
            for at in range(len(sent)):
                if stop.wait(pause):
                    return
                self.wfile.write(sent[at : at + 1])
                self.wfile.flush()

        def do_HEAD(self) -> None:
            self.do_POST()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        stop.set()
        server.shutdown()
