"""What the settings of each kind of run insist on."""

import subprocess
import sys
import tempfile

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from portal.settings.environment import database
from portal.settings.secret_key import kept_in
from tests.processes import run

KEY = "k" * 50
GOOD = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "portal.example.cn"}


def production(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Load production's settings in a process of its own and print an expression of them."""
    environment = {"DATA_DIR": tempfile.gettempdir(), **environment}
    code = f"from django.conf import settings; print({expression})"
    return run(
        sys.executable,
        "-c",
        code,
        DJANGO_SETTINGS_MODULE="portal.settings.production",
        **environment,
    )


@pytest.mark.parametrize("name", GOOD)
def test_production_names_what_is_missing(name):
    ended = production(
        "settings.DEBUG", **{key: value for key, value in GOOD.items() if key != name}
    )
    assert ended.returncode != 0
    assert f"缺少环境变量 {name}" in ended.stderr


def test_production_refuses_a_key_that_can_be_guessed():
    ended = production("settings.DEBUG", **GOOD | {"SECRET_KEY": "short"})
    assert ended.returncode != 0
    assert "SECRET_KEY 过短" in ended.stderr


def test_production_refuses_hosts_that_name_none():
    ended = production("settings.DEBUG", **GOOD | {"ALLOWED_HOSTS": " , "})
    assert ended.returncode != 0
    assert "ALLOWED_HOSTS 没有域名" in ended.stderr


def test_production_refuses_half_a_prefix_of_files():
    ended = production("settings.DEBUG", **GOOD, MEDIA_ACCEL_PREFIX="/protected")
    assert ended.returncode != 0
    assert "MEDIA_ACCEL_PREFIX 须以 / 开头" in ended.stderr
    ended = production("settings.MEDIA_ACCEL_PREFIX", **GOOD, MEDIA_ACCEL_PREFIX="/protected/")
    assert ended.stdout.strip() == "/protected/"


def test_production_protects_without_being_asked():
    ended = production(
        "settings.DEBUG, settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE,"
        " settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS > 0, settings.DEMO",
        **GOOD,
    )
    assert ended.stdout.strip() == "False True True True True False"


def test_production_believes_a_proxy_only_when_told_to():
    expression = "getattr(settings, 'SECURE_PROXY_SSL_HEADER', None)"
    assert production(expression, **GOOD).stdout.strip() == "None"
    told = production(expression, **GOOD, PROXY_HEADER="X-Forwarded-Proto")
    assert told.stdout.strip() == "('HTTP_X_FORWARDED_PROTO', 'https')"


def test_production_reads_its_key_from_a_file(tmp_path):
    secret = tmp_path / "key"
    secret.write_text(KEY)
    ended = production(
        "settings.SECRET_KEY", SECRET_KEY_FILE=str(secret), ALLOWED_HOSTS="portal.example.cn"
    )
    assert ended.stdout.strip() == KEY


def test_demo_never_touches_the_data_of_a_real_portal(tmp_path):
    ended = run(
        sys.executable,
        "-c",
        "from django.conf import settings as s; print(s.DATABASES['default']['NAME'],"
        " s.MEDIA_ROOT, s.DEBUG, s.DEMO)",
        DJANGO_SETTINGS_MODULE="portal.settings.demo",
        DEMO_DIR=str(tmp_path / "demo"),
        DATA_DIR=str(tmp_path / "real"),
        DATABASE_URL=f"sqlite:///{tmp_path}/real/portal.sqlite3",
    )
    assert ended.returncode == 0, ended.stderr
    *places, debug, demo = ended.stdout.split()
    assert all(place.startswith(str(tmp_path / "demo")) for place in places)
    assert (debug, demo) == ("False", "True")
    assert not (tmp_path / "real").exists()


def test_a_made_key_is_kept_and_private(tmp_path):
    path = tmp_path / "new" / "secret-key"
    key = kept_in(path)
    assert len(key) >= 50
    assert kept_in(path) == key
    assert path.stat().st_mode & 0o077 == 0
    assert [child.name for child in path.parent.iterdir()] == ["secret-key"]


def test_database_address_of_another_kind_is_refused():
    with pytest.raises(ImproperlyConfigured, match="sqlite"):
        database("mysql://portal@localhost/portal")


def test_a_first_start_finds_the_folder_of_its_data(tmp_path):
    # inspectdb opens the database and asks for its tables; there are none yet.
    ended = run(
        sys.executable,
        "manage.py",
        "inspectdb",
        DJANGO_SETTINGS_MODULE="portal.settings.production",
        DATA_DIR=str(tmp_path / "new" / "data"),
        **GOOD,
    )
    assert ended.returncode == 0, ended.stderr
    assert (tmp_path / "new" / "data" / "portal.sqlite3").exists()


def test_portal_speaks_chinese_and_keeps_beijing_time():
    assert settings.LANGUAGE_CODE == "zh-hans"
    assert settings.TIME_ZONE == "Asia/Shanghai"


def test_nothing_is_asked_of_other_sites():
    assert settings.WAGTAILEMBEDS_FINDERS == []
    assert settings.WAGTAIL_ENABLE_UPDATE_CHECK is False
    assert settings.WAGTAIL_GRAVATAR_PROVIDER_URL is None


@pytest.mark.django_db
def test_sqlite_asks_triggers_about_replaced_rows():
    if connection.vendor != "sqlite":
        pytest.skip("a pragma of SQLite")
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA recursive_triggers")
        assert cursor.fetchone() == (1,)
        cursor.execute("PRAGMA foreign_keys")
        assert cursor.fetchone() == (1,)


@pytest.mark.postgresql(only=True)
@pytest.mark.django_db
def test_on_postgresql_the_tests_run_on_postgresql():
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_encoding")
        assert cursor.fetchone() == ("UTF8",)
