"""The web server's entry."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hengku.settings")
django_application = get_wsgi_application()

from hengku.api.security import secured  # noqa: E402 - after Django is set up

application = secured(django_application)
