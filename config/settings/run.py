"""Settings of a running site: database, keys, connections."""

import os

from config.settings.base import *  # noqa: F403
from config.settings.database import POOL, describe_database
from config.settings.secrets import read_key

SECRET_KEY = read_key("secret").hex()
OUTSIDE_KEY = read_key("outside")
CHECKPOINT_KEY = read_key("checkpoint")

DATABASES = {
    "default": describe_database(
        os.environ.get("DATABASE_URL", ""), pool=POOL, application_name="microacquisition"
    )
}
