"""Write a bundle: all or nothing, never over an existing one."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from datavim.bundle.cells import csv_bytes
from datavim.bundle.codec import flat, table_definition, to_bytes
from datavim.bundle.model import Bundle, BundleError
from datavim.bundle.names import (
    CARDS_FILE,
    CERTIFICATE_FILE,
    CUT_FILE,
    FORMAT,
    MANIFEST_FILE,
    PACKAGE_FILE,
    PUBLICATION_FILE,
    SIGNATURE_FILE,
    TABLES_FILE,
    TEXTS_FILE,
)
from datavim.bundle.package import data_path, datapackage
from datavim.bundle.signing import Signer, signature_record


def content_files(bundle: Bundle) -> dict[str, bytes]:
    """Every file of the bundle except manifest and signature. Same bundle, same bytes."""
    files = {data_path(table): csv_bytes(table, bundle.cut.practice) for table in bundle.tables}
    files[CUT_FILE] = to_bytes(flat(bundle.cut))
    files[CARDS_FILE] = to_bytes([flat(card) for card in bundle.cards])
    files[TABLES_FILE] = to_bytes([table_definition(table) for table in bundle.tables])
    files[TEXTS_FILE] = to_bytes(dict(bundle.texts))
    if bundle.proof is not None:
        files[PUBLICATION_FILE] = to_bytes(dict(bundle.proof.publication))
        files[CERTIFICATE_FILE] = to_bytes(dict(bundle.proof.certificate))
    files[PACKAGE_FILE] = to_bytes(datapackage(bundle, files))
    return files


def manifest_bytes(version: str, files: dict[str, bytes]) -> bytes:
    listed = [
        {"path": path, "bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
        for path, raw in sorted(files.items())
    ]
    return to_bytes({"format": FORMAT, "version": version, "files": listed})


def bundle_files(bundle: Bundle) -> dict[str, bytes]:
    """Every file but the signature, the manifest too. Same bundle, same bytes."""
    files = content_files(bundle)
    return files | {MANIFEST_FILE: manifest_bytes(bundle.cut.version, files)}


def manifest_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 of the manifest among the files of a bundle; 64 hexadecimal digits."""
    return hashlib.sha256(files[MANIFEST_FILE]).hexdigest()


def write_bundle(bundle: Bundle, folder: Path | str, sign: Signer, public_key: bytes) -> str:
    """Write the bundle into `folder`, which must not exist; return the SHA-256 of its manifest."""
    target = Path(folder)
    if target.exists():
        raise BundleError(f"Ya existe un paquete en «{target.name}»: los cortes publicados no se reescriben.")
    files = bundle_files(bundle)
    manifest = files[MANIFEST_FILE]
    files[SIGNATURE_FILE] = to_bytes(signature_record(manifest, sign, public_key))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        for path, raw in files.items():
            _write(draft / path, raw)
        draft.chmod(0o755)
        draft.rename(target)
    except OSError as problem:
        shutil.rmtree(draft, ignore_errors=True)
        if target.exists():
            raise BundleError(f"Ya existe un paquete en «{target.name}».") from problem
        raise
    _sync_folder(target.parent)
    return hashlib.sha256(manifest).hexdigest()


def _write(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        out.write(raw)
        out.flush()
        os.fsync(out.fileno())
    path.chmod(0o644)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
