"""The demo city on this machine: as in production without HTTPS, all its data under .demo/.

Reads neither DATA_DIR nor DATABASE_URL nor CACHE_URL, so that a demo never meets real records.
"""

from pathlib import Path

from .base import *  # noqa: F403
from .base import CACHES, ROOT, env, sqlite
from .secret_key import kept_in

DEBUG = False
DEMO = True
ALLOWED_HOSTS = ["localhost", "127.0.0.1"]

DATA_DIR = Path(env.str("DEMO_DIR", default=str(ROOT / ".demo"))).resolve()
DATABASES = {"default": sqlite(DATA_DIR / "portal.sqlite3")}
CACHES = CACHES | {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MEDIA_ROOT = DATA_DIR / "media"
SECRET_KEY = kept_in(DATA_DIR / "secret-key")
MEDIA_ACCEL_PREFIX = ""
WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{env.int('PORT', default=8000)}"

# Static files are read where the apps keep them: nothing to collect before the first start.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True

# A demo never fills the index of a real portal.
SEARCH_ENGINE = "database"

# Whatever the environment says, nothing is sent from a demo.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = False
