"""How often the comparison is wrong: what people write wrongly, done on purpose, and what then comes out on top."""

from ._outcome import Outcome, Tally, Top, bars_for, outcome
from ._pairs import pairs_by_band, rate
from ._spoil import SLIPS, spoil

__all__ = ["SLIPS", "Outcome", "Tally", "Top", "bars_for", "outcome", "pairs_by_band", "rate", "spoil"]
