"""Indicators: definitions as data and the one evaluator that counts them."""

from ._definition import Definition, Denominator, Legal, Missing, Period, SmallNumbers, Wording
from ._derived import percentage, rate, yearly_change
from ._evaluate import ELSEWHERE, LATE, TOTAL, UNSPECIFIED, CaseRow, Cell, Evaluation, evaluate
from ._load import DefinitionError, load_definitions, parse_definition
from ._periods import closed_months, closed_quarters, closed_years, months_of, quarter_of, year_of

__all__ = [
    "ELSEWHERE",
    "LATE",
    "TOTAL",
    "UNSPECIFIED",
    "CaseRow",
    "Cell",
    "Definition",
    "DefinitionError",
    "Denominator",
    "Evaluation",
    "Legal",
    "Missing",
    "Period",
    "SmallNumbers",
    "Wording",
    "closed_months",
    "closed_quarters",
    "closed_years",
    "evaluate",
    "load_definitions",
    "months_of",
    "parse_definition",
    "percentage",
    "quarter_of",
    "rate",
    "year_of",
    "yearly_change",
]
