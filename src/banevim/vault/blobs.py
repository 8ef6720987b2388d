"""Sealed blobs: one encrypted cell for what the bank knows as a whole. Its key is derived from a master key (HKDF).

When that master is retired the blob no longer opens: who made it makes it again.
"""

import uuid

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from banevim.common import clock
from banevim.common.models import state_code
from banevim.vault import keyring
from banevim.vault.models import SealedBlob
from banevim.vault.sealing import RecordKey

TABLE, FIELD = "vault_sealedblob", "cell"
_LABEL = b"banevim blob v1 "
_NOBODY = uuid.UUID(int=0)


def blob_key(name: str, version: int) -> RecordKey:
    """The key of one blob under one master. Raises keyring.Sealed if that master is gone."""
    master = keyring.current().master(version)
    return RecordKey(_NOBODY, HKDF(SHA256(), 32, None, _LABEL + name.encode()).derive(master))


def keep(name: str, text: str) -> None:
    """Seal a text under a name, instead of the one before. Called by an action, which leaves the audit record."""
    version = keyring.current().current
    cell = blob_key(name, version).seal(TABLE, name, FIELD, text)
    values = {"made_at": clock.now(), "master_version": version, "cell": cell}
    SealedBlob.objects.update_or_create(state_code=state_code(), name=name, defaults=values)


def find(name: str) -> SealedBlob | None:
    """The row of a blob, still sealed."""
    return SealedBlob.objects.filter(state_code=state_code(), name=name).first()
