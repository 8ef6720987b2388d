"""Where published bundles lie. One waits under a hidden name until its publication is committed; then it is public.

So a process that dies at any moment leaves either nothing that the site would show, or a whole bundle that the next
build puts in its place; and what stands under its own name was published and is never written again.
"""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings

from banevim.common.errors import Conflict
from banevim.cuts.models import Cut
from banevim.cuts.queries import published_manifests
from banevim.cuts.queries.bundling import bundle_of
from banevim.vault import keyring
from datavim import bundle as public
from datavim.wording import problems_of, texts_of


def shelf() -> Path:
    """The folder of the published bundles."""
    folder: Path = settings.HOME / "bundles"
    folder.mkdir(exist_ok=True)
    return folder


def _waiting(version: str) -> Path:
    return shelf() / f".{version}.espera"


def prepare(cut: Cut, stamp: dict[str, Any]) -> str:
    """Write, sign and verify a bundle under its hidden name; the SHA-256 of its manifest. Raises Conflict."""
    ring, folder = keyring.current(), _waiting(cut.version)
    if (shelf() / cut.version).exists():
        raise Conflict(
            f"Ya existe un paquete publicado {cut.version} y no se reescribe. Devuelve este corte y congela otro."
        )
    if folder.exists():  # left by a try that was never committed
        shutil.rmtree(folder)
    bundle = bundle_of(cut, stamp)
    if problems := problems_of(texts_of(bundle)):
        raise Conflict(f"El paquete usa palabras que la oficina no publica. {problems[0]}")
    manifest = public.write_bundle(bundle, folder, ring.signer.sign, ring.public_key)
    if problems := public.verify_bundle(folder, ring.public_key) or _moved(folder):
        shutil.rmtree(folder)
        raise Conflict(f"El paquete no pasó su propia revisión: {problems[0]}")
    return manifest


def _moved(folder: Path) -> list[str]:
    """What the bundle that waits says otherwise than those that were published before it."""
    before = [shelf() / version for version in published_manifests()]
    found = [each if each.exists() else _waiting(each.name) for each in before]
    return public.staying_problems([*(each for each in found if each.exists()), folder])


def put_in_place() -> list[str]:
    """Every committed publication under its own name; the versions. Raises Conflict if one is missing or is another."""
    kept = published_manifests()
    for version, manifest in kept.items():
        folder = shelf() / version
        if not folder.exists() and public.manifest_digest(_waiting(version)) == manifest:
            _waiting(version).rename(folder)
        if public.manifest_digest(folder) != manifest:
            raise Conflict(
                f"El paquete publicado {version} falta o no es el que se publicó. Restaura el respaldo."
            )
    if strange := sorted(p.name for p in shelf().iterdir() if p.name[0] != "." and p.name not in kept):
        raise Conflict(
            f"Hay paquetes que este banco no publicó: {', '.join(strange)}. El sitio no se arma con ellos."
        )
    return list(kept)
