"""Logging in: lockout, sessions, passwords, second factor. Part of `base`."""

from datetime import timedelta

from .environment import env

# --- Who is let in ------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    # Refuses while a log-in is locked; lets nobody in by itself.
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# One page for everybody; the addresses of Wagtail's own log-in pages lead to it as well.
LOGIN_URL = "access:login"
LOGIN_REDIRECT_URL = LOGIN_URL  # which leads on to where the person works
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAIL_FRONTEND_LOGIN_URL = LOGIN_URL

# --- Lockout ------------------------------------------------------------------------------------

# After this many failures of one name from one address, both together are locked, the right
# password included. Not the name alone: anybody could then keep a colleague out; and not the
# address alone: an office shares one.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=env.int("LOCKOUT_MINUTES", default=30))
# Attempts while it lasts do not make it longer: else whoever shares an address could do so.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
# Every failure is kept as evidence; who logged in and out, the event log keeps.
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_DISABLE_ACCESS_LOG = True
AXES_CLIENT_IP_CALLABLE = "partners.access.lockout.network"
AXES_LOCKOUT_CALLABLE = "partners.access.lockout.answer"
AXES_VERBOSE = False

# The header in which a proxy in front names the visitor, e.g. X-Forwarded-For, and how many such
# proxies there are. Only to be set where every request passes them: else anybody writes it.
CLIENT_IP_HEADER = env.str("CLIENT_IP_HEADER", default="")
CLIENT_IP_PROXIES = env.int("CLIENT_IP_PROXIES", default=1)

# --- Sessions -----------------------------------------------------------------------------------

# Who does nothing for this long is logged out; and everybody after a working day.
SESSION_IDLE = timedelta(minutes=env.int("SESSION_IDLE_MINUTES", default=30))
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # computers are shared
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- Passwords and codes ------------------------------------------------------------------------

_DJANGO = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_DJANGO}.UserAttributeSimilarityValidator",
        "OPTIONS": {
            "user_attributes": ("username", "display_name", "last_name", "first_name", "email")
        },
    },
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
    {"NAME": "partners.access.passwords.NotTheSameAgain"},
]
