"""Settings of the tests: fixed keys, and a database that tests/conftest.py names."""

from config.settings.base import *  # noqa: F403

TESTING = True
SITE_ADDRESS = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]

SECRET_KEY = "tests-only-secret-key-of-a-fixed-value-and-enough-length"
OUTSIDE_KEY = bytes.fromhex("11" * 32)
BEACON = "tests.quicknet.QuicknetOfTests"
DRAND_HOSTS = ()
CODE_HOST = "tests.integrations.github_double.reach_double"
CODE_HOST_REPOSITORIES = {}
CHECKPOINT_KEY = bytes.fromhex("22" * 32)

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "",
        "OPTIONS": {
            "application_name": "microacquisition tests",
            # Nobody has counted the rows of a fresh database: PostgreSQL would start two processes for a dozen of them.
            "options": "-c max_parallel_workers_per_gather=0",
        },
    }
}
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
