"""Every setting of the site, read once from the environment.

README.md lists them. What would be unsafe is refused with one sentence: see `p2pmap.refusals`.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from p2pmap import refusals, secret

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("P2PMAP_DATA", "") or BASE_DIR / "var").expanduser().resolve()
BACKUP_DIR = DATA_DIR / "backups"
DEBUG = env.bool("DEBUG", False)

# Who runs this site; /about/ says so.
ORGANISATION = env.str("P2PMAP_ORGANISATION", "")
CONTACT = env.str("P2PMAP_CONTACT", "")

# Whether a new catalogue begins with the initiatives that come with the code.
LOAD_STARTER = env.bool("P2PMAP_STARTER", True)

# --- What people may send in, and how long their contact data are kept ---------------------------
# How often a day: from one address, and from all of them; how much may wait for the curators.
SENT_PER_ADDRESS = env.int("P2PMAP_SENT_PER_ADDRESS", 20)
SENT_PER_DAY = env.int("P2PMAP_SENT_PER_DAY", 1000)
QUEUE_LIMIT = env.int("P2PMAP_QUEUE_LIMIT", 2000)
# Nobody reads and fills a form faster than this.
FORM_SECONDS = env.int("P2PMAP_FORM_SECONDS", 3)
CONTACT_DAYS = env.int("P2PMAP_CONTACT_DAYS", 90)
# By then an objection is answered: its sender is told so.
OBJECTION_DAYS = env.int("P2PMAP_OBJECTION_DAYS", 30)
refusals.refuse_limits(
    P2PMAP_SENT_PER_ADDRESS=SENT_PER_ADDRESS,
    P2PMAP_SENT_PER_DAY=SENT_PER_DAY,
    P2PMAP_QUEUE_LIMIT=QUEUE_LIMIT,
    P2PMAP_CONTACT_DAYS=CONTACT_DAYS,
    P2PMAP_OBJECTION_DAYS=OBJECTION_DAYS,
    form_seconds=FORM_SECONDS,
)

# --- Who decides: two pairs of eyes by default, where there are two curators or more -------------
FOUR_EYES: bool | None = env.bool("P2PMAP_FOUR_EYES") if env.str("P2PMAP_FOUR_EYES", "") else None

# --- Where the site is reached -----------------------------------------------------------------
PORT = env.int("PORT", 8000)
BIND = env.str("P2PMAP_BIND", "127.0.0.1")
WORKERS = env.int("WEB_CONCURRENCY", 2)
PUBLIC_URL = env.str("P2PMAP_URL", "").rstrip("/")
OTHER_HOSTS: list[str] = env.list("ALLOWED_HOSTS", [])
SECURE = PUBLIC_URL.startswith("https://")
# How many proxies of our own add to X-Forwarded-For. gunicorn speaks no TLS here: a secure
# address has one at least.
TRUSTED_PROXIES = env.int("P2PMAP_PROXIES", 1 if SECURE else 0)
SECRET_KEY = env.str("SECRET_KEY", "")
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.dj_db_url("DATABASE_URL", f"sqlite:///{DATA_DIR / 'p2pmap.sqlite3'}")
}

refusals.refuse_unsafe(
    debug=DEBUG,
    port=PORT,
    public_url=PUBLIC_URL,
    other_hosts=OTHER_HOSTS,
    proxies=TRUSTED_PROXIES,
    secret_key=SECRET_KEY,
    engine=DATABASES["default"]["ENGINE"],
)
SECRET_KEY = SECRET_KEY or secret.kept_key(DATA_DIR)

ALLOWED_HOSTS = [*refusals.LOOPBACK, *OTHER_HOSTS]
if PUBLIC_URL:
    ALLOWED_HOSTS.append(refusals.host_name(PUBLIC_URL))
CSRF_TRUSTED_ORIGINS = [f"https://{urlsplit(PUBLIC_URL).netloc}"] if SECURE else []
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# --- Applications ------------------------------------------------------------------------------
ROOT_URLCONF = "p2pmap.urls"
WSGI_APPLICATION = "p2pmap.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "quadrant",
    "initiatives",
]
MIDDLEWARE = [
    "p2pmap.headers.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "p2pmap.errors.RefuseNullBytesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
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
            ]
        },
    }
]

# --- Database ----------------------------------------------------------------------------------
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # Waits its turn instead of failing where a reader wants to write; loses nothing that
        # was acknowledged when the power goes.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A database that is gone is an answer within 3 seconds, and one that is back is found soon.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=2,
        pool={"min_size": 1, "max_size": 8, "timeout": 2, "reconnect_timeout": 3},
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache: what counts across processes ---------------------------------------------------------
CACHES: dict[str, dict[str, Any]] = {
    "default": env.dj_cache_url("CACHE_URL", "db://p2pmap_cache?max_entries=100000")
}

# --- Languages ---------------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("nl", "Nederlands")]
LOCALE_PATHS = [BASE_DIR / "p2pmap" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Static files ------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "p2pmap.storage.HashedStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA_DIR / "media"

# --- Safety of visitors ------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
CSRF_FAILURE_VIEW = "p2pmap.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
if SECURE:
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
# Strict transport for sub-domains, and browsers' preload lists, bind other sites of the same
# organisation: that is for its proxy to say.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Logins of staff ---------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# A login ends after half a day, and when the browser is closed.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# The link to a new password works for an hour, and once.
PASSWORD_RESET_TIMEOUT = 3600
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# Five failures lock the name, and five lock the address, each by itself; a lock opens by itself
# and knocking on it does not prolong it.
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "p2pmap.proxies.client_address"
AXES_HTTP_RESPONSE_CODE = 429
AXES_LOCKOUT_CALLABLE = "p2pmap.errors.login_locked"
AXES_COOLOFF_MESSAGE = _("Too many failed logins. Try again in a quarter of an hour.")
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# --- Mail: none is written where there is no server to send it -----------------------------------
_mail_url = env.str("EMAIL_URL", "")
_mail_from = env.str("P2PMAP_MAIL_FROM", "")
refusals.refuse_mail(url=_mail_url, mail_from=_mail_from)
SENDS_MAIL = bool(_mail_url)
if SENDS_MAIL:
    _mail = env.dj_email_url("EMAIL_URL")
    EMAIL_BACKEND = "p2pmap.smtp.EmailBackend"
    EMAIL_HOST = _mail["EMAIL_HOST"]
    EMAIL_PORT = _mail["EMAIL_PORT"]
    EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"]
    EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"]
    EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
    EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
    EMAIL_TIMEOUT = 20
    refusals.refuse_readable_password(
        host=EMAIL_HOST,
        password=EMAIL_HOST_PASSWORD,
        is_protected=EMAIL_USE_TLS or EMAIL_USE_SSL,
    )
else:
    EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
SITE_ADDRESS = PUBLIC_URL or f"http://{BIND}:{PORT}"
DEFAULT_FROM_EMAIL = _mail_from or f"p2pmap@{refusals.host_name(PUBLIC_URL) or 'localhost'}"

# --- What is logged: failures, without visitors' data -------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "INFO" if DEBUG else "WARNING"},
        # Every bot that asks for a page or a host that is not there would be a line.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},
    },
}
