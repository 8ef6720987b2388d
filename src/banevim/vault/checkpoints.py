"""Signed checkpoints of the audit trail: the heads of all streams at one moment, kept in the database and outside it.

Rewriting history before a checkpoint contradicts a signature; cutting the tail leaves heads that no longer exist.
"""

import datetime as dt
import hashlib
import json
import os
import pathlib
from dataclasses import asdict, dataclass
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.conf import settings

from banevim.common import clock
from banevim.common.ids import uuid7
from banevim.vault import audit, keyring
from banevim.vault.context import Actor, atomic
from banevim.vault.models import AuditCheckpoint, AuditStream
from banevim.vault.trail.entry import moment

LABEL = b"banevim audit checkpoint v1\n"
FIRST = ""

Heads = dict[str, list[object]]
"""Stream name to [sequence, hash] of its last record."""


@dataclass(frozen=True)
class Checkpoint:
    """One line of the outside copy, and one row of the table."""

    id: str
    at: str
    heads: Heads
    previous: str
    digest: str = ""
    signature: str = ""

    def own_digest(self) -> str:
        """SHA-256 of what is signed; 64 hexadecimal digits."""
        facts = {"id": self.id, "at": self.at, "heads": self.heads, "previous": self.previous}
        text = json.dumps(facts, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def is_genuine(self, public_key: bytes) -> bool:
        """Whether digest and signature are right."""
        if self.digest != self.own_digest():
            return False
        try:
            signature = bytes.fromhex(self.signature)
            Ed25519PublicKey.from_public_bytes(public_key).verify(signature, LABEL + self.digest.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@atomic
def checkpoint(*, by: Actor) -> AuditCheckpoint:
    """Sign the heads as committed now; one row, and one line in the home, on disk before this returns."""
    ring, at = keyring.current(), clock.now()
    heads: Heads = {
        name: [seq, head] for name, seq, head in AuditStream.objects.values_list("name", "seq", "hash")
    }
    draft = Checkpoint(str(uuid7()), moment(at), heads, latest_checkpoint_digest())
    digest = draft.own_digest()
    signature = ring.signer.sign(LABEL + digest.encode()).hex()
    signed = Checkpoint(draft.id, draft.at, heads, draft.previous, digest, signature)
    row = AuditCheckpoint.objects.create(
        id=UUID(signed.id),
        created_at=at,
        heads=heads,
        previous=signed.previous,
        digest=digest,
        signature=signature,
    )
    audit.record("vault.checkpoint.signed", subject=("checkpoint", row.id), actor=by)
    _keep_outside(signed, at)
    return row


def latest_checkpoint_digest() -> str:
    """Digest of the newest checkpoint, or '' when there is none."""
    newest = AuditCheckpoint.objects.order_by("-created_at", "-id").values_list("digest", flat=True)
    return newest.first() or FIRST


def stored(row: AuditCheckpoint) -> Checkpoint:
    """A row of the table as it was signed."""
    return Checkpoint(str(row.id), moment(row.created_at), row.heads, row.previous, row.digest, row.signature)


def all_known() -> tuple[list[Checkpoint], list[str]]:
    """Every checkpoint of the table and of the outside copies, once each, and remarks on what only one of them has."""
    table = {row.digest: stored(row) for row in AuditCheckpoint.objects.order_by("created_at", "id")}
    outside, notes = {}, []
    for path in sorted(folder().glob("*.jsonl")):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            try:
                read = Checkpoint(**json.loads(line))
            except (ValueError, TypeError):
                notes.append(f"{path.name}, renglón {number}: no se puede leer")
                continue
            outside[read.digest] = read
    if missing := len(table.keys() - outside.keys()):
        notes.append(f"{missing} puntos de control sin copia fuera de la base")
    if extra := len(outside.keys() - table.keys()):
        notes.append(f"{extra} puntos de control que solo están fuera de la base")
    differing = [c for digest, c in outside.items() if table.get(digest) != c]
    return [*table.values(), *differing], notes


def folder() -> pathlib.Path:
    """Where the copies outside the database are."""
    return pathlib.Path(settings.HOME) / "checkpoints"


def _keep_outside(signed: Checkpoint, at: dt.datetime) -> None:
    """Append one line to the file of the month, and wait until the disk has it."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder() / f"{at:%Y-%m}.jsonl"
    line = json.dumps(asdict(signed), sort_keys=True) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
