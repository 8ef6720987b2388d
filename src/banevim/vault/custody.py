"""Sealing of the production keyring: a passphrase (argon2id), or two of three custody shares.

The keyring is encrypted under a random seal key. That key is kept twice: wrapped under the passphrase, and split in
three shares of which any two rebuild it (Shamir 1979, one polynomial of degree 1 over GF(256) per byte).
"""

import base64
import hashlib
import json
import pathlib
import secrets

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from banevim.vault import keyring

TIME_COST, MEMORY_KIB, LANES = 4, 262_144, 2
LABEL = b"banevim keyring v1"


def _multiply(a: int, b: int) -> int:
    """Product in GF(256) with the AES polynomial 0x11B."""
    product = 0
    while b:
        if b & 1:
            product ^= a
        a = (a << 1) ^ (0x11B if a & 0x80 else 0)
        b >>= 1
    return product


def _inverse(a: int) -> int:
    """a^254 in GF(256)."""
    result = 1
    for _ in range(254):
        result = _multiply(result, a)
    return result


def split(secret: bytes) -> list[str]:
    """Three printable shares; any two give the secret back, one alone says nothing."""
    slope = secrets.token_bytes(len(secret))
    shares = []
    for x in (1, 2, 3):
        body = bytes(s ^ _multiply(m, x) for s, m in zip(secret, slope, strict=True))
        text = base64.b32encode(body).decode().rstrip("=")
        check = base64.b32encode(_check(x, body)).decode()[:4]
        groups = [text[i : i + 4] for i in range(0, len(text), 4)]
        shares.append("-".join([f"BNV{x}", *groups, check]))
    return shares


def _check(x: int, body: bytes) -> bytes:
    return hashlib.sha256(bytes([x]) + body).digest()[:3]


def _parse_share(share: str) -> tuple[int, bytes]:
    parts = share.strip().upper().replace(" ", "-").split("-")
    try:
        x = int(parts[0].removeprefix("BNV"))
        text = "".join(parts[1:-1])
        body = base64.b32decode(text + "=" * (-len(text) % 8))
    except (ValueError, IndexError) as exc:
        raise keyring.Sealed("Una de las partes de custodia está mal escrita.") from exc
    if x not in (1, 2, 3) or base64.b32encode(_check(x, body)).decode()[:4] != parts[-1]:
        raise keyring.Sealed("Una de las partes de custodia está mal escrita.")
    return x, body


def join(shares: list[str]) -> bytes:
    """Rebuild the secret from two different shares. Raises Sealed if one is mistyped or repeated."""
    points = dict(_parse_share(s) for s in shares)
    if len(points) < 2:
        raise keyring.Sealed("Hacen falta dos partes de custodia distintas.")
    (x1, b1), (x2, b2) = list(points.items())[:2]
    inverse = _inverse(x1 ^ x2)
    l1, l2 = _multiply(x2, inverse), _multiply(x1, inverse)
    return bytes(_multiply(p, l1) ^ _multiply(q, l2) for p, q in zip(b1, b2, strict=True))


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return hash_secret_raw(passphrase.encode(), salt, TIME_COST, MEMORY_KIB, LANES, 32, Type.ID)


def _seal(key: bytes, text: bytes) -> str:
    nonce = secrets.token_bytes(12)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text, LABEL)).decode()


def _unseal(key: bytes, text: str, message: str) -> bytes:
    raw = base64.b64decode(text)
    try:
        return AESGCM(key).decrypt(raw[:12], raw[12:], LABEL)
    except InvalidTag as exc:
        raise keyring.Sealed(message) from exc


def create_sealed(keys_dir: pathlib.Path, passphrase: str) -> list[str]:
    """Production: make and seal a keyring, once; return its three custody shares, shown only now."""
    if (keys_dir / keyring.SEALED).exists() or (keys_dir / keyring.CLEAR).exists():
        raise FileExistsError(keys_dir / keyring.SEALED)
    if len(passphrase) < 16:
        raise ValueError("La frase debe tener al menos 16 caracteres; por ejemplo, cinco palabras al azar.")
    seal_key, salt = secrets.token_bytes(32), secrets.token_bytes(16)
    document = {
        "salt": base64.b64encode(salt).decode(),
        "seal": _seal(_stretch(passphrase, salt), seal_key),
        "keyring": _seal(seal_key, keyring.dump(keyring.generate())),
    }
    keyring.write_private(keys_dir / keyring.SEALED, json.dumps(document).encode())
    return split(seal_key)


def _document(keys_dir: pathlib.Path) -> dict[str, str]:
    document: dict[str, str] = json.loads((keys_dir / keyring.SEALED).read_bytes())
    return document


def _seal_key(document: dict[str, str], passphrase: str) -> bytes:
    stretched = _stretch(passphrase, base64.b64decode(document["salt"]))
    return _unseal(stretched, document["seal"], "La frase no abre el banco. Revisa mayúsculas y espacios.")


def open_sealed(keys_dir: pathlib.Path, passphrase: str) -> bytes:
    """The keyring JSON. Raises Sealed with a sentence when the passphrase is wrong."""
    document = _document(keys_dir)
    return _unseal(_seal_key(document, passphrase), document["keyring"], "El llavero está dañado.")


def open_with_shares(keys_dir: pathlib.Path, shares: list[str]) -> bytes:
    """The keyring JSON from two custody shares."""
    return _unseal(join(shares), _document(keys_dir)["keyring"], "Esas partes no abren este banco.")


def replace_sealed(keys_dir: pathlib.Path, passphrase: str, new: keyring.Keyring) -> None:
    """Write a rotated keyring under the same seal: passphrase and shares stay valid."""
    document = _document(keys_dir)
    document["keyring"] = _seal(_seal_key(document, passphrase), keyring.dump(new))
    keyring.write_private(keys_dir / keyring.SEALED, json.dumps(document).encode())


def new_shares(keys_dir: pathlib.Path, passphrase: str) -> list[str]:
    """Three shares more of the same seal; they work among themselves, and the former three go on working."""
    return split(_seal_key(_document(keys_dir), passphrase))
