"""Recovering a backup into an empty home; without its keys nothing opens."""

import hashlib
import io
import shutil
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psycopg

from banevim.vault import custody, keyring

from ..bank import identity, keys
from ..bank.home import Home
from ..console import step
from ..errors import Stop
from ..session import Session, session
from . import digests, manifest, tools
from .making import DUMP, FILES, KEPT
from .stream import Damaged, decrypt


@dataclass(frozen=True)
class KeySource:
    """Exported keys: a folder with the keyring, and what opens it."""

    folder: Path
    passphrase: str = ""
    shares: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        return (self.folder / keyring.SEALED).exists()

    def open(self) -> bytes:
        try:
            if not self.sealed:
                return keyring.load_clear(self.folder)
            if self.shares:
                return custody.open_with_shares(self.folder, list(self.shares))
            return custody.open_sealed(self.folder, self.passphrase)
        except keyring.Sealed as error:
            raise Stop(str(error)) from error


def recover(folder: Path, home: Home, source: KeySource) -> dict[str, int]:
    """Answers the rows of each table, once they proved equal to those that were backed up."""
    cover = manifest.read(folder)
    raw = source.open()
    key = manifest.unwrap(cover, keyring.parse(raw))
    cover.check(key)
    _intact(folder, cover)
    if not empty(home):
        raise Stop(
            f"La carpeta {home.root} no está vacía; un respaldo solo se recupera en una carpeta nueva."
        )
    try:
        _home(home, cover, source, raw)
        with session(home, with_keys=False) as at_work:
            with step("Recupero la base de datos"):
                _database(at_work, folder, key)
            _files(home, folder, key)
            with step("Comparo cada tabla con la respaldada"):
                _compare(at_work, cover, key)
    except BaseException:
        clear(home)
        raise
    return {name: int(rows) for name, (rows, _) in cover.tables.items()}


def empty(home: Home) -> bool:
    """Nothing in it but, at most, the passwords that the keeper of another server was asked to grant."""
    return all(path == home.keys / "db.json" or path.is_dir() for path in home.root.rglob("*"))


def clear(home: Home) -> None:
    """Leaves no half-made bank; keeps those passwords, or the SQL that was just printed would be of no use."""
    file = home.keys / "db.json"
    granted = file.read_bytes() if identity.server_here() == identity.EXTERNAL and file.exists() else b""
    shutil.rmtree(home.data.resolve(), ignore_errors=True)
    shutil.rmtree(home.root, ignore_errors=True)
    if granted:
        home.build()
        keyring.write_private(file, granted)


def _intact(folder: Path, cover: manifest.Manifest) -> None:
    for name, expected in cover.files.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != expected:
                raise Stop(f"El respaldo está dañado: {name} no es el que se guardó.")


def _home(home: Home, cover: manifest.Manifest, source: KeySource, raw: bytes) -> None:
    """The same bank (identity and mode), in a new place, with the same keys and new passwords."""
    home.build()
    here = {**cover.bank, "server": identity.server_here()}
    identity.write(home, identity.Identity(**here))
    if cover.bank["mode"] == "production":
        if not source.sealed:
            raise Stop("Las llaves de un banco de producción se recuperan selladas.")
        keyring.write_private(home.keys / keyring.SEALED, (source.folder / keyring.SEALED).read_bytes())
    else:
        keyring.write_private(home.keys / keyring.CLEAR, raw)
    keys.prepare(home, identity.read(home))


def _database(at_work: Session, folder: Path, key: bytes) -> None:
    with tempfile.TemporaryFile() as errors, (folder / DUMP).open("rb") as source:
        try:
            whole = tools.restore(at_work.database, decrypt(source, key, DUMP), errors)
        except Damaged as error:
            raise Stop("El respaldo está dañado.") from error
        if not whole:
            errors.seek(0)
            raise Stop(f"pg_restore no pudo terminar: {errors.read().decode(errors='replace')[-400:]}")


def _files(home: Home, folder: Path, key: bytes) -> None:
    with (folder / FILES).open("rb") as source:
        packed = io.BytesIO(b"".join(decrypt(source, key, FILES)))
    with tarfile.open(fileobj=packed) as archive:
        if not all(_expected(member) for member in archive):
            raise Stop("El respaldo trae archivos que no le corresponden.")
        safe = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}  # Python 3.11.2 lacks it
        archive.extractall(home.root, **safe)  # type: ignore[arg-type]  # noqa: S202 - checked above


def _expected(member: tarfile.TarInfo) -> bool:
    parts = Path(member.name).parts
    return parts[0] in KEPT and ".." not in parts and (member.isfile() or member.isdir())


def _compare(at_work: Session, cover: manifest.Manifest, key: bytes) -> None:
    with psycopg.connect(at_work.database.url(tools.door(at_work.database))) as connection:
        found = manifest.keyed(digests.of(connection), key)
    if different := digests.differences(cover.tables, found):
        raise Stop(f"Lo recuperado no es igual a lo respaldado en: {', '.join(different)}.")
