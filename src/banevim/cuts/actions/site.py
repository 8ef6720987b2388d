"""The public site is built from the published bundles and the current help lines, by the other program."""

import json
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

import datavim
from banevim.catalogs.queries import help_data, municipalities
from banevim.common.errors import Conflict, Invalid
from banevim.cuts.actions import bundles
from banevim.vault import audit, keyring
from banevim.vault.context import Actor, atomic
from datavim.charts.geofile import convert
from datavim.charts.geography import GeographyError
from datavim.helplines import parse_help, write_help

NEEDED = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ", "LD_LIBRARY_PATH")


def _plain() -> dict[str, str]:
    """What the other program may know: where Python and its own package are, and nothing of the bank."""
    known = {name: os.environ[name] for name in NEEDED if name in os.environ}
    return {**known, "PYTHONPATH": str(Path(datavim.__file__).parent.parent)}


def geography_file() -> Path:
    """The polygons that the office loaded; without it the site draws the ones it ships, if they are of this state."""
    return Path(settings.HOME) / "geography.geojson"


@atomic
def load_geography(*, by: Actor, path: Path, credit: str = "") -> int:
    """Keep the municipal polygons of this state for the map; how many. Raises Invalid with what the file lacks."""
    names = {place.code: place.name for place in municipalities(settings.STATE_CODE)}
    try:
        made = convert(path, settings.STATE_CODE, names, credit)
    except GeographyError as problem:
        raise Invalid(str(problem), field="file") from problem
    draft = geography_file().with_suffix(".draft")
    draft.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    draft.replace(geography_file())
    audit.record("cuts.geography.loaded", details={"places": len(names)})
    return len(names)


@atomic
def build_site(*, by: Actor) -> str:
    """Write the signed `help.json` and run `datavim build` in its own process, without keys or database.

    Returns what it printed. Raises Conflict when the build fails; the site that is up stays as it was.
    """
    ring = keyring.current()
    help_file = settings.HOME / "help.json"
    write_help(parse_help(help_data(settings.PRACTICE)), help_file, ring.signer.sign, ring.public_key)
    versions = bundles.put_in_place()
    key_file = settings.HOME / "bundle_public.key"
    key_file.write_text(ring.public_key.hex() + "\n")
    command = [
        sys.executable,
        "-m",
        "datavim",
        "build",
        str(bundles.shelf()),
        str(settings.HOME / "site"),
    ]
    if geography_file().is_file():
        command += ["--geography", str(geography_file())]
    command += ["--help-file", str(help_file), "--key", str(key_file), "--address", settings.DATAVIM_URL]
    done = subprocess.run(command, env=_plain(), capture_output=True, text=True, check=False, timeout=600)
    if done.returncode:
        raise Conflict(f"El sitio público no se pudo armar; sigue el anterior. {done.stderr.strip()[-300:]}")
    audit.record("cuts.site.built", details={"bundles": len(versions)})
    return done.stdout.strip()
