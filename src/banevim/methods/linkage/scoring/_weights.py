"""Every number of the score in one frozen object: bits of evidence, thresholds, frequencies of names.

Set by hand from published magnitudes. Later versions are learned from the bank and passed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log2

from .._tables import given_shares, surname_shares


@dataclass(frozen=True)
class Weights:
    version: str = "mano-1"
    probably: float = 25.0
    possibly: float = 18.0
    # Names: agreement weighs log2(reliability / share of people who bear the name), within these bounds.
    given_shares: Mapping[str, float] = field(default_factory=given_shares)
    surname_shares: Mapping[str, float] = field(default_factory=surname_shares)
    unlisted_share: float = 4e-4
    reliability: float = 0.92
    least_bits: float = 1.0
    most_bits: float = 10.0
    given_differs: float = -6.0
    first_differs: float = -5.0
    second_differs: float = -3.0
    husband_differs: float = -1.0
    other_given: float = -4.0
    other_surname: float = -1.5
    out_of_place: float = -4.0
    # Dates
    date_equal: float = 12.0
    date_exchanged: float = 8.0
    date_two_parts: float = 6.0
    date_first_january: float = 5.0
    year_equal: float = 3.5
    year_near: float = 1.5
    year_off: float = -2.0
    year_far: float = -6.0
    # Identifiers
    curp_equal: float = 26.0
    curp_root: float = 17.0
    curp_slip: float = 14.0
    curp_start: float = 3.0
    curp_differs: float = -4.0
    phone_equal: float = 8.0
    phone_slip: float = 3.0
    phone_differs: float = -0.5
    sex_differs: float = -1.5

    def bits(self, token: str, shares: Mapping[str, float]) -> float:
        share = shares.get(token, self.unlisted_share)
        return min(self.most_bits, max(self.least_bits, log2(self.reliability / share)))

    def bits_anywhere(self, token: str) -> float:
        """For a name whose place is unknown: the weaker of its two readings."""
        return min(self.bits(token, self.given_shares), self.bits(token, self.surname_shares))


HAND_SET = Weights()
