"""What an indicator is: everything that is printed about it and every rule that computes it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Unit = Literal["women", "cases", "aggressors", "services", "referrals", "orders", "institutions", "published"]
Grain = Literal["month", "quarter", "year"]
State = Literal["counted", "waiting", "context"]


@dataclass(frozen=True)
class Condition:
    """A row counts when the column says one of these codes; of several conditions, all."""

    column: str
    any_of: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table of the fixed catalogue: a grain and at most two columns, the group first and what is counted last.

    `published`: the monthly cut counts, protects and publishes it, as `name`. One that is only defined is counted for
    whoever asks inside the bank and never leaves it.
    """

    grain: Grain
    by: tuple[str, ...] = ()
    published: bool = False
    name: str = ""


@dataclass(frozen=True)
class Denominator:
    """Of what a share is: `all` the rows, those with a `known` answer, or an `external` figure with its edition."""

    text: str
    source: str
    edition: str
    per: int
    base: Literal["all", "known", "external"]


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


@dataclass(frozen=True)
class Definition:
    """`state`: counted from the captured data, waiting for a registry, or context that others publish. `source`: where
    the rows are (`vocabulary.toml`). `each_woman`: with the unit women, whether she counts in every value that her rows
    say or only in the latest known one. `numerator_codes`: the answers that the share speaks of; none: each one."""

    id: str
    slug: str
    name: str
    version: int
    valid_from: date
    state: State
    unit: Unit
    unit_es: str
    numerator: str
    multi_response: bool
    late_line: bool
    legal: Legal
    period: Period
    missing: Missing
    small_numbers: SmallNumbers
    wording: Wording
    source: str = ""
    tables: tuple[Table, ...] = ()
    where: tuple[Condition, ...] = ()
    numerator_codes: tuple[str, ...] = ()
    each_woman: Literal["every", "latest"] = "every"
    denominator: Denominator | None = None
    waits_for: str = ""
    valid_to: date | None = None

    @property
    def is_published(self) -> bool:
        """Whether the monthly cut publishes anything of it: a table of its own, or what others publish."""
        return self.state == "context" or bool(self.published)

    @property
    def published(self) -> tuple[Table, ...]:
        """The tables that the monthly cut publishes."""
        return tuple(table for table in self.tables if table.published)
