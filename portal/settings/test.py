"""The tests: quick, in memory, on SQLite; on PostgreSQL where TEST_DATABASE says so.

`TEST_DATABASE=postgresql TEST_POSTGRESQL_URL=postgres://... pytest -m postgresql` (see
tests/conftest.py); `TEST_SQLITE_FILE=/tmp/x.sqlite3 pytest --reuse-db` keeps SQLite's tables.
"""

from .base import *  # noqa: F403
from .base import database, env, sqlite
from .environment import required

DEBUG = False
SECRET_KEY = "tests only, signs nothing of value"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]

if env.str("TEST_DATABASE", default="sqlite") == "postgresql":
    DATABASES = {"default": database(required("TEST_POSTGRESQL_URL", "测试所用的 PostgreSQL 地址"))}
else:
    DATABASES = {"default": sqlite(":memory:")}
    DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_SQLITE_FILE", default=None)}
DATABASES["default"]["CONN_MAX_AGE"] = 0

# The tests marked elasticsearch and semantic turn them on for themselves.
SEARCH_ENGINE = "database"
SEARCH_MEANING = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.InMemoryStorage",
        "OPTIONS": {"base_url": "/media/"},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Static files come straight from the apps, also for the browser tests' server.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
