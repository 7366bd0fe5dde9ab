"""What is true of the portal everywhere, in titled sections."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from .access import *  # noqa: F403
from .environment import ROOT, database, env, search_engine, sqlite

# --- Places -------------------------------------------------------------------------------------

# Everything the running portal writes lies under this folder.
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / ".data"))).resolve()

# --- Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    # Ours, the one on the left may import those to its right; search and home do not meet.
    "home",
    "search",
    "projects",
    "partners",
    "portal",
    # Wagtail
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.sitemaps",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.admin.apps.AccountsConfig",  # wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    # Django. Its admin has no address here: the filters of wagtail_modeladmin need the app.
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    # Around all that writes to the audit trail, which says who asked and from where.
    "portal.traces.TracesMiddleware",
    # Inside CSPMiddleware, which reads from the response what this one leaves there.
    "portal.csp.AdminPolicyMiddleware",
    "portal.private.PrivateAnswersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "partners.access.limits.SessionLimitsMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "partners.access.gate.GateMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "portal.refusals.RefusalMiddleware",
    "partners.access.door.AdminDoorMiddleware",
    "portal.admin.protection.ProtectedDeletionMiddleware",
    "portal.admin.held.HeldTextMiddleware",
    # The first says that an id is a number, before the second asks whose it is.
    "portal.admin.ids.ImpossibleIdsMiddleware",
    "portal.admin.selection.SelectionMiddleware",
    "portal.admin.torn_forms.TornFormsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "home.site_lookup.SiteLookupMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    # Turns an answer to a locked log-in into the page that says so.
    "axes.middleware.AxesMiddleware",
    # Last: carries views out itself, after all others looked at the request.
    "portal.once.middleware.OnceMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
# The admin's address; portal/csp.py relaxes the content policy below it and nowhere else.
ADMIN_PATH = "admin/"
# Below these addresses everything is for who is logged in (portal/private.py).
PRIVATE_PATHS = (
    "/workspace/",
    f"/{ADMIN_PATH}",
    "/login/",
    "/logout/",
    "/password/",
    "/second-factor/",
)
# A demo says so on every page.
DEMO = False

# --- Templates ----------------------------------------------------------------------------------

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "portal.context_processors.portal",
            ],
            "builtins": ["portal.templatetags.sent_once"],
        },
    },
]

# --- Database and caches ------------------------------------------------------------------------

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASES = {
    "default": database(DATABASE_URL) if DATABASE_URL else sqlite(DATA_DIR / "portal.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": env.cache_url("CACHE_URL", default="locmemcache://portal"),
    # Wagtail asks here, before the database, for images already scaled.
    "renditions": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "renditions",
        "TIMEOUT": 600,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    },
}

# --- People and sessions ------------------------------------------------------------------------

AUTH_USER_MODEL = "portal.User"
# How they log in stands in access.py.

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文")]
LOCALE_PATHS = [ROOT / "portal" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

# --- Files: static, uploaded --------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT: Path | None = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Empty: this process sends the bytes of uploaded files itself. Else the start of the internal
# addresses by which a web server in front sends them, told so by X-Accel-Redirect.
MEDIA_ACCEL_PREFIX = env.str("MEDIA_ACCEL_PREFIX", default="")

MEGABYTE = 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * MEGABYTE
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "城市基层共建门户"
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME  # what an authenticator shows beside the codes
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_AUTOSAVE_INTERVAL = 5_000  # milliseconds; each save writes a row to the log
WAGTAIL_FINISH_WORKFLOW_ACTION = "portal.approved.publish_approved"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []

WAGTAILIMAGES_IMAGE_MODEL = "portal.PortalImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.uploads.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "heic", "heif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * MEGABYTE
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000

WAGTAILDOCS_DOCUMENT_MODEL = "portal.PortalDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.uploads.DocumentForm"
# Those whose words can be looked through; the older doc, xls and ppt are kept where they are.
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "pdf", "pptx", "txt", "xlsx"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 30 * MEGABYTE
# Through portal.media, which asks who may, never by the file's own address.
WAGTAILDOCS_SERVE_METHOD = "serve_view"

# Wagtail's own screens find as the public search does, in the same index, which holds Chinese.
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.backends.screens"}}

# --- The search box -----------------------------------------------------------------------------

# Which engine answers the public search: "database", or "elasticsearch" with the address of a
# server. The database answers everything else, and everything while that server does not.
SEARCH_ENGINE = env.str("SEARCH_ENGINE", default="database")
# https://name:password@host:9200; several nodes of one cluster apart by commas.
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", default="")
# The file with the certificate of a server that signs for itself.
ELASTICSEARCH_CA = env.str("ELASTICSEARCH_CA", default="")
# What the names of the portal's indexes begin with, where others use the cluster too.
ELASTICSEARCH_INDEX = env.str("ELASTICSEARCH_INDEX", default="portal")
search_engine(SEARCH_ENGINE, ELASTICSEARCH_URL)
# Whether questions are also understood by their meaning, where requirements-semantic.txt is
# installed; without it this changes nothing.
SEARCH_MEANING = env.bool("SEARCH_MEANING", default=True)

# --- Background tasks and e-mail ----------------------------------------------------------------

# Waiting tasks are rows of our own database; `manage.py db_worker` carries them out.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Without an address no e-mail leaves, and nobody is offered a password by e-mail.
EMAIL_URL = env.str("EMAIL_URL", default="")
vars().update(env.email_url_config(EMAIL_URL or "dummymail://"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_URL)
# One's own password is changed at /password/ alone, where wrong tries are counted.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False

# --- Security -----------------------------------------------------------------------------------

# Strict: nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail shows previews in frames of the same site
CSRF_FAILURE_VIEW = "portal.refusals.form_not_ours"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# --- Logging ------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Every request is a line to them; that the server is gone, the search says itself.
    "loggers": {"elastic_transport": {"level": "ERROR"}, "axes": {"level": "WARNING"}},
}
