"""Settings of a whole site under measurement: as bin/run has them, with the keys of the tests."""

from config.settings.database import POOL, describe_database
from tests.bench.settings import *  # noqa: F403
from tests.bench.settings import ADDRESS

DATABASES = {"default": describe_database(ADDRESS, pool=POOL, application_name="microacquisition bench")}
MAIL_SENDER = "microacquisition.integrations.demo_mailbox.DemoMailboxSender"
