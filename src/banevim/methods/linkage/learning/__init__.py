"""Linkage learned from the pairs themselves, without truth: weights."""

from ._em import MISSING, Learned, count_patterns, learn, level_shares, sum_levels, without_matches

__all__ = ["MISSING", "Learned", "count_patterns", "learn", "level_shares", "sum_levels", "without_matches"]
