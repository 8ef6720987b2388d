"""A dimension of a table: its codes, their sums, complements and overlaps, as levels and relations between levels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ._system import Kind

TOTAL = ""
OVERLAP = "+"
Level = (
    str  # "=code", "≠code" (the complement), "+" (codes beyond the first of each record) or "" (the total)
)


@dataclass(frozen=True)
class Dimension:
    """Codes, and sums of codes (a quarter of months, a year of quarters) in any number of levels.

    total: the sum of everything is a cell too. several: a record may have more than one code (types of violence, the
    municipalities of one woman); each code then has a complement, and if `covering` every record has at least one.
    rests: the complement of each code is protected also where a record has one code (R2: all of a margin, or all but
    a few, in one category).
    """

    name: str
    codes: tuple[str, ...]
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: bool = True
    several: bool = False
    covering: bool = True
    rests: bool = False

    def __post_init__(self) -> None:
        if (self.several and self.sums) or ((self.several or self.rests) and not self.total):
            raise ValueError(
                f"{self.name}: several codes or rests need a total, and several codes have no sums"
            )
        known = {*self.codes, *self.sums}
        if unknown := [part for parts in self.sums.values() for part in parts if part not in known]:
            raise ValueError(f"{self.name}: «{unknown[0]}» is summed but is not a code")

    @cached_property
    def levels(self) -> dict[Level, Kind]:
        found: dict[Level, Kind] = {f"={code}": "table" for code in (*self.codes, *self.sums)}
        if self.total:
            found[TOTAL] = "table"
        if self.several or self.rests:
            found.update({f"≠{code}": "implied" for code in self.codes})
        if self.several and self.covering:
            found[OVERLAP] = "slack"
        return found

    @cached_property
    def relations(self) -> tuple[tuple[tuple[Level, ...], tuple[Level, ...]], ...]:
        """Levels whose sums are equal, whatever the other dimensions are."""
        found: list[tuple[tuple[Level, ...], tuple[Level, ...]]] = [
            ((f"={name}",), tuple(f"={part}" for part in parts)) for name, parts in self.sums.items()
        ]
        top = tuple(f"={code}" for code in (*self.codes, *self.sums) if code not in self._inside)
        if self.several and self.covering:
            found.append(((TOTAL, OVERLAP), top))
        elif self.total and not self.several:
            found.append(((TOTAL,), top))
        if self.several or self.rests:
            found += [((TOTAL,), (f"={code}", f"≠{code}")) for code in self.codes]
        return tuple(found)

    def weights(self, said: Sequence[str]) -> dict[Level, int]:
        """How often each level counts a record that says these codes. Raises ValueError for an impossible answer."""
        if not set(said) <= set(self.codes) or len(set(said)) != len(said):
            raise ValueError(f"{self.name}: {', '.join(said)} is not an answer")
        if len(said) != 1 and (not self.several or (self.covering and not said)):
            raise ValueError(f"{self.name}: a record has {len(said)} codes")
        found = {f"={name}": 1 for code in said for name in self._containing[code]}
        found.update({level: 1 for level in self.levels if level[:1] == "≠" and level[1:] not in said})
        found.update({TOTAL: 1} if self.total else {})
        found.update({OVERLAP: len(said) - 1} if self.several and self.covering else {})
        return found

    def below(self, name: str) -> Iterator[str]:
        """The codes of a code or of a sum."""
        if name not in self.sums:
            yield name
        for part in self.sums.get(name, ()):
            yield from self.below(part)

    def attributes(self) -> dict[str, tuple[str, ...]]:
        """What a record says, one name of each attribute: its code, or yes or no to each of several."""
        if self.several:
            return {f"{self.name}={c}": (f"{self.name}={c}", f"{self.name}≠{c}") for c in self.codes}
        return {self.name: tuple(f"{self.name}={code}" for code in self.codes)}

    def sums_of_records(self) -> dict[str, tuple[str, ...]]:
        """Names that stand for several names of an attribute: sums of codes, and the rest of a single answer."""
        found = {
            f"{self.name}={total}": tuple(f"{self.name}={code}" for code in self.below(total))
            for total in self.sums
        }
        if self.rests and not self.several and len(self.codes) > 1:
            names = [f"{self.name}={code}" for code in self.codes]
            found.update(
                {f"{self.name}≠{c}": tuple(n for n in names if n != f"{self.name}={c}") for c in self.codes}
            )
        return found

    @cached_property
    def _inside(self) -> set[str]:
        return {part for parts in self.sums.values() for part in parts}

    @cached_property
    def _containing(self) -> dict[str, tuple[str, ...]]:
        members = {name: set(self.below(name)) for name in self.sums}
        return {code: (code, *(n for n, codes in members.items() if code in codes)) for code in self.codes}
