"""What the project as a whole promises: its shape, its lock, the Pythons it names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from portal import python_version
from tests.processes import ROOT, run

TOP_LEVEL = {
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "home",
    "manage.py",
    "partners",
    "portal",
    "projects",
    "pyproject.toml",
    "requirements-dev.txt",
    "requirements-elasticsearch.txt",
    "requirements-elasticsearch8.txt",
    "requirements-semantic.txt",
    "requirements.txt",
    "search",
    "tests",
}
TOP_LEVEL_LATER = {"deploy", "docs"}
LONGEST = 300  # lines of a file that people read
READ_BY_PEOPLE = {".css", ".html", ".js", ".md", ".py", ".sh"}
RUNTIME = "requirements.txt"
#: Each holds all that runs, and something more.
MORE = (
    "requirements-dev.txt",
    "requirements-elasticsearch.txt",
    "requirements-elasticsearch8.txt",
)
LOCKS = (RUNTIME, *MORE)


def tracked_files() -> list[Path]:
    """Return the files git knows, as paths from the top."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a clone: git cannot say which files belong to the project")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


def locked_versions(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return dict(
        re.match(r"([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", line).groups()
        for line in lines
        if "==" in line
    )


def test_top_level_is_exactly_as_agreed():
    seen = {path.parts[0] for path in tracked_files()}
    plain = {name for name in seen if not name.startswith(".")} - TOP_LEVEL_LATER
    assert plain == TOP_LEVEL


def test_no_file_is_too_long_to_read():
    too_long = {}
    for path in tracked_files():
        if path.suffix not in READ_BY_PEOPLE or "migrations" in path.parts:
            continue
        # A file just removed in the working tree is still listed.
        if (ROOT / path).exists():
            lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
            if lines > LONGEST:
                too_long[str(path)] = lines
    assert too_long == {}


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_the_agreed_releases(name):
    versions = locked_versions(name)
    assert versions["wagtail"].startswith("8.0.")
    assert versions["django"].startswith("5.2.")


@pytest.mark.parametrize("name", MORE)
def test_what_is_more_is_locked_beside_the_very_versions_that_run(name):
    runtime, more = locked_versions(RUNTIME), locked_versions(name)
    assert {package: more.get(package) for package in runtime} == runtime
    assert len(more) > len(runtime)


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_hashes_and_no_address(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text
    pins = re.findall(r"^[a-z].*(?:\n +--hash=sha256:[0-9a-f]{64}.*)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^[a-z]", text, re.MULTILINE)) > 0


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 12, 9), (3, 13, 1, "final", 0)])
def test_supported_python_is_accepted(version):
    assert python_version.refusal(version) is None


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 10, 13), (3, 14, 0), (4, 0, 0)])
def test_other_python_is_refused_and_told_which_would_do(version):
    message = python_version.refusal(version)
    assert f"Python {'.'.join(map(str, version))} is not supported" in message
    assert all(name in message for name in ("3.11", "3.12", "3.13"))


def test_manage_stops_on_another_python_before_django_is_asked():
    fake = "import sys; sys.version_info = (3, 10, 0); sys.argv = ['manage.py', 'check']; "
    ended = run(sys.executable, "-c", fake + "import manage; manage.main()")
    assert ended.returncode == 1
    assert "Python 3.10.0 is not supported" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_make_stops_on_another_python(tmp_path):
    other = tmp_path / "python"
    other.write_text(
        f"#!/bin/sh\nexec {sys.executable} -c 'import sys; sys.version_info = (3, 9, 2); "
        'sys.path.insert(0, "."); import portal.python_version as p; p.require_supported()\'\n'
    )
    other.chmod(0o755)
    ended = run("make", "supported-python", f"PYTHON={other}")
    assert ended.returncode != 0
    assert "Python 3.9.2 is not supported" in ended.stderr


def test_make_help_explains_every_target_it_lists():
    ended = run("make", "help")
    for target in ("demo", "test", "lint", "types", "check", "lock", "clean"):
        assert re.search(rf"make {target} +\w", ended.stdout), target
