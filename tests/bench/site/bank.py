"""The bundles of a practice bank that published month after month and corrected one of them: its real figures, proofs
and signatures, made in a bank that is thrown away."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.bench.identity.bank import opened

from banevim.operations.bank.home import CHECKOUT

OFFICE = "tests.bench.site.office"


def write(cuts: int, cases: int, folder: Path) -> list[dict[str, Any]]:
    """So many bundles, a bank of so many cases; the version of each and what it took. Raises SystemExit."""
    with opened(None) as bank:
        told = bank.at_work.environment()
        told["PYTHONPATH"] += os.pathsep + str(CHECKOUT)
        command = [sys.executable, "-m", OFFICE, str(cuts), str(cases)]
        done = subprocess.run(command, env=told, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            raise SystemExit("El banco de práctica no publicó sus cortes.")
        shutil.copytree(bank.home / "bundles", folder, dirs_exist_ok=True)
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found
