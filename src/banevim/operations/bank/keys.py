"""Opened keys live in memory only and pass to children through an inherited memory file."""

import fcntl
import getpass
import os
import secrets
import sys
from collections.abc import Callable
from pathlib import Path

from banevim.vault import custody, keyring

from ..errors import Stop
from .home import Home
from .identity import Identity


def prepare(home: Home, identity: Identity) -> None:
    """The keys that are not sealed: Django's secret and, in practice, the keyring in clear."""
    secret = home.keys / "django.secret"
    if not secret.exists():
        keyring.write_private(secret, secrets.token_urlsafe(50).encode())
    if not identity.production and not (home.keys / keyring.CLEAR).exists():
        keyring.create_open(home.keys)


def memory_file(keyring_json: bytes) -> int:
    """A file that exists only in memory and can no longer be written."""
    if sys.platform != "linux":
        raise Stop("Un banco de producción necesita Linux.")
    descriptor = os.memfd_create("keyring", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    os.write(descriptor, keyring_json)
    seals = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, seals)
    return descriptor


def open_with(home: Home, passphrase: str) -> bytes:
    return _opened(home, lambda: custody.open_sealed(home.keys, passphrase))


def open_with_shares(home: Home, shares: list[str]) -> bytes:
    return _opened(home, lambda: custody.open_with_shares(home.keys, shares))


def clear(home: Home) -> bytes:
    """The keyring of a practice bank."""
    return _opened(home, lambda: keyring.load_clear(home.keys))


def _opened(home: Home, opening: Callable[[], bytes]) -> bytes:
    try:
        return opening()
    except keyring.Sealed as error:
        raise Stop(str(error)) from error
    except OSError as error:
        raise Stop(f"No encuentro las llaves en {home.keys}.") from error


def ask_passphrase(file: str | None, *, twice: bool = False) -> str:
    """From a file (one line) or the keyboard, without echo. Never from the command line."""
    if file:
        try:
            return Path(file).read_text().rstrip("\r\n")
        except OSError as error:
            raise Stop(f"No puedo leer {file}.") from error
    if not sys.stdin.isatty():
        raise Stop("Hace falta la frase: usa una terminal o --passphrase-file.")
    first = getpass.getpass("Frase que abre el banco: ")
    if twice and getpass.getpass("Escríbela otra vez: ") != first:
        raise Stop("Las dos frases no coinciden.")
    return first
