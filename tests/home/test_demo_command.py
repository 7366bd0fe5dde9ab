"""`manage.py demo`: one command to a running city, again in seconds, never over real records."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from home.demo import logins
from home.demo.city import rng_of
from home.demo.people import LOGINS, make_people
from home.demo.serve import HOST, is_free
from partners.models import Division, Event, EventSeal
from portal.models import User
from tests import pristine
from tests.factories import CityFactory
from tests.processes import ROOT

pytestmark = pytest.mark.whole_run

SECONDS = 300  # a busy machine gets that long to build the small city


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    """The settings of a demo whose data lie in a folder of the test."""
    settings.DEMO = True
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path


@pytest.fixture
def taken() -> Iterator[int]:
    """A port somebody else listens on."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        yield other.getsockname()[1]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


class TestRefusals:
    """What the commands do not do, and say."""

    @pytest.mark.parametrize("command", ["demo", "build_demo_city"])
    def test_only_in_the_settings_of_a_demo(self, command: str) -> None:
        assert not settings.DEMO
        with pytest.raises(CommandError, match=r"portal\.settings\.demo"):
            call_command(command)

    @pytest.mark.django_db
    def test_no_city_over_records_that_are_there(self, demo: Path) -> None:
        CityFactory()

        with pytest.raises(CommandError, match="已有记录"):
            call_command("build_demo_city")
        assert Division.objects.count() == 1

    def test_a_busy_port_is_named_before_anything_is_made(self, demo: Path, taken: int) -> None:
        with pytest.raises(CommandError, match=f"端口 {taken} 已被占用"):
            call_command("demo", port=str(taken))
        assert not list(demo.iterdir())

    @pytest.mark.parametrize("port", ["0", "65536", "-1", "八千", "8000x", ""])
    def test_a_port_that_is_none(self, demo: Path, port: str) -> None:
        with pytest.raises(CommandError, match="端口须为"):
            call_command("demo", port=port)


def test_a_port_is_free_until_somebody_listens(taken: int) -> None:
    assert not is_free(taken)
    assert is_free(free_port())


@pytest.mark.django_db
class TestLogins:
    """One login per role."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        make_people(rng_of("people"))
        return tmp_path / "logins.json"

    def test_each_role_can_log_in_with_what_it_was_handed(self, path: Path) -> None:
        handed_out = logins.hand_out(path)

        assert [login["username"] for login in handed_out] == [name for name, _, _ in LOGINS]
        for login in handed_out:
            assert _lets_in(login["username"], login["password"])

    def test_only_the_owner_can_read_the_file(self, path: Path) -> None:
        logins.hand_out(path)

        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [p.name for p in path.parent.iterdir()] == [path.name]

    def test_what_was_handed_out_is_read_again(self, path: Path) -> None:
        assert logins.hand_out(path) == logins.read(path)

    def test_passwords_differ_from_each_other_and_from_the_last_time(self, path: Path) -> None:
        first = {login["password"] for login in logins.hand_out(path)}
        second = {login["password"] for login in logins.hand_out(path)}

        assert len(first) == len(LOGINS)
        assert not first & second

    @pytest.mark.parametrize("text", ["", "{", "[]", '{"logins": [{}]}', '{"logins": 3}'])
    def test_a_broken_file_is_as_good_as_none(self, path: Path, text: str) -> None:
        path.write_text(text)

        assert logins.read(path) is None
        assert logins.read(path.with_name("missing.json")) is None

    def test_only_the_administrator_may_do_everything_and_nobody_else_has_a_password(
        self, path: Path
    ) -> None:
        logins.hand_out(path)
        with_password = [user for user in User.objects.all() if user.has_usable_password()]

        assert {u.username for u in with_password} == {name for name, _, _ in LOGINS}
        assert [u.username for u in User.objects.filter(is_superuser=True)] == ["admin"]


def prepared(**more: Any) -> str:
    """What the command says while it prepares everything but serves nothing."""
    said = StringIO()
    call_command("demo", small=True, no_serve=True, stdout=said, **more)
    return said.getvalue()


@pytest.mark.django_db
def test_preparing_again_keeps_the_city_and_hands_out_lost_passwords_anew(demo: Path) -> None:
    path = demo / "logins.json"
    first = prepared(port="8765")
    places, known = Division.objects.count(), path.read_text()
    second = prepared(port="8766")

    assert "正在生成结对" in first
    # All that was built is sealed; what comes after is so at its own commit.
    assert EventSeal.objects.count() > 1000
    assert set(Event.objects.unsealed().values_list("label", flat=True)) <= {"重设密码"}
    assert "正在生成" not in second
    assert (Division.objects.count(), path.read_text()) == (places, known)
    for words, port in ((first, 8765), (second, 8766)):
        assert f"http://127.0.0.1:{port}/showcase/" in words
        assert str(path) in words
        assert all(login["password"] in words for login in json.loads(known)["logins"])

    path.unlink()
    third = prepared()

    assert "正在生成" not in third
    assert Division.objects.count() == places
    assert not _lets_in("admin", _password_in(known))
    assert _lets_in("admin", _password_in(path.read_text()))


def _lets_in(username: str, password: str) -> bool:
    """Whether the log-in page leads on, to work and not to a step in between."""
    data = {"username": username, "password": password}
    client = Client()
    response = client.post("/login/", data)
    return response.status_code == 302 and client.get(response.url).status_code == 200


def _password_in(text: str) -> str:
    return json.loads(text)["logins"][0]["password"]


@pytest.mark.sqlite  # the demo keeps its data there
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_command_serves_the_city_and_ctrl_c_ends_all_of_it(
    tmp_path: Path, migrated: Path, number: int
) -> None:
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONUTF8": "1",
        "DJANGO_SETTINGS_MODULE": "portal.settings.demo",
        "DEMO_DIR": str(migrated.parent),
        "PORT": str(port),
    }
    with (tmp_path / "log").open("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "demo", "--small"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            page = _wait_for(f"http://{HOST}:{port}/showcase/", process)
            announced = (tmp_path / "log").read_text()
            process.send_signal(number)
            assert process.wait(timeout=30) == 0, (tmp_path / "log").read_text()
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
    assert "成果展示" in page
    assert "正在准备数据库" not in announced  # the tables were there: nothing was migrated anew
    assert f"http://{HOST}:{port}/showcase/" in announced
    assert "logins.json" in announced
    assert is_free(port)
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # nobody of the group is left


@pytest.fixture(scope="module")
def migrated(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo's database file with all tables and no records, copied from the tests' own."""
    path = tmp_path_factory.mktemp("demo") / "portal.sqlite3"
    pristine.save_to(path)
    return path


def _wait_for(address: str, process: subprocess.Popen) -> str:
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, "the demo ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.5)
    raise AssertionError("the demo did not answer in time")
