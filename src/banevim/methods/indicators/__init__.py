"""Indicators: definitions as data and the one evaluator that counts them."""

from ._building import DefinitionError
from ._definition import (
    Condition,
    Definition,
    Denominator,
    Legal,
    Missing,
    Period,
    SmallNumbers,
    Table,
    Wording,
)
from ._derived import percentage, rate, share_base, yearly_change
from ._load import definitions_on, load_definitions, parse_definition, published_definitions
from ._periods import closed_months, closed_quarters, closed_years, months_of, quarter_of, year_of
from ._statement import GATHER, MEASURE, SESSION, evaluation, gathered, later, statement
from ._table import ELSEWHERE, LATE, TOTAL, UNSPECIFIED, Asked, Cell, Dimension, Evaluation, Records, ask
from ._vocabulary import Column, Source, load_vocabulary

__all__ = [
    "ELSEWHERE",
    "GATHER",
    "LATE",
    "MEASURE",
    "SESSION",
    "TOTAL",
    "UNSPECIFIED",
    "Asked",
    "Cell",
    "Column",
    "Condition",
    "Definition",
    "DefinitionError",
    "Denominator",
    "Dimension",
    "Evaluation",
    "Legal",
    "Missing",
    "Period",
    "Records",
    "SmallNumbers",
    "Source",
    "Table",
    "Wording",
    "ask",
    "closed_months",
    "closed_quarters",
    "closed_years",
    "definitions_on",
    "evaluation",
    "gathered",
    "later",
    "load_definitions",
    "load_vocabulary",
    "months_of",
    "parse_definition",
    "percentage",
    "published_definitions",
    "quarter_of",
    "rate",
    "share_base",
    "statement",
    "year_of",
    "yearly_change",
]
