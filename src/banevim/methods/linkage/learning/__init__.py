"""Linkage learned from the pairs themselves, without truth: weights, and whole tables in batch."""

from ._em import MISSING, Learned, count_patterns, learn, level_shares, sum_levels, without_matches
from ._kinds import Kind, guess_kind, tidy
from ._link import Linkage, link, pairs_of
from ._table import Table, read_table

__all__ = [
    "MISSING",
    "Kind",
    "Learned",
    "Linkage",
    "Table",
    "count_patterns",
    "guess_kind",
    "learn",
    "level_shares",
    "link",
    "pairs_of",
    "read_table",
    "sum_levels",
    "tidy",
    "without_matches",
]
