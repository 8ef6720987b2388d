"""Cells: AES-256-GCM under the data key of their record, tied to their place; keys wrapped by the master (RFC 3394).

A cell is a format byte, a random 96-bit nonce, the ciphertext and a 128-bit tag. Each record has a key of its own, so
few cells share a key. The text is padded first: the length of a cell tells neither a name nor whether there is one.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

FORMAT = b"\x01"
NONCE, TAG = 12, 16
SHORT, LONG = 64, 512
"""Padding blocks: texts under 512 bytes fill blocks of 64, longer ones blocks of 512."""


class Unreadable(Exception):
    """A cell or a key that does not open: moved, changed, or from another bank."""


def new_key() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(32)


def wrap(master: bytes, key: bytes) -> bytes:
    """Wrap a 32-byte data key; 40 bytes."""
    return aes_key_wrap(master, key)


def unwrap(master: bytes, wrapped: bytes) -> bytes:
    """Open a wrapped data key. Raises Unreadable."""
    try:
        return aes_key_unwrap(master, wrapped)
    except InvalidUnwrap as exc:
        raise Unreadable("La llave no abre.") from exc


def place(table: str, row: object, field: str) -> bytes:
    """Associated data: where the cell lives. A cell copied to another row or field does not open."""
    return f"{table}|{row}|{field}".encode()


def pad(text: bytes) -> bytes:
    """Fill to a whole block: a byte 0x80, then zeros (ISO/IEC 7816-4)."""
    block = SHORT if len(text) < LONG else LONG
    return text + b"\x80" + bytes(-(len(text) + 1) % block)


def unpad(padded: bytes) -> bytes:
    """Take the filling away. Only called on what was authenticated."""
    return padded.rstrip(b"\x00")[:-1]


def encrypt(key: bytes, text: bytes, where: bytes) -> bytes:
    """Seal `text` for one place."""
    nonce = secrets.token_bytes(NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, pad(text), where + FORMAT)


def decrypt(key: bytes, cell: bytes, where: bytes) -> bytes:
    """Open a cell. Raises Unreadable if it was changed, moved, cut or sealed under another key."""
    raw = bytes(cell)
    if raw[:1] != FORMAT or len(raw) < len(FORMAT) + NONCE + TAG:
        raise Unreadable("Formato desconocido.")
    nonce, sealed = raw[1 : 1 + NONCE], raw[1 + NONCE :]
    try:
        return unpad(AESGCM(key).decrypt(nonce, sealed, where + FORMAT))
    except InvalidTag as exc:
        raise Unreadable("La celda no abre.") from exc
