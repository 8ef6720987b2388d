"""The toolkit `recordlinkage`: blocks on single columns (pairs of columns when none is selective), ECM, no truth."""

import warnings
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import recordlinkage

from banevim.methods.linkage.learning import Kind, Table

from .frames import as_frame, pairs_sharing

_MOST_PAIRS, _MOST_IN_ALL = 400, 5_000_000  # of one rule, by record; of all rules, so that it fits in memory


def link(table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
    warnings.simplefilter("ignore")
    frame = as_frame(table)
    names = [name for name in frame if frame[name].notna().any()]
    kinds = {f"c{n}": column.kind for n, column in enumerate(table.columns)}
    files = (frame,) if table.split is None else (frame[: table.split], frame[table.split :])
    pairs = _index(frame, names, files)
    compare = recordlinkage.Compare()
    for name in names:
        if kinds[name] in (Kind.NAME, Kind.TEXT):
            compare.string(name, name, method="jarowinkler", threshold=0.85, label=name)
        else:
            compare.exact(name, name, label=name)
    features = compare.compute(pairs, *files)
    classifier = recordlinkage.ECMClassifier()
    classifier.fit(features)
    value = classifier.prob(features).to_numpy()
    ends = np.sort(np.array(features.index.to_list(), dtype=np.int64).reshape(-1, 2), axis=1)
    return ends[:, 0], ends[:, 1], value, {"threshold": 0.5, "pairs_compared": len(features)}


def _index(frame: pd.DataFrame, names: list[str], files: tuple[pd.DataFrame, ...]) -> pd.MultiIndex:
    index, held = recordlinkage.Index(), 0
    singles = [(pairs_sharing(frame, [name]), [name]) for name in names]
    kept = [rule for rule in singles if rule[0] <= _MOST_PAIRS * len(frame)]
    if not kept:
        kept = [(pairs_sharing(frame, list(rule)), list(rule)) for rule in combinations(names, 2)] or singles
    for size, rule in sorted(kept):
        if held and held + size > _MOST_IN_ALL:
            break
        index.block(rule, rule)
        held += size
    return index.index(*files)
