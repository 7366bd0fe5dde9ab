"""Imports point one way: portal <- partners <- projects <- home, search."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Each app with the apps of ours it may import.
MAY_IMPORT = {
    "portal": set(),
    "partners": {"portal"},
    "projects": {"portal", "partners"},
    "home": {"portal", "partners", "projects"},
    "search": {"portal", "partners", "projects"},
}
# Names that tell nothing of what a module answers.
LEFTOVERS = {"common", "core", "helpers", "misc", "utils"}


def imported_modules(source: str) -> set[str]:
    """Return the absolute names a module imports, wherever in it the import stands."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return names


def trespasses(app: str, source: str) -> set[str]:
    """Return which of our apps a module of `app` imports although it must not."""
    tops = {name.split(".")[0] for name in imported_modules(source)}
    return tops & (set(MAY_IMPORT) | {"tests"}) - MAY_IMPORT[app] - {app}


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_app_imports_only_what_stands_to_its_left(app):
    found = {
        str(path.relative_to(ROOT)): wrong
        for path in (ROOT / app).rglob("*.py")
        if (wrong := trespasses(app, path.read_text(encoding="utf-8")))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("app", "source", "wrong"),
    [
        ("portal", "from partners.models import Pairing", {"partners"}),
        ("partners", "def late():\n    import projects.models", {"projects"}),
        ("search", "from home import models", {"home"}),
        ("projects", "from tests.factories import money", {"tests"}),
        ("projects", "from partners import enums\nfrom . import models", set()),
    ],
)
def test_an_import_against_the_order_is_noticed(app, source, wrong):
    assert trespasses(app, source) == wrong


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_modules_are_named_after_what_they_answer(app):
    named = [path for path in (ROOT / app).rglob("*") if path.stem.lower() in LEFTOVERS]
    assert named == []
