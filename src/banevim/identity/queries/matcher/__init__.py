"""The weights of the comparison and their measured error: what is in force, what the bank teaches, what people read."""

from banevim.identity.queries.matcher.halves import Half
from banevim.identity.queries.matcher.learning import Lesson, lesson
from banevim.identity.queries.matcher.report import Line, Measured, Part, Report, report
from banevim.identity.queries.matcher.trying import decided_pairs, judged, tried
from banevim.identity.queries.matcher.weights import (
    forget_weights,
    in_force,
    numbers_of,
    read_weights,
    weights,
)

__all__ = [
    "Half",
    "Lesson",
    "Line",
    "Measured",
    "Part",
    "Report",
    "decided_pairs",
    "forget_weights",
    "in_force",
    "judged",
    "lesson",
    "numbers_of",
    "read_weights",
    "report",
    "tried",
    "weights",
]
