"""The only writes of the catalogues."""

from banevim.catalogs.actions.context import load_context
from banevim.catalogs.actions.help import approve_help_change, propose_help_change, reject_help_change
from banevim.catalogs.actions.load import OFFICE_FILES, load_catalogs, load_file
from banevim.catalogs.actions.population import load_population

__all__ = [
    "OFFICE_FILES",
    "approve_help_change",
    "load_catalogs",
    "load_context",
    "load_file",
    "load_population",
    "propose_help_change",
    "reject_help_change",
]
