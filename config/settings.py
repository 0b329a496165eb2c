"""All settings, one file. Nothing else reads the environment; every variable has a default that works on a laptop."""

import os
import sys
from pathlib import Path

import environ
import fontpkg_amiri
import fontpkg_ibm_plex_sans_arabic
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import local_postgres, secret, terminal

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
# NumPy's library for matrices, of which there are none here, reserves memory for a thread of each processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# ---------- where things live ----------

# The embedded database and the files that were received.
FIHRIST_DATA = Path(env.str("FIHRIST_DATA", default=str(BASE_DIR / ".data"))).absolute()
ORIGINALS = FIHRIST_DATA / "originals"
# Files that curators have uploaded, until they are brought in; and the folder of the server from which they may choose.
ARRIVALS = FIHRIST_DATA / "arrivals"
INCOMING = Path(env.str("FIHRIST_INCOMING", default=str(FIHRIST_DATA / "incoming"))).absolute()

DEBUG = env.bool("DEBUG", default=False)
TESTING = "pytest" in sys.modules
SECRET_KEY = env.str("SECRET_KEY", default="") or secret.read_or_make(FIHRIST_DATA / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Networks (CIDR) whose readers count as sitting in the reading room.
ON_SITE_NETWORKS = env.list("FIHRIST_ON_SITE_NETWORKS", default=[])
# Networks (CIDR) of our own proxies: what they say of the reader's address (X-Forwarded-For) is believed.
PROXIES = env.list("FIHRIST_PROXIES", default=[])

# ---------- what it is made of ----------

INSTALLED_APPS = [
    "config",
    "archive",
    "search",
    "interchange",
    "archive.newsroom.NewsroomConfig",  # Django's admin, as the newsroom
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "config.proxies.ReadersAddress",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.throttling.Throttling",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "pghistory.middleware.HistoryMiddleware",  # says who in every row of history
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.frame.frame",
            ],
        },
    },
]

# ---------- the database ----------

# "web" answers readers and must never wait long; "command" may take its time. config/wsgi.py sets it.
ROLE = env.str("FIHRIST_ROLE", default="command")
# Compiling (jit) costs more than our queries take, on servers where it is on.
LIMITS = {
    "web": "-c jit=off -c statement_timeout=2000 -c lock_timeout=1000 -c idle_in_transaction_session_timeout=10000",
    "command": "-c jit=off -c lock_timeout=60000",
}

DATABASE_URL = env.str("DATABASE_URL", default="")
DATABASES = {"default": env.db_url("DATABASE_URL") if DATABASE_URL else local_postgres.connection(FIHRIST_DATA)}
DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"].setdefault("OPTIONS", {})["options"] = LIMITS[ROLE]
if ROLE == "web":
    # With a pool, a restart of the server costs no failed request.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Events of the history carry who acted; they are append-only.
PGHISTORY_APPEND_ONLY = True

# The queue of the worker; archive/working/queue.py has its tasks.
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = ""
PROCRASTINATE_IMPORT_PATHS = ["archive.working.queue"]

# ---------- people ----------

AUTH_USER_MODEL = "archive.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "429.html"
AXES_ENABLED = not TESTING

# ---------- languages ----------

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
# What commands speak, if the terminal asks for it.
TERMINAL_LANGUAGE = terminal.language_of(env.ENVIRON, dict(LANGUAGES), default=LANGUAGE_CODE)
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formats"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_TZ = True

# ---------- static files ----------

STATIC_URL = "/static/"
STATIC_ROOT = FIHRIST_DATA / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", Path(fontpkg_ibm_plex_sans_arabic.__file__).parent / "files"),
    ("fonts", Path(fontpkg_amiri.__file__).parent / "files"),
]
WHITENOISE_USE_FINDERS = True  # no collectstatic on a laptop
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600

# ---------- limits: every list, file and query has a bound ----------

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024  # an article of two million letters, urlencoded by a form
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # ten thousand ticked rows, and what else a form asks
# Bytes of the files of one delivery, and of all that wait together.
LARGEST_DELIVERY = env.int("FIHRIST_LARGEST_DELIVERY", default=2_000_000_000)
LARGEST_ARRIVALS = env.int("FIHRIST_LARGEST_ARRIVALS", default=20_000_000_000)
# Articles in one exported file; and files that are written at once, each of which keeps a thread of the server.
EXPORT_ROWS = {
    "anonymous": env.int("FIHRIST_EXPORT_ROWS", default=100_000),
    "registered": env.int("FIHRIST_EXPORT_ROWS_REGISTERED", default=1_000_000),
}
EXPORTS_AT_ONCE = env.int("FIHRIST_EXPORTS_AT_ONCE", default=4)

# How often one client may ask for what is costly: so many requests in so many seconds. Signed-in readers, many times
# that. No reader meets these bounds, nor does a class that shares one address.
THROTTLING = env.bool("FIHRIST_THROTTLING", default=not TESTING)
THROTTLES = {
    "search": (env.int("FIHRIST_SEARCHES", default=300), 5 * 60),
    "completions": (env.int("FIHRIST_COMPLETIONS", default=1_500), 5 * 60),  # one a keystroke
    "export": (env.int("FIHRIST_EXPORTS", default=30), 60 * 60),
    "report": (env.int("FIHRIST_REPORTS", default=40), 60 * 60),  # looking at the page counts, too
}
THROTTLE_SIGNED_IN = 5
THROTTLED = {
    "search:results": "search",
    "search:facet": "search",
    "search:completions": "completions",
    "search:completions-json": "completions",
    "interchange:export": "search",
    "interchange:download": "export",
    "search:report": "report",
}

# ---------- safety ----------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "config.views.stale_form"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SAMESITE = "Lax"
# HTTPS=1 behind a proxy that ends TLS; a laptop has none.
HTTPS = env.bool("HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
