"""Rotation of the master key: data keys are wrapped again, batch by batch; cells are never touched.

A new master is put in the keyring first, and running processes learn it. Then every data key that an older master
wrapped is wrapped again; it can be interrupted at any moment and goes on where it was. Older masters stay in the
keyring until they are retired.
"""

import hashlib
import pathlib
from collections.abc import Callable

from django.db import connection

from banevim.common.errors import Conflict
from banevim.vault import audit, crypto, custody, keyring
from banevim.vault.context import Actor, acting, atomic
from banevim.vault.keyring import Keyring
from banevim.vault.models import DataKey

BATCH = 1000
TAKE = """
SELECT record_id, wrapped, master_version FROM vault_datakey
 WHERE master_version < %s AND record_id > %s ORDER BY record_id LIMIT %s FOR UPDATE
"""
PUT = """
UPDATE vault_datakey d SET wrapped = n.wrapped, master_version = %s
  FROM unnest(%s::uuid[], %s::bytea[]) AS n(record_id, wrapped) WHERE d.record_id = n.record_id
"""
RAISE_FLOOR = """
INSERT INTO vault_oldestmaster ("only", version) VALUES (1, %s)
ON CONFLICT ("only") DO UPDATE SET version = EXCLUDED.version
"""
BEFORE_ALL = "00000000-0000-0000-0000-000000000000"


def waiting(ring: Keyring) -> int:
    """How many data keys an older master still wraps."""
    return DataKey.objects.filter(master_version__lt=ring.current).count()


@atomic
def rewrap_batch(*, by: Actor, after: str = BEFORE_ALL, size: int = BATCH) -> tuple[int, str]:
    """Wrap the next data keys again; how many, and the last of them. Needs the owner's role. One audit record."""
    ring = keyring.current()
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [ring.current, after, size])
        rows = cursor.fetchall()
        if not rows:
            return 0, after
        ids = [str(row[0]) for row in rows]
        fresh = [_again(ring, bytes(wrapped), version) for _, wrapped, version in rows]
        cursor.execute(PUT, [ring.current, ids, fresh])
    digest = hashlib.sha256("".join(ids).encode()).hexdigest()
    audit.record(
        "vault.keys.rewrapped", actor=by, details={"keys": len(ids), "master": ring.current, "digest": digest}
    )
    return len(ids), ids[-1]


def _again(ring: Keyring, wrapped: bytes, version: int) -> bytes:
    return crypto.wrap(ring.master(ring.current), crypto.unwrap(ring.master(version), wrapped))


def rewrap_all(*, by: Actor, progress: Callable[[int, int], None], size: int = BATCH) -> int:
    """Wrap everything again, one transaction a batch; those that processes still add meanwhile are taken too."""
    with acting(by):
        total = waiting(keyring.current())
    done, last = 0, BEFORE_ALL
    while True:
        with acting(by):
            count, reached = rewrap_batch(by=by, after=last, size=size)
        if count == 0 and last == BEFORE_ALL:
            return done
        last = reached if count else BEFORE_ALL
        done += count
        progress(done, max(done, total))


@atomic
def retire(*, by: Actor) -> int:
    """Refuse from now on what older masters wrap. Raises Conflict while a data key still needs one of them."""
    ring = keyring.current()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE vault_datakey IN SHARE ROW EXCLUSIVE MODE")
        if left := waiting(ring):
            raise Conflict(f"Faltan {left:,} llaves por envolver: ejecuta primero la rotación.")
        cursor.execute(RAISE_FLOOR, [ring.current])
    gone = len(ring.masters) - 1
    audit.record("vault.masters.retired", actor=by, details={"masters": gone, "kept": ring.current})
    return gone


def forget_older(keys_dir: pathlib.Path, passphrase: str) -> None:
    """Write the keyring of the home without the older masters. Only after `retire` was committed."""
    if (keys_dir / keyring.SEALED).exists():
        left = keyring.parse(custody.open_sealed(keys_dir, passphrase)).only_current()
        custody.replace_sealed(keys_dir, passphrase, left)
        return
    left = keyring.parse(keyring.load_clear(keys_dir)).only_current()
    keyring.write_private(keys_dir / keyring.CLEAR, keyring.dump(left))
