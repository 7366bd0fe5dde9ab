"""The ground all tests stand on. What a subject needs stands in a conftest or factory of its own.

Marks
- `@pytest.mark.postgresql`: must hold on PostgreSQL as on SQLite. It runs with all others, and
  once more with `TEST_DATABASE=postgresql TEST_POSTGRESQL_URL=postgres://... pytest -m postgresql`
  (tests/services/postgresql/start prints an address). `postgresql(only=True)` is for what SQLite
  does not have; there it is skipped.
- `@pytest.mark.sqlite`: tries what only SQLite has; left out of a run on PostgreSQL.
- `@pytest.mark.elasticsearch`: asks a real search server, the one TEST_ELASTICSEARCH_URL names
  (tests/services/elasticsearch/start prints an address); skipped where it names none.
- `@pytest.mark.browser`: drives Debian's chromium through the `page` fixture of pytest-playwright;
  skipped where there is none. `make test-browser` runs them, `make test` does not.
- `@pytest.mark.whole_run`: its file builds a whole city or runs a whole command, half a minute for
  few tests. `make test-city` runs them, `make test` does not. Such files begin early, so that no
  worker is left alone with one at the end.
- `@pytest.mark.matrix`: tests/matrix, which takes minutes; left out unless it is asked for by
  `make matrix`, as any `-m` on the command line takes the place of the one in pyproject.toml.

Where CI is set, a test that its run is there for fails instead of being skipped: one in a browser,
one on PostgreSQL, one marked elasticsearch where a server is named.

While working, `TEST_SQLITE_FILE=/tmp/mine.sqlite3 pytest --reuse-db` saves making the tables.
"""

import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import hypothesis
import pytest
from django.test import TransactionTestCase

from tests import migrated, pristine, threads
from tests.browsing import all_is_answered

InThreads = Callable[[Callable[[], Any], int], list]

IN_CI = bool(os.environ.get("CI"))
ON_POSTGRESQL = os.environ.get("TEST_DATABASE") == "postgresql"
HAS_SEARCH_SERVER = bool(os.environ.get("TEST_ELASTICSEARCH_URL"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

# Playwright keeps an event loop in the thread of the tests; Django would refuse to query beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# Two busy cores say nothing about a rule: no deadline. In CI the same examples every time.
hypothesis.settings.register_profile("portal", deadline=None, derandomize=IN_CI)
hypothesis.settings.load_profile("portal")


def pytest_configure(config: pytest.Config) -> None:
    """The order given below holds: else files of few tests, also the longest, would come last."""
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what another database cannot be asked; no skip, as it is nobody's lack.

    What takes long comes early, the files whole and in the order of their names. Before it come,
    after one file, those that need no tables: while one worker makes them there is work for others.
    """
    long = {item.path for item in items if item.get_closest_marker("whole_run")}
    stored = {item.path for item in items if _needs_tables(item)}
    items.sort(key=lambda item: item.path not in long)
    first = next((item.path for item in items if item.path in stored), None)
    items.sort(key=lambda item: (item.path != first, item.path in stored, item.path not in long))
    foreign = [item for item in items if ON_POSTGRESQL and item.get_closest_marker("sqlite")]
    if foreign:
        config.hook.pytest_deselected(items=foreign)
        items[:] = [item for item in items if item not in foreign]


def _needs_tables(item: pytest.Item) -> bool:
    by_class = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    marked = item.get_closest_marker("django_db") is not None
    asked = {"db", "transactional_db", "live_server"}.intersection(
        getattr(item, "fixturenames", ())
    )
    return by_class or marked or bool(asked)


def pytest_collection_finish() -> None:
    """What is loaded by now stays until the end: to look through it for garbage costs a fifth."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not CHROMIUM:
        pytest.skip("needs chromium (Debian: apt-get install chromium)")
    if item.get_closest_marker("elasticsearch") and not HAS_SEARCH_SERVER:
        pytest.skip("needs a search server (set TEST_ELASTICSEARCH_URL, see tests/services)")
    marker = item.get_closest_marker("postgresql")
    if marker and marker.kwargs.get("only") and not ON_POSTGRESQL:
        pytest.skip("on PostgreSQL only (set TEST_DATABASE and TEST_POSTGRESQL_URL)")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI everything the machine was set up for must run: its skip is a failure."""
    report = yield
    on_server = HAS_SEARCH_SERVER and item.get_closest_marker("elasticsearch")
    must_run = item.get_closest_marker("browser") or ON_POSTGRESQL or on_server
    if IN_CI and must_run and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which CI does not accept: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None,
    pytestconfig: pytest.Config,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[], None]]:
    """Before the database is made: one that was migrated is copied to its place, if there is one.

    Gives what is to be called once the database is there.
    """
    cache = getattr(pytestconfig, "cache", None)  # `-p no:cacheprovider` keeps nothing
    folder = cache.mkdir("migrated") if cache else tmp_path_factory.mktemp("migrated")
    with migrated.database(folder) as made:
        yield made


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_modify_db_settings: Callable[[], None], django_db_setup: None, django_db_blocker: Any
) -> Iterator[None]:
    """Tests that commit (`transaction=True`, `live_server`) get the migrated database back."""
    with django_db_blocker.unblock():
        pristine.keep()
        django_db_modify_db_settings()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: pristine.restore())
        yield


@pytest.fixture
def in_threads(transactional_db: None, tmp_path: Any) -> InThreads:
    """Runs the same act in several threads at once and returns what each came to.

    SQLite's database in memory cannot be opened twice: it is lent to the threads as a file.
    """

    def run(act: Callable[[], Any], times: int) -> list:
        with threads.database(tmp_path), ThreadPoolExecutor(times) as pool:
            return list(pool.map(lambda n: threads.closing(act), range(times)))

    return run


@pytest.fixture(autouse=True)
def _the_server_is_done(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with a server ends once all is answered: after its pages, before its database."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("transactional_db")
    request.getfixturevalue("live_server")
    yield
    all_is_answered()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's chromium, which reaches this machine and nothing else."""
    return browser_type_launch_args | {
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",  # there is none for root, as in CI
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
        ],
    }
