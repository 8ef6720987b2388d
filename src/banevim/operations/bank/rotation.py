"""Changing and copying the keys of a bank."""

from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from banevim.vault import custody, keyring

from ..errors import Stop
from . import keys
from .home import Home
from .identity import Identity

if TYPE_CHECKING:
    from ..session import Session


def pending(at_work: "Session", opened: bytes) -> bool:
    """Whether data keys still wait under an older master: a rotation that was interrupted."""
    current = keyring.parse(opened).current
    with psycopg.connect(at_work.database.url("owner")) as connection:
        row = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM vault_datakey WHERE master_version < %s)", [current]
        ).fetchone()
    return bool(row and row[0])


def new_master(home: Home, bank: Identity, opened: bytes, phrase: str) -> bytes:
    """Keeps, and answers, a keyring whose current master is new; the older masters stay in it."""
    renewed = keyring.parse(opened).with_new_master()
    if bank.production:
        custody.replace_sealed(home.keys, phrase, renewed)
    else:
        keyring.write_private(home.keys / keyring.CLEAR, keyring.dump(renewed))
    return keyring.dump(renewed)


def copy_sealed(home: Home, folder: Path) -> Path:
    target = _fresh(folder)
    keyring.write_private(target, (home.keys / keyring.SEALED).read_bytes())
    return target


def seal_copy(home: Home, folder: Path, phrase: str) -> Path:
    """A practice keyring leaves its bank only sealed."""
    target = _fresh(folder)
    try:
        custody.create_sealed(folder, phrase)
    except ValueError as error:
        raise Stop(str(error)) from error
    custody.replace_sealed(folder, phrase, keyring.parse(keys.clear(home)))
    return target


def _fresh(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    target = folder / keyring.SEALED
    if target.exists() or (folder / keyring.CLEAR).exists():
        raise Stop(f"En {folder} ya hay llaves; elige otra carpeta.")
    return target


def new_shares(home: Home, phrase: str) -> list[str]:
    try:
        return custody.new_shares(home.keys, phrase)
    except keyring.Sealed as error:
        raise Stop(str(error)) from error
