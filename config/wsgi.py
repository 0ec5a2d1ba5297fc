"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.run")

django_application = get_wsgi_application()

from config.checks import refuse_untrusted_database  # noqa: E402 (needs Django set up)
from microacquisition.site.charsets import hear_utf8_alone  # noqa: E402

application = hear_utf8_alone(django_application)
refuse_untrusted_database()

# What is loaded by now stays: Python need not look at it again and again while requests wait.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
