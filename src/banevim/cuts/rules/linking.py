"""One system of every number of a cut: what its tables say of themselves, and what ties periods and units together.

Of a unit and a period all tables are margins of the same records: `municipio=03001` is one cell, whatever table prints
it. Months are parts of quarters and these of years where women are not counted; women are no more than their cases;
a link is that of some person. `datavim.bundle.sums` says the same again for whoever verifies a bundle.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from banevim.cuts.terms import FrozenCell, FrozenDimension
from banevim.methods import disclosure
from banevim.methods.disclosure import Cell, Classification, Dimension, Key, Kind, Relation
from banevim.methods.indicators import months_of
from datavim.bundle.names import (
    AGGRESSORS,
    ALONE,
    CASES,
    LINK,
    MONTH,
    NONE,
    OUTSIDE,
    PLACE,
    QUARTER,
    TOTAL,
    UNSPECIFIED,
    WOMEN,
    YEAR,
    key_of,
)

CAME, WENT, AGAIN, OTHERS, SOMEBODY = "tarde+", "tarde-", "otra vez", "otras", "alguien"
SERVICES, SERVED, YES = "servicios", "recibio_servicio", "SI"


@dataclass(frozen=True)
class Item:
    """A cell under the keys that the public reads, and the key of what it counts. `rest`: distinct women known to be
    outside of it.

    `settled` is what an earlier cut decided about it, with its numbers; one that did not keep the `rest` has None.
    """

    keys: tuple[str, ...]
    key: Key
    value: int
    women: int
    rest: int | None
    settled: FrozenCell | None


@dataclass(frozen=True)
class Sheet:
    """A published table and its counted cells. The first dimension is the period, the last the column it counts."""

    id: str
    unit: str
    dimensions: tuple[FrozenDimension, ...]
    items: tuple[Item, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dimension.name for dimension in self.dimensions)

    def key(self, keys: Sequence[str]) -> Key:
        return key_of(self.unit, self.names, keys)


@dataclass
class _Linked:
    """Cells by key, the relations, and the classifications, while they are put together."""

    cells: dict[Key, Cell]
    relations: list[Relation]

    def tie(self, left: Sequence[Key], right: Sequence[Key], rest: Key, kind: Kind = "slack") -> None:
        """The left is no more than the right: by how much is nobody's number. What contradicts it is left alone."""
        more = sum(self.cells[key].value for key in right) - sum(self.cells[key].value for key in left)
        if more >= 0:
            self.cells[rest] = Cell(rest, more, more if kind == "again" else 0, kind)
            self.relations.append(Relation((*left, rest), tuple(right)))


def system_of(sheets: Sequence[Sheet], withheld: Collection[Key] | None = None) -> disclosure.System:
    """Every number of the cut with every sum that holds between them: as the public knows it once these are `withheld`.

    A quarter or a year that is printed is the sum of its parts; of another nobody knows what came to its parts or left
    them after they were printed. Raises ValueError when numbers that were printed before do not add up.
    """
    tables = _by_period(sheets)
    joined = disclosure.join([_period(prefix, here) for prefix, here in tables.items()])
    linked = _Linked({cell.key: cell for cell in joined.cells}, list(joined.relations))
    for key in list(linked.cells):
        if _is_margin(key):
            _tie_parts(linked, key, withheld)
        if key[0] == WOMEN and _names(key) <= {PLACE}:
            _tie_women(linked, key)
    for key, links in _links(linked):
        known = [k for k in links if k[2] != f"{LINK}={UNSPECIFIED}"]
        if known:
            linked.tie(known, (key,), (*key, OTHERS))
    late = _late_records(linked, tables)
    return disclosure.System(
        tuple(linked.cells.values()), tuple(linked.relations), (*joined.classifications, *late)
    )


def guessed(system: disclosure.System) -> disclosure.System:
    """As somebody knows it who guesses right: that no woman is in two municipalities or comes twice in a year and that
    no case has two answers, where none does; what came to a period or left it after it was printed (mostly nothing);
    that each case has somebody who did it, and that a woman with a service has one of that year or of one before."""
    cells = (
        replace(cell, kind="slack", women=0, decided=True) if _is_guess(cell) else cell
        for cell in system.cells
    )
    linked = _Linked({cell.key: cell for cell in cells}, list(system.relations))
    for key, links in _links(linked):
        if links:
            linked.tie(links, (key,), (*key, SOMEBODY))
    served = [key for key in linked.cells if key[0] == WOMEN and key[2:] == (f"{SERVED}={YES}",)]
    for key in served:
        until = [k for k in linked.cells if k[0] == SERVICES and len(k) == 2 and k[1] <= key[1]]
        if until:
            linked.tie((key,), until, (*key, SERVICES))
    return replace(system, cells=tuple(linked.cells.values()), relations=tuple(linked.relations))


def _is_guess(cell: Cell) -> bool:
    key = cell.key
    none = key[-1] == AGAIN or any("+" in name and not {"=", "≠"} & set(name) for name in key[2:])
    return _is_late(key) or (none and not cell.value)


def _is_late(key: Key) -> bool:
    """Whether it counts records that came to a period, or left it, after its parts were printed."""
    return key[2:3] in ((CAME,), (WENT,))


def _links(linked: "_Linked") -> list[tuple[Key, list[Key]]]:
    """All persons who did it in a period, and how many cases tell each link."""
    persons: list[Key] = [key for key in linked.cells if key[0] == AGGRESSORS and len(key) == 2]
    link = f"{LINK}="
    return [
        (
            key,
            [
                k
                for k in linked.cells
                if k[:2] == (CASES, key[1]) and len(k) == 3 and k[2][: len(link)] == link
            ],
        )
        for key in persons
    ]


def _by_period(sheets: Iterable[Sheet]) -> dict[Key, list[tuple[Sheet, list[Item]]]]:
    """The tables of each unit and period, with their cells."""
    found: dict[Key, list[tuple[Sheet, list[Item]]]] = {}
    for sheet in sheets:
        periods: dict[Key, list[Item]] = {}
        for item in sheet.items:
            periods.setdefault(item.key[:2], []).append(item)
        for prefix, items in periods.items():
            found.setdefault(prefix, []).append((sheet, items))
    return found


def _period(prefix: Key, tables: Sequence[tuple[Sheet, Sequence[Item]]]) -> disclosure.System:
    dimensions = _dimensions(tables)
    counted: dict[Key, tuple[int, int]] = {}
    decided: dict[Key, bool] = {}
    for sheet, items in tables:
        counted.update((item.key, (item.value, item.women)) for item in items)
        decided.update((item.key, item.settled.published) for item in items if item.settled)
        counted.update(_complements(sheet, dimensions, items))
    printed = {item.key for _, items in tables for item in items}
    if prefix[0] == WOMEN and PLACE in dimensions and prefix not in counted:
        whole = dimensions[PLACE].wholes[dimensions[PLACE].base]
        counted[prefix] = (sum(counted[*prefix, f"{PLACE}={code}"][0] for code in whole),) * 2
    made = disclosure.assemble(
        list(dimensions.values()), [s.names[1:] for s, _ in tables], counted, prefix=prefix, printed=printed
    )
    cells = (replace(c, decided=decided.get(c.key)) for c in made.cells)
    return replace(made, cells=tuple(cells))


def _dimensions(tables: Sequence[tuple[Sheet, Sequence[Item]]]) -> dict[str, Dimension]:
    """Of a unit and a period, by name."""
    return {
        frozen.name: _dimension(frozen, {item.keys[place] for item in items})
        for sheet, items in tables
        for place, frozen in enumerate(sheet.dimensions[1:], 1)
    }


def _dimension(frozen: FrozenDimension, present: Collection[str]) -> Dimension:
    """With the codes that have a cell: an earlier cut may not have had all of today."""
    codes = [code for code, _, total in frozen.codes if code in present and not total]
    whole = [code for code, _, total in frozen.codes if total and code in present and code != TOTAL]
    inside = tuple(code for code in codes if code not in OUTSIDE)
    if frozen.name == PLACE:
        sums = dict.fromkeys(whole, inside)
        return Dimension(PLACE, tuple(codes), sums, several=frozen.several, loose=True)
    alone = tuple(code for code in codes if code in ALONE)
    return Dimension(frozen.name, tuple(codes), several=frozen.several, rests=True, alone=alone)


def _complements(
    sheet: Sheet, dimensions: Mapping[str, Dimension], items: Sequence[Item]
) -> Iterator[tuple[Key, tuple[int, int]]]:
    """What is outside of each answer: how many of those that answer, and their women."""
    name = sheet.names[-1]
    if len(sheet.names) == 1 or name == PLACE:
        return
    groups: dict[tuple[str, ...], dict[str, Item]] = {}
    for item in items:
        groups.setdefault(item.keys[:-1], {})[item.keys[-1]] = item
    for here in groups.values():
        yield from _outside(here, dimensions[name])


def _outside(here: Mapping[str, Item], dimension: Dimension) -> Iterator[tuple[Key, tuple[int, int]]]:
    """Of one group, its cells by code."""
    whole = here[TOTAL]
    base = whole.value - sum(here[code].value for code in dimension.alone)

    def key(level: str) -> Key:
        return (*whole.key[:2], *sorted([*whole.key[2:], f"{dimension.name}{level}"]))

    if dimension.alone:
        rest = next(here[code] for code in (NONE, UNSPECIFIED) if code in here).rest
        yield key(dimension.base), (base, base if rest is None else min(base, rest))
    none = here[NONE].women if NONE in here else 0
    for code in dimension.complemented:
        outside, rest = base - here[code].value, here[code].rest
        yield key(f"≠{code}"), (outside, outside if rest is None else min(outside, max(rest - none, 0)))


def _names(key: Key) -> set[str]:
    """Dimensions that a cell of a table names; complements and overlaps have other names."""
    return {name.partition("=")[0] if "=" in name else name for name in key[2:]}


def _is_margin(key: Key) -> bool:
    """Of a quarter or a year, everywhere, and of one answer at most: what shorter periods may print too."""
    return (
        key[0] != WOMEN
        and not key[1].startswith(f"{MONTH}=")
        and PLACE not in _names(key)
        and all("=" in name for name in key[2:])
    )


def _parts(key: Key) -> Iterator[tuple[Key, ...]]:
    grain, _, period = key[1].partition("=")
    if grain == YEAR:
        yield tuple((key[0], f"{QUARTER}={period}-T{n}", *key[2:]) for n in range(1, 5))
    yield tuple((key[0], f"{MONTH}={month}", *key[2:]) for month in months_of(period))


def _tie_parts(linked: _Linked, key: Key, withheld: Collection[Key] | None) -> None:
    """A period is its parts, with what came since they were printed and without what left: of one that is printed, as
    many. Whoever reads it knows no more about what came, but that."""
    parts = next((parts for parts in _parts(key) if linked.cells.keys() >= set(parts)), None)
    if parts is None:
        return
    cell = linked.cells[key]
    if cell.kind == "implied":  # it has at least the women of each part
        most = max(linked.cells[part].women for part in parts)
        cell = linked.cells[key] = replace(cell, women=min(cell.value, max(cell.women, most)))
    apart = cell.value - sum(linked.cells[part].value for part in parts)
    if apart and cell.kind == "table" and cell.decided is None:
        linked.cells[key] = replace(cell, decided=False)
    came, went = ((*key[:2], name, *key[2:]) for name in (CAME, WENT))
    for late, number in ((came, max(apart, 0)), (went, max(-apart, 0))):
        linked.cells[late] = Cell(late, number, min(number, 1), "implied")
    linked.relations.append(Relation((key, went), (*parts, came)))
    if cell.kind == "table" and withheld is not None and not apart and key not in withheld:
        linked.relations.append(Relation((came,), (went,)))


def _late_records(
    linked: _Linked, tables: Mapping[Key, Sequence[tuple[Sheet, Sequence[Item]]]]
) -> Iterator[Classification]:
    """What came to a period and what left it are records too: of one set each, whatever they are counted by."""
    asked: dict[Key, set[str]] = {}
    for key in filter(_is_late, linked.cells):
        asked.setdefault(key[:3], set()).update(name.partition("=")[0] for name in key[3:])
    for prefix, names in asked.items():
        dimensions = _dimensions(tables[prefix[:2]])
        counted = [[dimensions[name]] for name in sorted(names)] or [[]]
        if found := disclosure.classify(counted, prefix):
            yield found


def _tie_women(linked: _Linked, key: Key) -> None:
    cases = (CASES, *key[1:])
    if cases in linked.cells:
        linked.tie((key,), (cases,), (*key, AGAIN), "again")
