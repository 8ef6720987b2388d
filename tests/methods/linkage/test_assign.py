"""The pairing of greatest gain, against every pairing there is."""

from itertools import permutations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.linkage.scoring._assign import assign


@given(st.integers(1, 4), st.integers(0, 3), st.integers(0, 10_000))
def test_no_pairing_gains_more_and_it_gains_what_it_says(rows, spare, seed):
    columns = rows + spare
    gains = np.random.default_rng(seed).integers(0, 4, (rows, columns, 5)).astype(float)
    totals, pairs = assign(gains)
    ways = list(permutations(range(columns), rows))
    for n in range(gains.shape[2]):
        most = max(sum(gains[row, column, n] for row, column in enumerate(way)) for way in ways)
        held = [(row, column) for row, column in enumerate(pairs[:, n]) if column >= 0]
        assert totals[n] == most == sum(gains[row, column, n] for row, column in held)
        assert len({column for _, column in held}) == len(held)
        assert all(gains[row, column, n] > 0 for row, column in held)
