"""Django's own command line: `python -m banevim.manage COMMAND`. The launcher calls it as a subprocess."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banevim.settings")
    execute_from_command_line(sys.argv)
