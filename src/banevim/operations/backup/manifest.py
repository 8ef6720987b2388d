"""The cover sheet of a backup: what it holds, under which master key, and the seal over all of it."""

import base64
import datetime
import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from banevim.vault import crypto, keyring

from ..errors import Stop
from .digests import Digests

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    bank: dict[str, str]  # the identity of the bank
    made_at: str
    master_version: int
    wrapped_key: str
    files: dict[str, str]  # name -> SHA-256 of the encrypted file
    tables: Digests  # the sums are keyed: without the key they say nothing about the rows
    seal: str = ""

    def sealed(self, key: bytes) -> "Manifest":
        return Manifest(**{**asdict(self), "seal": _seal(self, key)})

    def check(self, key: bytes) -> None:
        if not hmac.compare_digest(self.seal, _seal(self, key)):
            raise Stop("El respaldo fue alterado: su portada no corresponde a sus llaves.")


def _seal(manifest: Manifest, key: bytes) -> str:
    text = json.dumps({**asdict(manifest), "seal": ""}, sort_keys=True).encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()


def keyed(tables: Digests, key: bytes) -> Digests:
    """The sums turned into keyed digests, so that the cover sheet betrays no row of a small table."""
    return {
        name: [rows, hmac.new(key, f"{name}|{rows}|{total}".encode(), hashlib.sha256).hexdigest()]
        for name, (rows, total) in tables.items()
    }


def wrap_new_key(opened: keyring.Keyring) -> tuple[bytes, str]:
    """A fresh key for one backup, and its copy that only the bank's master key opens."""
    key = crypto.new_key()
    wrapped = crypto.wrap(opened.masters[opened.current], key)
    return key, base64.b64encode(wrapped).decode()


def unwrap(manifest: Manifest, opened: keyring.Keyring) -> bytes:
    try:
        master = opened.masters[manifest.master_version]
        return crypto.unwrap(master, base64.b64decode(manifest.wrapped_key))
    except (KeyError, ValueError, crypto.Unreadable) as error:
        raise Stop("Esas llaves no abren este respaldo.") from error


def write(manifest: Manifest, folder: Path) -> None:
    text = json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / NAME).write_text(text)


def read(folder: Path) -> Manifest:
    try:
        known = json.loads((folder / NAME).read_text())
        if known.pop("format") != FORMAT:
            raise Stop(f"El respaldo {folder} es de otra versión.")
        return Manifest(**known)
    except OSError as error:
        raise Stop(f"En {folder} no hay un respaldo completo (falta {NAME}).") from error
    except (ValueError, KeyError, TypeError) as error:
        raise Stop(f"La portada del respaldo {folder} está dañada.") from error


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
