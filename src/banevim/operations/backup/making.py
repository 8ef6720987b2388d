"""Making a backup: one snapshot of the database, the files that belong to it, no key anywhere."""

import contextlib
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import psycopg

from banevim.vault import keyring

from ..bank.home import Home
from ..errors import Stop
from ..session import Session
from . import digests, manifest, tools
from .stream import encrypt

DUMP, FILES = "database.enc", "files.enc"
KEPT = ("bundles", "checkpoints")  # the rest of a home is keys, or can be made again


def make(at_work: Session, target: Path) -> Path:
    """A new folder inside `target`; it takes its final name only when whole."""
    opened = keyring.parse(at_work.keyring())
    made_at = manifest.now()
    folder = target / f"banevim-{at_work.identity.state_code}-{made_at[:19].replace(':', '')}"
    target.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".incompleto-", dir=target))
    try:
        key, wrapped = manifest.wrap_new_key(opened)
        tables, dump_digest = _database(at_work, scratch / DUMP, key)
        files_digest = _files(at_work.home, scratch / FILES, key)
        cover = manifest.Manifest(
            bank=dict(vars(at_work.identity)),
            made_at=made_at,
            master_version=opened.current,
            wrapped_key=wrapped,
            files={DUMP: dump_digest, FILES: files_digest},
            tables=manifest.keyed(tables, key),
        )
        manifest.write(cover.sealed(key), scratch)
        scratch.rename(folder)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    return folder


def _database(at_work: Session, path: Path, key: bytes) -> tuple[digests.Digests, str]:
    """Dump and digests see the very same moment, while the bank keeps working."""
    url = at_work.database.url(tools.door(at_work.database))
    with psycopg.connect(url) as connection, tempfile.TemporaryFile() as errors:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        with contextlib.closing(_new(path)) as target:
            process = tools.dump(at_work.database, str(row and row[0]), errors)
            try:
                assert process.stdout is not None
                digest = encrypt(process.stdout, target, key, DUMP)
            finally:
                process.stdout and process.stdout.close()
                code = process.wait()
            _durable(target)
        if code:
            errors.seek(0)
            raise Stop(f"pg_dump no pudo terminar: {errors.read().decode(errors='replace')[-400:]}")
        return digests.of(connection), digest


def _files(home: Home, path: Path, key: bytes) -> str:
    with tempfile.TemporaryFile(dir=path.parent) as packed, contextlib.closing(_new(path)) as target:
        with tarfile.open(fileobj=packed, mode="w") as archive:
            for name in KEPT:
                archive.add(home.root / name, arcname=name)
        packed.seek(0)
        digest = encrypt(packed, target, key, FILES)
        _durable(target)
    return digest


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _durable(target: BinaryIO) -> None:
    target.flush()
    os.fsync(target.fileno())


def whole_ones(target: Path, bank_id: str) -> Iterator[Path]:
    """Complete backups of that bank in the folder, oldest first."""
    for folder in sorted(target.glob("banevim-*")):
        if (folder / manifest.NAME).exists() and manifest.read(folder).bank["id"] == bank_id:
            yield folder


def keep(target: Path, bank_id: str, how_many: int) -> list[Path]:
    """Removes the oldest ones beyond that number; answers which."""
    surplus = list(whole_ones(target, bank_id))[:-how_many]
    for folder in surplus:
        shutil.rmtree(folder)
    return surplus
