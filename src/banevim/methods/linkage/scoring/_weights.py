"""Every number of the score in one frozen, versioned object: bits of evidence and the thresholds of the bands."""

from dataclasses import dataclass
from math import inf, log2


@dataclass(frozen=True)
class Slip:
    """One degree of likeness of two words: how often it happens to one name (`chance`), and over how many others
    it spreads (`spread`)."""

    chance: float
    spread: float


@dataclass(frozen=True)
class Weights:
    """Bits. A date, CURP or telephone weighs by its level; a name by its level and how common it is.

    `probably` and `possibly` are bits above log2 of the records among which she is looked for (at least `fewest`): the
    more women, the more of them look like her. `lead` is how far ahead of the next woman *probably* must be.
    """

    version: str = "mano-4"
    probably: float = 5.5
    possibly: float = -3.0
    fewest: int = 50_000
    lead: float = 6.0
    # Names
    reliability: float = 0.92
    least_bits: float = 0.5
    most_bits: float = 12.0
    same_sound: Slip = Slip(0.06, 4.0)
    close: Slip = Slip(0.05, 60.0)
    weak: Slip = Slip(0.02, 1500.0)
    initial: Slip = Slip(0.02, 60.0)
    given_differs: float = -6.0
    first_differs: float = -5.0
    second_differs: float = -4.0
    husband_differs: float = -1.0
    other_given: float = -3.5
    other_surname: float = -1.5
    out_of_place: float = -4.0
    bag_differs: float = -2.5
    # Dates
    date_equal: float = 13.5
    date_exchanged: float = 8.0
    date_slip: float = 5.5
    date_two_parts: float = 2.5
    date_first_january: float = 5.0
    date_of_curp: float = -4.0
    year_equal: float = 4.5
    year_within: float = 3.0
    year_near: float = 1.5
    same_year_other_day: float = -2.0
    year_off: float = -4.0
    year_far: float = -7.0
    # Identifiers
    curp_equal: float = 26.0
    curp_root: float = 17.0
    curp_slip: float = 14.0
    curp_start: float = 3.0
    curp_differs: float = -4.0
    letters_most: float = 4.0
    letters_differ: float = -2.5
    phone_equal: float = 9.0
    phone_slip: float = 4.0
    phone_differs: float = -1.2
    sex_differs: float = -1.5
    town_stays: float = 0.8
    town_most: float = 6.0
    town_differs: float = -1.2

    def town_bits(self, share: float) -> float:
        """What it says that both live in a municipality where this share of people does."""
        return min(self.town_most, max(0.0, log2(self.town_stays / share)))

    def thresholds(self, people: int) -> tuple[float, float]:
        """From how many bits on a candidate is *probably* and *possibly* her."""
        base = log2(max(people, self.fewest))
        return base + self.probably, base + self.possibly


HAND_SET = Weights()

AGGRESSOR = Weights(
    version=f"{HAND_SET.version}-agresora",
    probably=inf,
    possibly=HAND_SET.probably,
    reliability=0.8,
    second_differs=-2.5,
    date_equal=11.0,
    year_off=-1.5,
    year_far=-4.0,
    sex_differs=-6.0,
)
"""For whoever attacked, as others tell of that person: half a name, a guessed age. Weaker evidence, a higher bar (what
would make a woman *probably* the one asked for), and never more than *possibly*."""
