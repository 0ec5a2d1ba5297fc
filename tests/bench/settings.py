"""Settings of the measurements' own web and worker processes: those of the tests, at a real database and mail server."""

import os

from config.settings.test import *  # noqa: F403

ADDRESS = os.environ.get("BENCH_DATABASE", "")
if ADDRESS:
    from config.settings.database import describe_database

    DATABASES = {"default": describe_database(ADDRESS, pool=None, application_name="microacquisition bench")}
EMAIL_HOST, EMAIL_PORT, EMAIL_USE_TLS = "127.0.0.1", int(os.environ.get("BENCH_MAIL_PORT", "0")), False
MAIL_SENDER = "microacquisition.integrations.smtp.SmtpSender"
