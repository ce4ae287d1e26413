"""The application as production runs it, without the page cache: each request makes the page."""

from django.core.wsgi import get_wsgi_application

import config.wsgi  # noqa: F401  # names the settings

application = get_wsgi_application()
