"""From a bundle to what a page shows: sentences, charts, tables and files, all from published integers."""

from datavim.present.indicator import present
from datavim.present.model import Indicator, Poster, Sheet, View
from datavim.present.profile import Profile, front, profiles

__all__ = ["Indicator", "Poster", "Profile", "Sheet", "View", "front", "present", "profiles"]
