"""Reference tables: options, geography, population, business-day calendar, deadlines and help data.

They hold no personal data. Only the owner role writes them, from the command line; the help tables are the exception:
two people of the state office change them.
"""

from banevim.catalogs.models.codes import CatalogVersion, Deadline, Entry, Holiday
from banevim.catalogs.models.context import VictimCount
from banevim.catalogs.models.help import HelpCentre, HelpChange, HelpItem, HelpLine
from banevim.catalogs.models.places import Locality, Municipality, Population, State

__all__ = [
    "CatalogVersion",
    "Deadline",
    "Entry",
    "HelpCentre",
    "HelpChange",
    "HelpItem",
    "HelpLine",
    "Holiday",
    "Locality",
    "Municipality",
    "Population",
    "State",
    "VictimCount",
]
