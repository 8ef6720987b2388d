"""The table as the other tools take it: the same tidy values, missing as nothing."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from banevim.methods.linkage.learning import Table


def as_frame(table: Table) -> pd.DataFrame:
    """Columns c0, c1, … of the tidy texts; the index is the number of the record."""
    words = np.array([*table.words, None], dtype=object)
    return pd.DataFrame({f"c{n}": words[column.codes] for n, column in enumerate(table.columns)})


def pairs_sharing(frame: pd.DataFrame, names: Sequence[str]) -> int:
    """How many pairs of records share the values of all these columns."""
    many = frame.groupby(list(names), dropna=True).size().to_numpy()
    return int((many * (many - 1) // 2).sum())
