"""Entry of the web server. What every process needs is loaded once, before they part."""

import os
import sys
from importlib import import_module

from django.core.wsgi import get_wsgi_application

from banevim.manage import loading
from banevim.methods import linkage

SWITCH = 0.0005
"""Seconds that a thread keeps the interpreter while others wait. The default, ten times more, is paid after every
answer of the database: a save with its sixteen queries stood 80 ms behind a page that was being drawn."""

sys.setswitchinterval(SWITCH)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banevim.settings")
with loading():
    application = get_wsgi_application()
    import_module("banevim.urls")
    linkage.compare_many  # noqa: B018 - numpy comes with its first use
