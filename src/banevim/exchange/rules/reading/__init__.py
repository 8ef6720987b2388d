"""Reading the files as they really come, without inventing anything."""

from banevim.exchange.rules.reading.columns import COLUMNS
from banevim.exchange.rules.reading.dates import read_date
from banevim.exchange.rules.reading.table import read_table
from banevim.exchange.terms import UnknownLayout

__all__ = ["COLUMNS", "UnknownLayout", "read_date", "read_table"]
