"""The only door that decrypts. Importing this module is a reviewed line in the import contracts (pyproject)."""

from collections.abc import Iterable

from banevim.vault import crypto, keyring
from banevim.vault.sealing import RecordKey


def open_cell(key: RecordKey, table: str, row: object, field: str, cell: bytes | memoryview | None) -> str:
    """Decrypt one cell; '' when there is none. Raises crypto.Unreadable if it was changed or moved.

    The caller leaves the audit record that says who opened what and why.
    """
    if cell is None:
        return ""
    return crypto.decrypt(key.key, bytes(cell), crypto.place(table, row, field)).decode()


def open_rows(table: str, field: str, rows: Iterable[tuple[str, bytes, bytes, int]]) -> list[str]:
    """Decrypt one cell of each of many rows: the id of the record, the cell, and its key as it is wrapped by a master.

    For what opens hundreds at once. Raises crypto.Unreadable, keyring.Sealed.
    """
    ring = keyring.current()
    return [
        crypto.decrypt(
            crypto.unwrap(ring.master(version), wrapped), cell, crypto.place(table, row, field)
        ).decode()
        for row, cell, wrapped, version in rows
    ]


def open_bytes(key: RecordKey, table: str, row: object, field: str, cell: bytes | memoryview) -> bytes:
    """Decrypt bytes sealed by `RecordKey.seal_bytes`. Raises crypto.Unreadable."""
    return crypto.decrypt(key.key, bytes(cell), crypto.place(table, row, field))
