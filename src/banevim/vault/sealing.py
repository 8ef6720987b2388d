"""Writing encrypted cells. One data key per source record; sealing needs the key, never shows what is inside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from banevim.common.asking import Question, gap
from banevim.common.errors import NotFound
from banevim.vault import crypto, keyring
from banevim.vault.models import DataKey

_KEYS = Question(lambda: DataKey.objects.filter(record_id__among=gap("records")))


@dataclass(frozen=True)
class RecordKey:
    """The opened data key of one source record, in memory for the length of a request."""

    record_id: UUID
    key: bytes = field(repr=False)

    def seal(self, table: str, row: object, name: str, text: str) -> bytes:
        """Encrypt `text` for one field of one row. Empty text looks like any other: absence is not shown."""
        return crypto.encrypt(self.key, text.encode(), crypto.place(table, row, name))

    def seal_bytes(self, table: str, row: object, name: str, raw: bytes) -> bytes:
        """Encrypt bytes (an attachment, a received file) for one field of one row."""
        return crypto.encrypt(self.key, raw, crypto.place(table, row, name))


def fresh_key(record_id: UUID, institution_id: UUID) -> tuple[RecordKey, DataKey]:
    """A new data key, and its unsaved row."""
    ring, key = keyring.current(), crypto.new_key()
    row = DataKey(
        record_id=record_id,
        institution_id=institution_id,
        wrapped=crypto.wrap(ring.master(ring.current), key),
        master_version=ring.current,
    )
    return RecordKey(record_id, key), row


def new_record_keys(records: Iterable[tuple[UUID, UUID]]) -> dict[UUID, RecordKey]:
    """Create and store data keys for (record, institution) pairs, in one insert."""
    made = [fresh_key(*each) for each in records]
    DataKey.objects.bulk_create(row for _, row in made)
    return {key.record_id: key for key, _ in made}


def new_record_key(record_id: UUID, institution_id: UUID) -> RecordKey:
    """Create and store the data key of one record."""
    return new_record_keys([(record_id, institution_id)])[record_id]


def record_keys(record_ids: Iterable[UUID]) -> dict[UUID, RecordKey]:
    """Open the data keys that the context may see; missing ones are simply absent."""
    ring = keyring.current()
    return {
        row.record_id: RecordKey(
            row.record_id, crypto.unwrap(ring.master(row.master_version), bytes(row.wrapped))
        )
        for row in _KEYS(records=list(record_ids))
    }


def record_key(record_id: UUID) -> RecordKey:
    """Open one data key. Raises NotFound when the context may not see it or it was destroyed."""
    try:
        return record_keys([record_id])[record_id]
    except KeyError as exc:
        raise NotFound from exc
