"""The portal as a WSGI application; a server that names no settings gets production's."""

import os

from django.core.wsgi import get_wsgi_application

from portal.python_version import require_supported

require_supported()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")

application = get_wsgi_application()
