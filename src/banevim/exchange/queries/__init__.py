"""Named reads of the exchange."""

from banevim.exchange.queries.ledger import files_of, ledger_of
from banevim.exchange.queries.loads import Totals, import_of, imports, rejected_rows, totals_of

__all__ = ["Totals", "files_of", "import_of", "imports", "ledger_of", "rejected_rows", "totals_of"]
