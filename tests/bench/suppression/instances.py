"""Linked tables of made-up women, rebuilt with a fixed seed: the instances of the study on disclosure control."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from banevim.methods.disclosure import Dimension, System, increment, join, tabulate

Rows = list[dict[str, str]]
PLACES = (0.46, 0.37, 0.09, 0.0656, 0.0144)  # La Paz, Los Cabos, Comondú, Mulegé, Loreto (288 of 20,000)


def codes(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{i:02d}" for i in range(count))


def skewed(count: int, power: float) -> np.ndarray:
    """Shares that fall like 1 / rank ** power."""
    weights = 1.0 / np.arange(1, count + 1) ** power
    return weights / weights.sum()


def draw(random: np.random.Generator, cases: int, shares: dict[str, np.ndarray]) -> Rows:
    """Independent answers but for the place, which bends the shares of everything else a little."""
    place = random.choice(len(PLACES), cases, p=np.array(PLACES) / sum(PLACES))
    columns = {"mun": place}
    for name, share in shares.items():
        bent = np.array([share * random.gamma(8.0, 1 / 8.0, len(share)) for _ in PLACES])
        cumulated = (bent / bent.sum(axis=1, keepdims=True)).cumsum(axis=1)
        columns[name] = (random.random(cases)[:, None] > cumulated[place]).sum(axis=1)
    names = {name: codes(name, len(PLACES) if name == "mun" else len(shares[name])) for name in columns}
    return [{name: names[name][column[i]] for name, column in columns.items()} for i in range(cases)]


def dimension(name: str, count: int) -> Dimension:
    return Dimension(name, codes(name, count))


def instance_a(seed: int = 1) -> System:
    """Municipality x modality x age with all margins, 3,000 cases."""
    random = np.random.default_rng(seed)
    rows = draw(random, 3_000, {"mod": skewed(8, 1.7), "age": skewed(10, 1.45)})
    return tabulate(
        [dimension("mun", 5), dimension("mod", 8), dimension("age", 10)], [("mun", "mod", "age")], rows
    )


def months(years: int) -> Dimension:
    each = codes("month", 12 * years)
    return Dimension("month", each, {f"year{y}": each[12 * y : 12 * y + 12] for y in range(years)})


def linked_rows(seed: int, cases: int = 20_000) -> Rows:
    shares = {
        "type": skewed(6, 1.4),
        "month": np.full(36, 1 / 36),
        "age": skewed(10, 1.2),
        "rel": skewed(10, 1.5),
        "mod": skewed(8, 2.0),
        "inst": skewed(12, 1.0),
    }
    return draw(np.random.default_rng(seed), cases, shares)


LINKED: Sequence[Sequence[str]] = (
    ("mun", "type", "month"),
    ("mun", "age", "rel"),
    ("type", "mod", "age"),
    ("mun", "inst"),
    ("mun", "mod"),
)


def linked_dimensions() -> list[Dimension]:
    widths = {"mun": 5, "type": 6, "age": 10, "rel": 10, "mod": 8, "inst": 12}
    return [months(3), *(dimension(name, width) for name, width in widths.items())]


def instance_b(seed: int = 1) -> System:
    """Five linked tables of 20,000 cases in 36 months, with years."""
    return tabulate(linked_dimensions(), LINKED, linked_rows(seed))


def instance_c(seed: int = 1) -> tuple[System, System]:
    """The same 798 cumulative cells in two cuts, 46 new cases in the second."""
    shares = {"mod": skewed(8, 1.3), "age": skewed(10, 1.0), "type": skewed(6, 1.0), "rel": skewed(4, 1.0)}
    rows = draw(np.random.default_rng(seed), 20_046, shares)
    widths = {"mun": 5, "mod": 8, "age": 10, "type": 6, "rel": 4}
    dimensions = [dimension(name, width) for name, width in widths.items()]
    tables = [("mun", "mod", "age"), ("mun", "type", "rel")]
    cuts = (("cut1", rows[:20_000]), ("cut2", rows))
    before, after = (tabulate(dimensions, tables, each, prefix=(name,)) for name, each in cuts)
    return before, after


def with_increments(before: System, after: System, *, guarded: bool) -> System:
    """Both cuts with the difference of every cell, nothing being taken out; `guarded`: differences obey R1 too (R4)."""
    pairs = zip(before.cells, after.cells, strict=True)
    both = join([before, after, *(increment(one, other, "new", None) for one, other in pairs)])
    if guarded:
        return both
    cells = (replace(cell, kind="slack") if cell.kind == "implied" else cell for cell in both.cells)
    return replace(both, cells=tuple(cells))
