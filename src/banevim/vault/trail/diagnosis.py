"""Naming what happened to the first record of a chain that does not fit."""

from banevim.vault.trail.chain import chain_hash
from banevim.vault.trail.reading import Stored, following

REACH = 20_000
"""How far from its place a record is looked for."""


def what_is_wrong(key: bytes, record: Stored, expected: int, head: str) -> tuple[int, str]:
    """(sequence, word) for the record found where number `expected` should follow `head`."""
    if record.seq > expected:
        return expected, "deleted"
    if record.seq < expected:
        return record.seq, "inserted"
    born = _genuine_place(key, record)
    others = [seq for seq in following(record.stream, head) if seq != record.seq]
    if born is not None and born != record.seq:
        return expected, "reordered" if others or born < expected else "deleted"
    if born is not None:
        return expected, "deleted"
    return expected, "inserted" if others else "changed"


def _genuine_place(key: bytes, record: Stored) -> int | None:
    """The sequence under which this text and this hash were chained, or None if they never were."""
    for seq in sorted(
        range(max(1, record.seq - REACH), record.seq + REACH), key=lambda s: abs(s - record.seq)
    ):
        if chain_hash(key, record.stream, seq, record.previous, record.text) == record.hash:
            return seq
    return None
