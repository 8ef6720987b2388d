"""Ed25519 over the manifest bytes. The private key never comes here: the caller hands a function."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Callable
from typing import Any, TypeAlias

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Signer: TypeAlias = Callable[[bytes], bytes]


def key_id(public_key: bytes) -> str:
    """Sixteen hexadecimal digits that the office can read aloud and print."""
    return hashlib.sha256(public_key).hexdigest()[:16]


def signature_record(message: bytes, sign: Signer, public_key: bytes) -> dict[str, str]:
    signature = sign(message)
    Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    return {
        "algorithm": "Ed25519",
        "key_id": key_id(public_key),
        "public_key": base64.b64encode(public_key).decode(),
        "signature": base64.b64encode(signature).decode(),
    }


def signature_problems(record: Any, message: bytes, trusted_key: bytes | None, what: str) -> list[str]:
    """Spanish problems of one signature; empty means good."""
    try:
        public_key = base64.b64decode(record["public_key"], validate=True)
        signature = base64.b64decode(record["signature"], validate=True)
        consistent = record["algorithm"] == "Ed25519" and record["key_id"] == key_id(public_key)
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return [f"La firma no corresponde a {what}."]
    except (KeyError, TypeError, ValueError, binascii.Error):
        return [f"La firma de {what} no tiene la forma esperada."]
    if not consistent:
        return [f"La firma de {what} nombra otra llave."]
    if trusted_key is not None and public_key != trusted_key:
        return [f"La firma de {what} es de otra llave ({key_id(public_key)}), no de la de confianza."]
    return []
