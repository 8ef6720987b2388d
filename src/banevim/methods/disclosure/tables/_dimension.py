"""A dimension of a table: its codes, their sums, complements and overlaps, as levels and relations between levels."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ._system import Kind

TOTAL = ""
# "=code", "≠code" (the complement), "≠a≠b" (none of those that come alone), "+" and "+sum" (codes beyond the first
# of each record), or "" (the total)
Level = str


@dataclass(frozen=True)
class Dimension:
    """Codes, and sums of codes (a quarter of months, a state of municipalities) in any number of levels.

    total: the sum of everything is a cell too. several: a record may have more than one code (types of violence, the
    municipalities of one woman); each code then has a complement, and if `covering` every record has at least one.
    rests: the complement of each code is protected also where a record has one code (R2: all of a margin, or all but
    a few, in one category). alone: of `codes`, those that say something else and come with no other (not specified,
    none of these): complements and overlaps are of the records without them. loose: complements are no secret (of a
    municipality), but what they tell is in the sums.
    """

    name: str
    codes: tuple[str, ...]
    sums: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    total: bool = True
    several: bool = False
    covering: bool = True
    rests: bool = False
    alone: tuple[str, ...] = ()
    loose: bool = False

    def __post_init__(self) -> None:
        if (self.several or self.rests or self.alone) and not self.total:
            raise ValueError(f"{self.name}: several codes, rests and codes that come alone need a total")
        known = {*self.codes, *self.sums}
        if unknown := [part for parts in self.sums.values() for part in parts if part not in known]:
            raise ValueError(f"{self.name}: «{unknown[0]}» is summed but is not a code")
        if not set(self.alone) <= set(self.codes) - self._inside:
            raise ValueError(f"{self.name}: what comes alone is a code and in no sum")

    @cached_property
    def base(self) -> Level:
        """The records that have other codes than those that come alone."""
        return "".join(f"≠{code}" for code in self.alone)

    @cached_property
    def wholes(self) -> dict[Level, tuple[str, ...]]:
        """What codes and sums are parts of: the base, and each sum."""
        top = (each for each in (*self.codes, *self.sums) if each not in {*self._inside, *self.alone})
        whole = {self.base: tuple(top)} if self.total else {}
        return {**whole, **{f"={name}": parts for name, parts in self.sums.items()}}

    @cached_property
    def complemented(self) -> dict[str, Level]:
        """The codes and sums that have a complement, and in what. Of two single answers each is the other's."""
        if self.several:
            return {part: whole for whole, parts in self.wholes.items() for part in parts}
        within = self.wholes[self.base] if self.rests else ()
        return dict.fromkeys(within, self.base) if len(within) != 2 else {}

    @cached_property
    def levels(self) -> dict[Level, Kind]:
        found: dict[Level, Kind] = {f"={code}": "table" for code in (*self.codes, *self.sums)}
        if self.total:
            found |= {self.base: "implied", TOTAL: "table"}
        found.update({f"≠{code}": "slack" if self.loose else "implied" for code in self.complemented})
        found.update({overlap_of(whole): "slack" for whole in self.wholes if self.several and self.covering})
        return found

    @cached_property
    def relations(self) -> tuple[tuple[tuple[Level, ...], tuple[Level, ...]], ...]:
        """Levels whose sums are equal, whatever the other dimensions are."""
        found: list[tuple[tuple[Level, ...], tuple[Level, ...]]] = []
        if self.alone:
            found.append(((TOTAL,), (*(f"={code}" for code in self.alone), self.base)))
        for whole, parts in self.wholes.items():
            if not self.several or self.covering:
                left = (whole, overlap_of(whole)) if self.several else (whole,)
                found.append((left, tuple(f"={part}" for part in parts)))
        found += [((whole,), (f"={code}", f"≠{code}")) for code, whole in self.complemented.items()]
        return tuple(found)

    def is_complement(self, level: Level) -> bool:
        """Of one code, not the base."""
        return level[:1] == "≠" and level != self.base

    def weights(self, said: Sequence[str]) -> dict[Level, int]:
        """How often each level counts a record that says these codes. Raises ValueError for an impossible answer."""
        if not set(said) <= set(self.codes) or len(set(said)) != len(said):
            raise ValueError(f"{self.name}: {', '.join(said)} is not an answer")
        several = self.several and not set(said) & set(self.alone)
        if len(said) != 1 and (not several or (self.covering and not said)):
            raise ValueError(f"{self.name}: a record has {len(said)} codes")
        found = {f"={name}": 1 for name in dict.fromkeys(n for code in said for n in self._containing[code])}
        if self.total:
            found |= {TOTAL: 1, **({} if set(said) & set(self.alone) else {self.base: 1})}
        inside = {code: whole for code, whole in self.complemented.items() if whole in found}
        found |= {f"≠{code}": 1 for code in inside if f"={code}" not in found}
        for whole, parts in self.wholes.items() if self.several and self.covering else ():
            if whole in found:
                found[overlap_of(whole)] = sum(f"={part}" in found for part in parts) - 1
        return found

    def below(self, name: str) -> Iterator[str]:
        """The codes of a code or of a sum."""
        if name not in self.sums:
            yield name
        for part in self.sums.get(name, ()):
            yield from self.below(part)

    @cached_property
    def _inside(self) -> set[str]:
        return {part for parts in self.sums.values() for part in parts}

    @cached_property
    def _containing(self) -> dict[str, tuple[str, ...]]:
        members = {name: set(self.below(name)) for name in self.sums}
        return {code: (code, *(n for n, codes in members.items() if code in codes)) for code in self.codes}


def overlap_of(whole: Level) -> Level:
    return f"+{whole[1:]}" if whole[:1] == "=" else "+"
