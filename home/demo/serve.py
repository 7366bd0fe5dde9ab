"""Serving the demo on this machine: a web server and, beside it, the worker of waiting tasks."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from portal.settings.environment import ROOT

HOST = "127.0.0.1"
_PATIENCE = 10  # seconds a process gets to end by itself


class Stopped(Exception):
    """Somebody asked the demo to end."""


def is_free(port: int) -> bool:
    """Whether a server could listen on the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(port: int, log: Path, errands: Sequence[str] = ()) -> int:
    """Run both until one ends or somebody stops them; returns the exit code.

    The worker tells of every task: that goes into the file `log`, not over the logins. Beside them
    run `errands`, management commands that end by themselves.
    """
    # Set both: a program started in the background may have Ctrl-C switched off.
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    processes: list[subprocess.Popen[bytes]] = []
    others: list[subprocess.Popen[bytes]] = []
    try:
        with log.open("w", encoding="utf-8") as worker_log:
            processes.append(_start(_web(port)))
            processes.append(_start(_worker(), stdout=worker_log, stderr=subprocess.STDOUT))
        others.extend(_start(_command(errand)) for errand in errands)
        return _first_to_end(processes)
    except Stopped:
        return 0
    finally:
        _end([*processes, *others])


def _web(port: int) -> Sequence[str]:
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"{HOST}:{port}"]
    return [*command, "--workers", "1", "--threads", "4", "--log-level", "warning"]


def _worker() -> Sequence[str]:
    return [*_command("db_worker"), "--interval", "2"]


def _command(name: str) -> Sequence[str]:
    return [sys.executable, str(ROOT / "manage.py"), name]


def _start(command: Sequence[str], **streams: Any) -> subprocess.Popen[bytes]:
    """A process of this program's own; no input of anybody stands in its command."""
    environment = {"LOG_LEVEL": "WARNING", **os.environ}
    return subprocess.Popen(command, cwd=ROOT, env=environment, **streams)  # noqa: S603


def _first_to_end(processes: list[subprocess.Popen[bytes]]) -> int:
    while True:
        for process in processes:
            if (code := process.poll()) is not None:
                return code
        time.sleep(0.3)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Ask both to end, then insist; a second Ctrl-C does not leave one behind."""
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + _PATIENCE
    for process in processes:
        try:
            process.wait(timeout=max(deadline - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired:
            process.kill()


def _stop(number: int, frame: object) -> None:
    raise Stopped
