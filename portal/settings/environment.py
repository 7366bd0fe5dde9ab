"""Reading the environment: one reader, and what a database address becomes.

Every variable may also be given as a file: `SECRET_KEY_FILE=/run/secrets/key` for `SECRET_KEY`.
"""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

ROOT = Path(__file__).resolve().parents[2]

env = environ.FileAwareEnv()

# WAL lets readers read while one writes. Without recursive_triggers an INSERT OR REPLACE would
# delete a row without asking the triggers that guard it.
SQLITE_PRAGMAS = ";".join(
    f"PRAGMA {pragma}"
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "recursive_triggers=ON",
        "temp_store=MEMORY",
        "cache_size=-20000",
        "mmap_size=134217728",
        "journal_size_limit=67108864",
    )
)


def required(name: str, why: str) -> str:
    """Return a variable of the environment; raises ImproperlyConfigured where it is missing."""
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"缺少环境变量 {name}（或 {name}_FILE）：{why}")
    return value


def sqlite(path: Path | str) -> dict[str, Any]:
    """Return the settings of an SQLite database kept in this file."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # A transaction that will write takes its lock at once instead of failing half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": SQLITE_PRAGMAS,
        },
    }


def database(url: str) -> dict[str, Any]:
    """Return the settings of the database at this address (sqlite:///... or postgres://...)."""
    settings = dict(environ.Env.db_url_config(url))
    if settings["ENGINE"].endswith("sqlite3"):
        return sqlite(settings["NAME"])
    if not settings["ENGINE"].endswith("postgresql"):
        raise ImproperlyConfigured("DATABASE_URL 只支持 sqlite:// 与 postgres://")
    return settings | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def search_engine(name: str, url: str) -> None:
    """Stop the start by name when the engine of the search box lacks something."""
    if name == "database":
        return
    if name != "elasticsearch":
        raise ImproperlyConfigured("SEARCH_ENGINE 只支持 database 与 elasticsearch")
    if not url:
        raise ImproperlyConfigured("缺少环境变量 ELASTICSEARCH_URL：搜索服务器的地址")
    if find_spec("elasticsearch") is None:
        raise ImproperlyConfigured(
            "SEARCH_ENGINE=elasticsearch 需要安装 requirements-elasticsearch.txt"
        )
