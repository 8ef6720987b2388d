"""Django's own command line: `python -m banevim.manage COMMAND`. The launcher calls it as a subprocess."""

import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import django
from django.core.management import execute_from_command_line

RARELY = (50_000, 20, 50)
"""New objects between two looks for garbage, and looks until the older ones are gone through too. For what nobody waits
for: a look that finds much stops a page for a tenth of a second."""


@contextmanager
def loading() -> Iterator[None]:
    """What a process loads at its start stays until its end. Looking for garbage in it took a fifth of the start, and
    every later look would go through all of it again, also in each process that parts from this one."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banevim.settings")
    with loading():
        django.setup()
    gc.set_threshold(*RARELY)
    execute_from_command_line(sys.argv)
