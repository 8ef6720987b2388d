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
    """Bits and level of one field, one of each a candidate."""

    field: str
    bits: Floats
    level: Codes

    @classmethod
    def missing(cls, field: str, many: int) -> "Part":
        return cls(field, np.zeros(many), np.zeros(many, dtype=np.int64))

    def where(self, here: npt.NDArray[np.bool_], other: "Part") -> "Part":
        """This part for the candidates marked, the other for the rest."""
        return Part(
            self.field, np.where(here, self.bits, other.bits), np.where(here, self.level, other.level)
        )
