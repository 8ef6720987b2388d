"""The only door that decrypts. Importing this module is a reviewed line in the import contracts (pyproject)."""

from banevim.vault import crypto
from banevim.vault.sealing import RecordKey


def open_cell(key: RecordKey, table: str, row: object, field: str, cell: bytes | memoryview | None) -> str:
    """Decrypt one cell; '' when there is none. Raises crypto.Unreadable if it was changed or moved.

    The caller leaves the audit record that says who opened what and why.
    """
    if cell is None:
        return ""
    return crypto.decrypt(key.key, bytes(cell), crypto.place(table, row, field)).decode()


def open_bytes(key: RecordKey, table: str, row: object, field: str, cell: bytes | memoryview) -> bytes:
    """Decrypt bytes sealed by `RecordKey.seal_bytes`. Raises crypto.Unreadable."""
    return crypto.decrypt(key.key, bytes(cell), crypto.place(table, row, field))
