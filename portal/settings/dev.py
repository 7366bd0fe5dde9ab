"""Development on one's own machine: errors in full, no worker needed, e-mail on the console."""

from .base import *  # noqa: F403
from .base import DATA_DIR, DATABASES, INSTALLED_APPS, env

DEBUG = True
DATA_DIR.mkdir(parents=True, exist_ok=True)
SECRET_KEY = "development only, signs nothing of value"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
INTERNAL_IPS = ["127.0.0.1"]

# runserver leaves static files to whitenoise, as production does.
INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

# runserver starts a thread per request: connections kept for later would never be used again.
DATABASES["default"]["CONN_MAX_AGE"] = 0
