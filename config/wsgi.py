"""The way in for a WSGI server."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("FIHRIST_ROLE", "web")  # short limits: a slow query must not hold up the others

from django.core.wsgi import get_wsgi_application

import arabic
from config import readiness

application = get_wsgi_application()
readiness.hold()
arabic.analyse("كتاب")  # reads the lexicon now, so that no reader waits for it
