"""A long secret text in pieces (AES-256-GCM): none can be changed, dropped, repeated, swapped or cut off.

Each piece is tied to its position and says whether it is the last one (the STREAM construction of Hoang,
Reyhanitabar, Rogaway and Vizár, 2015). The key belongs to one file of one backup, so positions never repeat.
"""

import hashlib
import struct
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"BANEVIM-RESPALDO-1\n"
PIECE = 1 << 20


class Damaged(Exception):
    """The file does not open: changed, cut off, or from another backup."""


def file_key(key: bytes, name: str) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"banevim backup " + name.encode()).derive(key)


def encrypt(source: IO[bytes], target: IO[bytes], key: bytes, name: str) -> str:
    """Returns the SHA-256 of what was written."""
    cipher, digest = AESGCM(file_key(key, name)), hashlib.sha256(MAGIC)
    target.write(MAGIC)
    position, piece = 0, source.read(PIECE)
    while True:
        following = source.read(PIECE)
        last = not following
        sealed = cipher.encrypt(_nonce(position, last), piece, MAGIC)
        block = struct.pack(">I", len(sealed)) + sealed
        digest.update(block)
        target.write(block)
        if last:
            return digest.hexdigest()
        position, piece = position + 1, following


def decrypt(source: IO[bytes], key: bytes, name: str) -> Iterator[bytes]:
    """Pieces in order; each one is given out only once it has proved authentic."""
    if source.read(len(MAGIC)) != MAGIC:
        raise Damaged(name)
    cipher, position = AESGCM(file_key(key, name)), 0
    sealed = _block(source, name)
    while sealed is not None:
        following = _block(source, name)
        try:
            yield cipher.decrypt(_nonce(position, following is None), sealed, MAGIC)
        except InvalidTag as error:
            raise Damaged(name) from error
        position, sealed = position + 1, following
    if position == 0:
        raise Damaged(name)


def _nonce(position: int, last: bool) -> bytes:
    return struct.pack(">QI", position, int(last))


def _block(source: IO[bytes], name: str) -> bytes | None:
    head = source.read(4)
    if not head:
        return None
    if len(head) < 4 or (size := struct.unpack(">I", head)[0]) > PIECE + 16:
        raise Damaged(name)
    sealed = source.read(size)
    if len(sealed) < size:
        raise Damaged(name)
    return sealed
