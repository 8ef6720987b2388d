"""From a bundle to what a page shows: sentences, charts, tables and files, all from published integers."""

from datavim.present.indicator import present
from datavim.present.model import Indicator, Poster

__all__ = ["Indicator", "Poster", "present"]
