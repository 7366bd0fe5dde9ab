"""Production: everything that protects is on, and what is missing stops the start by name."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATA_DIR, MEDIA_ACCEL_PREFIX, STORAGES, env
from .environment import required

DEBUG = False
DATA_DIR.mkdir(parents=True, exist_ok=True)

SECRET_KEY = required("SECRET_KEY", "签名密钥，请设为至少 32 个字符的随机文本，并妥善保管")
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured("环境变量 SECRET_KEY 过短：请设为至少 32 个字符的随机文本")
ALLOWED_HOSTS = [
    host.strip()
    for host in required("ALLOWED_HOSTS", "本站域名，多个以英文逗号分隔").split(",")
    if host.strip()
]
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("环境变量 ALLOWED_HOSTS 没有域名：多个以英文逗号分隔")

# --- HTTPS --------------------------------------------------------------------------------------

# HTTPS=off is for a closed network that has no certificates.
HTTPS = env.bool("HTTPS", default=True)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
WAGTAILADMIN_BASE_URL = env.str(
    "WAGTAILADMIN_BASE_URL", default=f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
)

# The header by which a proxy says that the visitor came by HTTPS, e.g. X-Forwarded-Proto. Only to
# be set where the proxy always overwrites it.
PROXY_HEADER = env.str("PROXY_HEADER", default="")
if PROXY_HEADER:
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{PROXY_HEADER.upper().replace('-', '_')}", "https")

# --- Static files -------------------------------------------------------------------------------

STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}

# --- Uploaded files -----------------------------------------------------------------------------

# No web server may hand out MEDIA_ROOT by itself: who may fetch a file is asked here. With
# MEDIA_ACCEL_PREFIX=/protected/ nginx sends the bytes, from
#     location /protected/ { internal; alias <DATA_DIR>/media/; }
if MEDIA_ACCEL_PREFIX and not (MEDIA_ACCEL_PREFIX[0] == MEDIA_ACCEL_PREFIX[-1] == "/"):
    raise ImproperlyConfigured(
        "环境变量 MEDIA_ACCEL_PREFIX 须以 / 开头、以 / 结尾，例如 /protected/"
    )
