"""The public site is built from the published bundles and the current help lines, by the other program."""

import os
import subprocess
import sys

from django.conf import settings
from django.db import transaction

from banevim.catalogs.queries import help_data
from banevim.common.errors import Conflict
from banevim.vault import audit, keyring
from banevim.vault.context import Actor
from datavim.helplines import parse_help, write_help


@transaction.atomic
def build_site(*, by: Actor) -> str:
    """Write the signed `help.json` and run `datavim build` in its own process, without keys or database.

    Returns what it printed. Raises Conflict when the build fails; the site that is up stays as it was.
    """
    ring = keyring.current()
    help_file = settings.HOME / "help.json"
    write_help(parse_help(help_data(settings.PRACTICE)), help_file, ring.signer.sign, ring.public_key)
    bundles = settings.HOME / "bundles"
    bundles.mkdir(exist_ok=True)
    key_file = settings.HOME / "bundle_public.key"
    key_file.write_text(ring.public_key.hex() + "\n")
    command = [
        sys.executable,
        "-m",
        "datavim",
        "build",
        str(bundles),
        str(settings.HOME / "site"),
    ]
    command += ["--help-file", str(help_file), "--key", str(key_file), "--address", settings.DATAVIM_URL]
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("BANEVIM_", "DATABASE_URL"))}
    done = subprocess.run(command, env=plain, capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise Conflict(f"El sitio público no se pudo armar; sigue el anterior. {done.stderr.strip()[-300:]}")
    audit.record("cuts.site.built", details={"bundles": len(list(bundles.iterdir()))})
    return done.stdout.strip()
