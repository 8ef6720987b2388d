"""Splink on the same table: `u` from random pairs, EM on two blocks, term frequencies, blocks on pairs of columns."""

import logging
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

from banevim.methods.linkage.learning import Kind, Table

from .frames import as_frame, pairs_sharing

_MOST_PAIRS = 400  # of one blocking rule, by record: rules beyond are left out


def link(table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
    frame = as_frame(table).reset_index(names="record")
    frame = frame.dropna(axis="columns", how="all")
    kinds = {f"c{n}": column.kind for n, column in enumerate(table.columns) if f"c{n}" in frame}
    rules = _rules(frame, list(kinds))
    settings = SettingsCreator(
        link_type="dedupe_only" if table.split is None else "link_only",
        unique_id_column_name="record",
        comparisons=[_comparison(name, kind) for name, kind in kinds.items()],
        blocking_rules_to_generate_predictions=[block_on(*rule) for rule in rules],
        retain_intermediate_calculation_columns=False,
        retain_matching_columns=False,
    )
    database = DuckDBAPI()
    files = [frame] if table.split is None else [frame[: table.split], frame[table.split :]]
    linker = Linker([database.register(file) for file in files], settings, log_level=logging.ERROR)
    _train(linker, frame, rules, list(kinds))
    found = linker.inference.predict(threshold_match_probability=0.001, warning_mode="never")
    pairs = found.as_pandas_dataframe()
    ends = np.sort(pairs[["record_l", "record_r"]].to_numpy(dtype=np.int64), axis=1)
    notes = {"threshold": 0.5, "rules": len(rules), "version": __import__("splink").__version__}
    return ends[:, 0], ends[:, 1], pairs["match_probability"].to_numpy(), notes


def _comparison(name: str, kind: Kind) -> Any:
    if kind is Kind.CATEGORY:
        return cl.ExactMatch(name).configure(term_frequency_adjustments=True)
    if kind is Kind.DATE:
        return cl.DamerauLevenshteinAtThresholds(name, [1, 2]).configure(term_frequency_adjustments=True)
    if kind in (Kind.CODE, Kind.NUMBER):
        return cl.DamerauLevenshteinAtThresholds(name, [1]).configure(term_frequency_adjustments=True)
    return cl.JaroWinklerAtThresholds(name, [0.92, 0.8]).configure(term_frequency_adjustments=True)


def _rules(frame: pd.DataFrame, names: list[str]) -> list[tuple[str, ...]]:
    """Every pair of columns, and every column alone, that stays selective."""
    most = _MOST_PAIRS * len(frame)
    every = [*((name,) for name in names), *combinations(names, 2)]
    sized = sorted((pairs_sharing(frame, rule), rule) for rule in every)
    kept = [rule for size, rule in sized if 0 < size <= most]
    alone = {rule[0] for rule in kept if len(rule) == 1}
    return [rule for rule in kept if len(rule) == 1 or not alone & set(rule)] or [sized[0][1]]


def _train(linker: Any, frame: pd.DataFrame, rules: list[tuple[str, ...]], names: list[str]) -> None:
    training = linker.training
    strict = combinations(names, min(3, len(names)))
    sure = [block_on(*rule) for rule in strict if pairs_sharing(frame, rule) <= len(frame)]
    if sure:
        training.estimate_probability_two_random_records_match(sure, recall=0.9)
    training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    seen: set[str] = set()
    for rule in rules:
        if not seen & set(rule):
            seen |= set(rule)
            training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
