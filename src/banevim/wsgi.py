"""Entry of the web server."""

import os
import sys

from django.core.wsgi import get_wsgi_application

SWITCH = 0.0005
"""Seconds that a thread keeps the interpreter while others wait. The default, ten times more, is paid after every
answer of the database: a save with its sixteen queries stood 80 ms behind a page that was being drawn."""

sys.setswitchinterval(SWITCH)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banevim.settings")
application = get_wsgi_application()
