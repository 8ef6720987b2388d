"""A table ready to be compared: every column as numbers of one shared vocabulary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._kinds import Kind, guess_kind, tidy

Indices = npt.NDArray[np.int64]
NOTHING = -1


@dataclass(frozen=True)
class Column:
    """`codes` holds for each record the number of its value in the vocabulary, `NOTHING` when it is missing."""

    name: str
    kind: Kind
    codes: Indices


@dataclass(frozen=True)
class Table:
    """`words` are the distinct values of all columns. With two files, the first `split` records are of the first."""

    columns: tuple[Column, ...]
    words: tuple[str, ...]
    records: int
    split: int | None = None

    @property
    def all_pairs(self) -> int:
        """How many pairs of records could be of one entity."""
        if self.split is None:
            return self.records * (self.records - 1) // 2
        return self.split * (self.records - self.split)


def read_table(
    columns: Mapping[str, Sequence[str]], kinds: Mapping[str, Kind] | None = None, split: int | None = None
) -> Table:
    """Columns of texts as a `Table`; the kinds not told are found from the values."""
    vocabulary: dict[str, int] = {}
    read = []
    for name, values in columns.items():
        kind = (kinds or {}).get(name) or guess_kind(values)
        as_written = {value: tidy(value, kind) for value in dict.fromkeys(values)}
        number = {
            value: vocabulary.setdefault(text, len(vocabulary)) if text else NOTHING
            for value, text in as_written.items()
        }
        read.append(
            Column(name, kind, np.fromiter((number[value] for value in values), np.int64, len(values)))
        )
    records = len(read[0].codes) if read else 0
    return Table(tuple(read), tuple(vocabulary), records, split)


def shares(column: Column, words: int) -> npt.NDArray[np.float64]:
    """The share of each word of the vocabulary among the records that have this datum."""
    told = column.codes[column.codes != NOTHING]
    return np.bincount(told, minlength=words) / max(1, len(told))
