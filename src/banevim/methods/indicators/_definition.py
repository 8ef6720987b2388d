"""What an indicator is: everything that is printed about it and every rule that computes it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["cases", "women"]
Grain = Literal["month", "quarter", "year"]
Breakdown = Literal["none", "type", "municipality"]


@dataclass(frozen=True)
class Denominator:
    text: str
    source: str
    edition: str
    per: int


@dataclass(frozen=True)
class Legal:
    theme: str
    basis: str


@dataclass(frozen=True)
class Period:
    rule: Literal["registration", "facts"]
    text: str


@dataclass(frozen=True)
class Missing:
    policy: Literal["shown", "counted"]
    text: str


@dataclass(frozen=True)
class SmallNumbers:
    """No percentage of a base below the first, no yearly change from a number below the second."""

    percentage_base: int
    change_base: int


@dataclass(frozen=True)
class Wording:
    title: str
    definition: str
    formula: str
    how_to_read: str
    limits: tuple[str, ...]
    findings: Mapping[str, str]

    def finding(self, name: str, **values: object) -> str:
        """The sentence of a finding; a missing value is an error, never a gap in the text."""
        return self.findings[name].format(**values)


@dataclass(frozen=True)
class Definition:
    id: str
    slug: str
    name: str
    version: int
    valid_from: date
    unit: Unit
    unit_es: str
    numerator: str
    grain: Grain
    breakdown: Breakdown
    multi_response: bool
    late_line: bool
    legal: Legal
    period: Period
    missing: Missing
    small_numbers: SmallNumbers
    wording: Wording
    denominator: Denominator | None = None
