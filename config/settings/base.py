"""Settings shared by the server and the tests."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import wiring
from config.settings.sign_in import *  # noqa: F403

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "microacquisition"

DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "http://localhost:8000")
# Where the worker asks each minute whether the web server is ready; empty: only the worker itself is watched.
READY_ADDRESS = os.environ.get("READY_ADDRESS", "")
DEMO = os.environ.get("DEMO", "") == "1"
TESTING = False

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "pgtrigger",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "microacquisition.site",
    "microacquisition.people",
    "microacquisition.records",
    "microacquisition.correspondence",
    "microacquisition.content",
    "microacquisition.opportunities",
    "microacquisition.reports",
]

MIDDLEWARE = [
    "microacquisition.site.middleware.read_whole_body",
    "microacquisition.site.retries.outlast_the_database",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "microacquisition.people.middleware.read_held_roles",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE, SOURCE / "people" / "pages"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "microacquisition.site.context.describe_page",
            ],
            "builtins": ["microacquisition.site.templatetags.look"],
        },
    }
]

AUTH_USER_MODEL = "people.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ATOMIC_REQUESTS = False

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("fr", _("French"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "var" / "static"

STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Pages carry no inline style or script; everything comes from this site.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# A browser sends cookies back over https only, where the site has https.
HAS_HTTPS = SITE_ADDRESS.startswith("https://")
SESSION_COOKIE_SECURE = HAS_HTTPS
CSRF_COOKIE_SECURE = HAS_HTTPS
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 31_536_000 if HAS_HTTPS else 0
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("BEHIND_PROXY") == "1" else None
)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"},
}

PROGRAMMES = [
    "microacquisition.process.programmes.esdc",
    "microacquisition.process.programmes.code_with_us",
    "microacquisition.process.programmes.practice",
    "microacquisition.process.programmes.practice_scored",
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

MAIL_SENDER = wiring.MAIL_SENDER
MAIL_NOTICE_READER = wiring.MAIL_NOTICE_READER
MAIL_CHECK = wiring.MAIL_CHECK
# The carrier's limit, as 1000/minute or 14/second, and its mails from midnight to midnight UTC; empty: none.
MAIL_LIMIT = os.environ.get("MAIL_LIMIT", wiring.MAIL_LIMIT)
MAIL_LIMIT_PER_DAY = os.environ.get("MAIL_LIMIT_PER_DAY", "")
# Mails to a list that a carrier with bulk requests is given in one; 0: each alone, so that a retry can be recognised.
MAIL_BULK = int(os.environ.get("MAIL_BULK", "0"))
# What the carrier's notices of delivery must carry (Authorization: Bearer …); empty: none are taken.
MAIL_NOTICE_TOKEN = os.environ.get("MAIL_NOTICE_TOKEN", "")
PAYMENT_PROVIDERS: dict[str, str] = wiring.PAYMENT_PROVIDERS
SIGN_IN_MAIL = wiring.SIGN_IN_MAIL
BEACON = wiring.BEACON
# Where the worker asks for the value of a public draw; empty where it has no internet: an officer then pastes it.
DRAND_HOSTS = tuple(os.environ.get("DRAND_HOSTS", ",".join(wiring.DRAND_HOSTS)).replace(",", " ").split())
CODE_HOST = wiring.CODE_HOST
CODE_HOST_REPOSITORIES: dict[str, str] = wiring.CODE_HOST_REPOSITORIES
CODE_HOST_TOKEN = os.environ.get("CODE_HOST_TOKEN", "")
MAIL_FROM = os.environ.get("MAIL_FROM", "micro-acquisition@localhost.localdomain")
MAIL_REPLY_TO = os.environ.get("MAIL_REPLY_TO", MAIL_FROM)
EMAIL_HOST = os.environ.get("SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SMTP_TLS", "") == "1"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
CSRF_FAILURE_VIEW = "microacquisition.site.errors.csrf_failed"

# Open data: the prefix that the Open Contracting Partnership registers for a publisher; this one is a placeholder.
OCID_PREFIX = os.environ.get("OCID_PREFIX", "ocds-000000")
OCDS_PUBLISHER = os.environ.get("OCDS_PUBLISHER", "Micro-Acquisition")
OPEN_DATA_LICENCE = os.environ.get(
    "OPEN_DATA_LICENCE", "https://open.canada.ca/en/open-government-licence-canada"
)

# The program's address for everything that people write to us.
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "micro-acquisition@example.org")

# Failures reach the process's own log, never a page: no request body, no personal data, no token of an address.
# The web server writes no access log unless told to; where it is told, its lines are redacted alike.
_LOG = {"handlers": ["log"], "level": "WARNING", "propagate": False}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "microacquisition.site.log_lines.RedactingFormatter",
            "format": "{asctime} {levelname} {name}: {message}",
            "style": "{",
        }
    },
    "handlers": {"log": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["log"], "level": "WARNING"},
    "loggers": {"django": _LOG, "django.server": _LOG, "granian.access": _LOG | {"level": "INFO"}},
}
