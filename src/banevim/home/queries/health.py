"""The health of the bank, for monitors."""

from django.db import DatabaseError, connection

from banevim.vault import keyring


def health() -> dict[str, bool]:
    """Whether the parts of the bank answer; nothing else about them."""
    return {"database": _database_answers(), "keys": keyring.is_open()}


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
