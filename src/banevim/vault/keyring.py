"""The keys of a bank, outside its database. No Django here: the launcher uses it before Django starts.

A keyring is a JSON object: master keys by version (they wrap data keys, RFC 3394), the current version, the key of
the match-keys (HMAC), the key of the audit chain (HMAC) and the seed of the signing key (Ed25519).
In practice banks it lies in clear in a 0600 file; in production it is sealed (see `custody`) and reaches this process
through an inherited memory file.
"""

import base64
import functools
import json
import os
import pathlib
import secrets
from dataclasses import dataclass, field

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

CLEAR, SEALED = "keyring.json", "keyring.sealed"
KEY_BYTES, LARGEST = 32, 1 << 20


class Sealed(Exception):
    """The keys are not open: the bank can keep nothing and show nothing until `./banevim unseal`."""


@dataclass(frozen=True)
class Keyring:
    """Opened keys, in memory only and never in a repr. `masters` maps version to 32 bytes; the others are 32 bytes."""

    masters: dict[int, bytes] = field(repr=False)
    current: int
    index: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    signing: bytes = field(repr=False)

    @property
    def signer(self) -> Ed25519PrivateKey:
        """What signs checkpoints and bundles."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    @property
    def public_key(self) -> bytes:
        """32 bytes that anyone may have."""
        return self.signer.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )

    def master(self, version: int) -> bytes:
        """A master key. Raises Sealed when this process opened the keyring before that key was made."""
        try:
            return self.masters[version]
        except KeyError:
            raise Sealed("Las llaves cambiaron desde que este proceso abrió: reinicia el banco.") from None

    def with_new_master(self) -> "Keyring":
        """A keyring whose current master is new; older ones stay to open what they wrapped."""
        version = max(self.masters) + 1
        masters = {**self.masters, version: secrets.token_bytes(KEY_BYTES)}
        return Keyring(masters, version, self.index, self.audit, self.signing)

    def only_current(self) -> "Keyring":
        """A keyring without the older masters."""
        masters = {self.current: self.masters[self.current]}
        return Keyring(masters, self.current, self.index, self.audit, self.signing)


def generate() -> Keyring:
    """A fresh keyring from the operating system's randomness."""
    fresh = [secrets.token_bytes(KEY_BYTES) for _ in range(4)]
    return Keyring({1: fresh[0]}, 1, fresh[1], fresh[2], fresh[3])


def dump(keyring: Keyring) -> bytes:
    """Serialise to JSON bytes."""
    text = {
        "masters": {str(v): base64.b64encode(k).decode() for v, k in keyring.masters.items()},
        "current": keyring.current,
        **{name: base64.b64encode(getattr(keyring, name)).decode() for name in ("index", "audit", "signing")},
    }
    return json.dumps(text, sort_keys=True).encode()


def parse(raw: bytes) -> Keyring:
    """Read what `dump` wrote. Raises Sealed if it is not a keyring."""
    try:
        text = json.loads(raw)
        masters = {int(v): base64.b64decode(k) for v, k in text["masters"].items()}
        rest = [base64.b64decode(text[name]) for name in ("index", "audit", "signing")]
        current_version = int(text["current"])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Sealed("El llavero no se pudo leer.") from None
    if current_version not in masters or any(len(k) != KEY_BYTES for k in [*masters.values(), *rest]):
        raise Sealed("El llavero no se pudo leer.")
    return Keyring(masters, current_version, *rest)


def write_private(path: pathlib.Path, content: bytes) -> None:
    """Write 0600, durable and whole: a crash leaves the old file or the new one, never half."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def create_open(keys_dir: pathlib.Path) -> Keyring:
    """Practice banks: make the keyring in clear, once. Raises FileExistsError if there is one."""
    if (keys_dir / CLEAR).exists() or (keys_dir / SEALED).exists():
        raise FileExistsError(keys_dir / CLEAR)
    keyring = generate()
    write_private(keys_dir / CLEAR, dump(keyring))
    return keyring


def load_clear(keys_dir: pathlib.Path) -> bytes:
    """The JSON bytes of a practice keyring. Raises Sealed when there is none, or when others may read it."""
    path = keys_dir / CLEAR
    if (keys_dir / SEALED).exists():
        raise Sealed("El banco está sellado.")
    try:
        if path.stat().st_mode & 0o077:
            raise Sealed(f"Otras cuentas pueden leer {path}: quita ese permiso con chmod 600.")
        return path.read_bytes()
    except OSError:
        raise Sealed("El banco está sellado.") from None


def _read_inherited(descriptor: int) -> bytes:
    """Read a memory file handed down by the supervisor, without moving its position (siblings read it too).

    It is not handed on: a program that this process runs does not inherit it.
    """
    try:
        os.set_inheritable(descriptor, False)
        return os.pread(descriptor, LARGEST, 0)
    except OSError:
        raise Sealed("El banco está sellado.") from None


@functools.cache
def current() -> Keyring:
    """The keyring of this process, read once. Raises Sealed while the bank has not been opened."""
    descriptor = os.environ.get("BANEVIM_KEY_FD", "")
    if descriptor.isdecimal():
        return parse(_read_inherited(int(descriptor)))
    home = os.environ.get("BANEVIM_HOME")
    if not home:
        raise Sealed("El banco está sellado: falta su carpeta.")
    return parse(load_clear(pathlib.Path(home) / "keys"))


def is_open() -> bool:
    """Whether this process holds the keys."""
    try:
        current()
    except Sealed:
        return False
    return True
