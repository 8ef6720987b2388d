"""Keyed match-keys: the only index over identity. HMAC-SHA256 cut to 63 bits, so a thief of the dump sees numbers."""

import hashlib
import hmac
from collections.abc import Iterable

from banevim.vault import keyring


def digest(tokens: Iterable[str]) -> list[int]:
    """One 63-bit integer per token, under the bank's own index key. Order kept, duplicates kept."""
    key = keyring.current().index
    return [int.from_bytes(hmac.digest(key, t.encode(), hashlib.sha256)[:8], "big") >> 1 for t in tokens]
