"""What becomes of a file when one of its records is taken out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from banevim.common.errors import Conflict, Invalid
from banevim.identity.rules.clusters import Pair, placed

NEW = UUID(int=(1 << 128) - 1)
"""Stands for the home that a record without one of its own will get."""
ALONE = "Ese expediente tiene un solo registro: no hay de qué sacarlo."
NO_REASON = "Escribe por qué se saca: lo leerá quien lo revise después."


@dataclass(frozen=True)
class Plan:
    """The `merges` that no longer hold, the home of the record afterwards, and the file of each record."""

    merges: tuple[UUID, ...]
    home: UUID
    files: Mapping[UUID, UUID]

    @property
    def is_new(self) -> bool:
        """Whether the record needs a file of its own."""
        return self.home == NEW

    def groups(self) -> list[tuple[UUID, tuple[UUID, ...]]]:
        """Each file with its records, the oldest file first."""
        found: dict[UUID, list[UUID]] = {}
        for record, file in self.files.items():
            found.setdefault(file, []).append(record)
        return [(file, tuple(sorted(records))) for file, records in sorted(found.items())]


def plan_of(record: UUID, homes: Mapping[UUID, UUID], merges: Mapping[UUID, Pair]) -> Plan:
    """Undo every merge that has the record at one end, and give it a home of its own if others belong to its home.

    Raises Conflict if it is alone.
    """
    if len(homes) < 2:
        raise Conflict(ALONE)
    shared = any(home == homes[record] for each, home in homes.items() if each != record)
    home = NEW if shared else homes[record]
    undone = tuple(merge for merge, pair in merges.items() if record in pair)
    rest = [pair for merge, pair in merges.items() if merge not in undone]
    return Plan(undone, home, placed({**homes, record: home}, rest))


def apart_from(record: UUID, homes: Mapping[UUID, UUID], merges: Mapping[UUID, Pair]) -> list[UUID]:
    """The records that held it in the file: the other ends of its merges, and those of its home."""
    ends = {each for pair in merges.values() if record in pair for each in pair}
    mates = {each for each, home in homes.items() if home == homes[record]}
    return sorted((ends | mates) - {record})


def check_reason(text: str) -> str:
    """Taking a record out, and putting it back, has a reason. Raises Invalid."""
    if not text:
        raise Invalid(NO_REASON, field="note")
    return text
