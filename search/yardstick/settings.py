"""The settings of a scratch portal: those it is measured for, but nothing of what they point at.

Read in a process of its own (see scratch). Database, files, caches and the index of a server are
the scratch portal's own; how words are understood is the same.
"""

import os
from importlib import import_module
from pathlib import Path

from portal.settings.environment import database

_measured = import_module(os.environ["YARDSTICK_SETTINGS"])
globals().update({name: getattr(_measured, name) for name in dir(_measured) if name.isupper()})

DATA_DIR = Path(os.environ["YARDSTICK_DIR"])
DATABASES = {"default": database(os.environ["YARDSTICK_DATABASE"])}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name}
    for name in _measured.CACHES
}
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Nothing waits for the end of a save: the index is made as a whole.
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

SEARCH_ENGINE = os.environ["YARDSTICK_ENGINE"]
ELASTICSEARCH_URL = os.environ["YARDSTICK_ELASTICSEARCH"]
ELASTICSEARCH_INDEX = os.environ["YARDSTICK_INDEX"]
