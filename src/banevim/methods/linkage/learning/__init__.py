"""Linkage learned from the pairs themselves, without truth: weights, and whole tables in batch."""

from ._classes import Classes, Pairs, find_classes, same_entity
from ._kinds import Kind, guess_kind, tidy
from ._link import Linkage, link, pairs_of
from ._patterns import MISSING, Counts, Levels, count_patterns, level_shares, sum_levels
from ._table import Table, read_table

__all__ = [
    "MISSING",
    "Classes",
    "Counts",
    "Kind",
    "Levels",
    "Linkage",
    "Pairs",
    "Table",
    "count_patterns",
    "find_classes",
    "guess_kind",
    "level_shares",
    "link",
    "pairs_of",
    "read_table",
    "same_entity",
    "sum_levels",
    "tidy",
]
