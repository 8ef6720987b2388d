"""What one field says of every candidate."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ._assign import Floats
from ._result import Level

MISSING, DISAGREES, SIMILAR, AGREES = range(4)
LEVELS = (Level.MISSING, Level.DISAGREES, Level.SIMILAR, Level.AGREES)
Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """Bits, level and finest level of one field, one of each a candidate.

    `fine` tells apart what the field itself tells apart (0 missing, then from the weakest to the strongest).
    """

    field: str
    bits: Floats
    level: Codes
    fine: Codes

    @classmethod
    def missing(cls, field: str, many: int) -> "Part":
        nothing = np.zeros(many, dtype=np.int64)
        return cls(field, np.zeros(many), nothing, nothing)

    @classmethod
    def plain(cls, field: str, bits: Floats, level: Codes) -> "Part":
        """A field that tells no more apart than the four levels."""
        return cls(field, bits, level, level)

    def where(self, here: npt.NDArray[np.bool_], other: "Part") -> "Part":
        """This part for the candidates marked, the other for the rest."""
        pairs = ((self.bits, other.bits), (self.level, other.level), (self.fine, other.fine))
        return Part(self.field, *(np.where(here, mine, theirs) for mine, theirs in pairs))

    def with_more(self, bits: Floats) -> "Part":
        """The part with more bits from elsewhere: where nothing agreed, what speaks for her makes it similar, and where
        nothing was known, what speaks against her makes it disagree."""
        if not bits.any():
            return self
        similar = (bits > 0) & (self.level <= DISAGREES)
        level = np.where(
            similar, SIMILAR, np.where((bits < 0) & (self.level == MISSING), DISAGREES, self.level)
        )
        return Part(self.field, self.bits + bits, level, self.fine)

    def take(self, places: Codes) -> "Part":
        """The part of the candidates at these places."""
        return Part(self.field, self.bits[places], self.level[places], self.fine[places])
