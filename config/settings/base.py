"""Settings shared by the server and the tests."""

import os
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from config import wiring

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "microacquisition"

SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(",")
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "http://localhost:8000")
DEMO = os.environ.get("DEMO", "") == "1"

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

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"},
}

PROGRAMMES = [
    "microacquisition.process.programmes.esdc",
    "microacquisition.process.programmes.practice",
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

MAIL_SENDER = wiring.MAIL_SENDER
SIGN_IN_MAIL = wiring.SIGN_IN_MAIL
MAIL_FROM = os.environ.get("MAIL_FROM", "micro-acquisition@localhost.localdomain")
MAIL_REPLY_TO = os.environ.get("MAIL_REPLY_TO", MAIL_FROM)
EMAIL_HOST = os.environ.get("SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("SMTP_TLS", "") == "1"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
