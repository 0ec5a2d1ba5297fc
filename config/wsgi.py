"""What the web server calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.run")

application = get_wsgi_application()

from config.checks import refuse_untrusted_database  # noqa: E402 (needs Django set up)

refuse_untrusted_database()
