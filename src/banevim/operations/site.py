"""What the process of the public site is told: a folder and the help lines, nothing of the bank."""

import os
from pathlib import Path

from .bank.home import CHECKOUT, Home


def help_file(home: Home) -> Path:
    """The signed help lines that the office published, if any."""
    return home.root / "help.json"


def bare_environment() -> dict[str, str]:
    """No key, no database, no home."""
    return {
        "PYTHONPATH": str(CHECKOUT / "src"),
        "PATH": os.defpath,
        "PYTHONUTF8": "1",
        "PYTHONUNBUFFERED": "1",
    }
