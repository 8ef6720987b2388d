"""The only writes of the exchange."""

from banevim.exchange.actions.load import start_import
from banevim.exchange.actions.run import finish_import, run_batch

__all__ = ["finish_import", "run_batch", "start_import"]
