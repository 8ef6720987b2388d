"""Keys of the accounts, derived from the bank's keyring (HKDF): they seal TOTP secrets and key the digests.

They come from the index key, which `keys rotate` does not change; the data keys of the records are never used here.
"""

import base64
import hashlib
import hmac
import secrets
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from banevim.vault import crypto, keyring

TOKEN_BYTES = 32
TOTP_BYTES = 20
RECOVERY_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def _derived(use: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"banevim accounts {use} v1".encode())
    return kdf.derive(keyring.current().index)


def digest(use: str, text: str) -> str:
    """Keyed digest of a text for one use; 32 hexadecimal digits. Without the keyring it cannot be guessed back."""
    return hmac.digest(_derived(use), text.encode(), hashlib.sha256).hex()[:32]


def seal_secret(person: UUID, secret: bytes) -> bytes:
    """Encrypt the TOTP secret of a person; tied to her row."""
    return crypto.encrypt(_derived("totp"), secret, crypto.place("accounts_person", person, "totp_secret"))


def open_secret(person: UUID, cell: bytes | memoryview) -> bytes:
    """The TOTP secret of a person. Raises crypto.Unreadable."""
    where = crypto.place("accounts_person", person, "totp_secret")
    return crypto.decrypt(_derived("totp"), bytes(cell), where)


def new_secret() -> bytes:
    """160 random bits, as RFC 4226 advises."""
    return secrets.token_bytes(TOTP_BYTES)


def secret_text(secret: bytes) -> str:
    """The secret as applications let a person type it: base 32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def new_token() -> str:
    """Token of a one-time link: 32 random bytes, safe in an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_recovery_code() -> str:
    """Ten characters without look-alikes, as two groups: 49 random bits."""
    text = "".join(secrets.choice(RECOVERY_ALPHABET) for _ in range(10))
    return f"{text[:5]}-{text[5:]}"


def plain_recovery_code(text: str) -> str:
    """A recovery code as it is digested, however it was typed."""
    return "".join(c for c in text.upper() if c.isalnum())
