"""The way in for a WSGI server."""

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("FIHRIST_ROLE", "web")  # short limits: a slow query must not hold up the others

from django.core.wsgi import get_wsgi_application

import arabic
from config import readiness

application = get_wsgi_application()
readiness.hold()
# Reads the lexicon now, so that no reader waits for it.
arabic.candidates(["كتاب"], frozenset(arabic.lexemes("كتاب")))

# What is loaded stays: to look through it for garbage takes .2 s each time. What pages leave is looked through seldom.
gc.collect()
gc.freeze()
gc.set_threshold(10_000, 20, 20)
