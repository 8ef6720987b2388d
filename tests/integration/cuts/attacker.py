"""The attacker of the whole catalogue: every number ever printed, every sum that holds, whole numbers.

A withheld number is safe when two complete worlds that fit everything printed exist, one where it is 0 and one where
it reaches k. `reaches` searches for such a world: bounds pushed through the sums, then halves of the widest domain.
`narrowed` reads the proof: what it tells of each blank is one more thing to reason with.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from banevim.cuts.terms import FrozenTable
from banevim.methods.disclosure._solver import Program, Row
from banevim.methods.indicators import months_of

K = 5
MOST = 400
TOLD = ("casos-por-mes", "casos-por-tipo", "mujeres-por-municipio")
"""What he puts together: the tables that he knows sums of. The others stand in the proof alone."""
Name = tuple[str, ...]
Bounds = dict[Name, tuple[int, int]]


@dataclass(frozen=True)
class AtMost:
    """The sum of the `plus` is at most the sum of the `minus`."""

    plus: tuple[Name, ...]
    minus: tuple[Name, ...]


def tightened(bounds: Bounds, rules: Sequence[AtMost]) -> Bounds | None:
    """Narrower bounds of every number; None when no world fits."""
    bounds, moving = dict(bounds), True
    while moving:
        moving = False
        for rule in rules:
            low = sum(bounds[name][0] for name in rule.plus)
            high = sum(bounds[name][1] for name in rule.minus)
            if low > high:
                return None
            for name in rule.plus:
                most = high - (low - bounds[name][0])
                if most < bounds[name][1]:
                    bounds[name], moving = (bounds[name][0], most), True
            for name in rule.minus:
                least = low - (high - bounds[name][1])
                if least > bounds[name][0]:
                    bounds[name], moving = (least, bounds[name][1]), True
    return bounds


def reaches(bounds: Bounds, rules: Sequence[AtMost], name: Name, least: int, most: int) -> bool:
    """Whether a whole world fits with this number between `least` and `most`."""
    low, high = bounds[name]
    waiting = [{**bounds, name: (max(low, least), min(high, most))}] if low <= most and high >= least else []
    while waiting:
        found = tightened(waiting.pop(), rules)
        if found is None:
            continue
        widest = max(found, key=lambda each: found[each][1] - found[each][0])
        low, high = found[widest]
        if low == high:
            return True
        middle = (low + high) // 2
        waiting += [{**found, widest: (middle + 1, high)}, {**found, widest: (low, middle)}]
    return False


def _equal(total: Name, parts: Iterable[Name]) -> list[AtMost]:
    parts = tuple(parts)
    return [AtMost(parts, (total,)), AtMost((total,), parts)]


def rules_of(names: Iterable[Name]) -> list[AtMost]:
    """What holds between the numbers, whatever they are: the definitions are public."""
    known, rules = set(names), []
    for quarter in sorted({n[1] for n in known if n[0] == "casos-por-tipo"}):
        base = ("casos-por-tipo", quarter, "total")
        months = [("casos-por-mes", month) for month in months_of(quarter)]
        if known.issuperset(months):
            rules += _equal(base, months)
        parts = [n for n in known if n[:2] == base[:2] and n != base]
        rules.append(AtMost((base,), tuple(parts)))
        unknown = (*base[:2], "no_especificado")
        rules += [AtMost((part, unknown), (base,)) for part in parts if part != unknown]
    for year in sorted({n[1] for n in known if n[0] == "mujeres-por-municipio"}):
        state = ("mujeres-por-municipio", year, "03")
        parts = [n for n in known if n[:2] == state[:2] and n[2].startswith("03") and n != state]
        rules += [AtMost((state,), tuple(parts)), *(AtMost((part,), (state,)) for part in parts)]
        months = [("casos-por-mes", f"{year}-{number:02d}") for number in range(1, 13)]
        if known.issuperset(months):
            rules.append(AtMost((state,), tuple(months)))
    return rules


def leaks(cuts: Sequence[Sequence[FrozenTable]]) -> list[str]:
    """Every withheld number that all cuts together give away, and every number printed that may not be."""
    bounds: Bounds = {}
    women: dict[Name, int] = {}
    found = []
    for table in (table for cut in cuts for table in cut):
        for cell in table.cells:
            if cell.published and cell.women < K:
                found.append(f"{table.id} {cell.keys} prints {cell.value} with {cell.women} women")
            if table.id not in TOLD:
                continue
            name = (table.id, *cell.keys)
            printed = (cell.value, cell.value) if cell.published else bounds.get(name, (0, MOST))
            if bounds.setdefault(name, printed) != printed:
                found.append(f"{name} was published and then changed")
            women[name] = cell.women
    rules = rules_of(bounds)
    for name, (low, high) in bounds.items():
        if low == high:
            continue
        if women[name] >= K:
            if not reaches(bounds, rules, name, 0, MOST):
                found.append("the printed numbers contradict each other")
        elif not (reaches(bounds, rules, name, 0, 0) and reaches(bounds, rules, name, K, MOST)):
            found.append(f"{name} is given away")
    return found + complements(bounds)


def complements(bounds: Mapping[Name, tuple[int, int]]) -> list[str]:
    """Cases without a type, and cases told without it, worked out from printed numbers: never 1 to 4."""
    exact = {name: low for name, (low, high) in bounds.items() if low == high}
    found = []
    for name, value in exact.items():
        base = exact.get((*name[:2], "total"))
        if name[0] != "casos-por-tipo" or base is None or name[2] in ("total", "no_especificado"):
            continue
        unknown = exact.get((*name[:2], "no_especificado"), 0)
        if base - value < K or base - unknown - value < K:
            found.append(f"{name} prints that all but {base - unknown - value} have it")
    return found


def narrowed(proof: Mapping[str, Any], small: Collection[Name], guess: str = "+") -> list[Name]:
    """Small numbers that cannot be 0 or cannot reach k for who adds up every table and knows the rule: a blank of which
    the proof does not show both is not small, nor are women whose cases are printed, so they count k or more.
    `guess`: how the name begins of overlaps that he guesses to be none."""
    publication, certificate = proof["publication"], proof["certificate"]
    cells = {tuple(cell["key"]): cell for cell in publication["cells"]}
    place = {key: column for column, key in enumerate(cells)}
    ends = {tuple(certificate["unknown"][n]): (low, high) for n, low, _, high, _ in certificate["bounds"]}

    def least(key: Name) -> int:
        cell, twin = cells[key], cells.get(("casos", *key[1:]))
        if cell["number"] is not None or cell["kind"] not in ("table", "implied"):
            return cell["number"] or 0
        printed = key[0] == "mujeres" and twin is not None and twin["number"] is not None
        return K if printed or ends[key][0] > 0 or ends[key][1] < K else 0

    rows: list[Row] = [
        ([*r["left"], *r["right"]], [1] * len(r["left"]) + [-1] * len(r["right"]))
        for r in publication["relations"]
    ]
    lower = np.array([least(key) for key in cells], float)
    upper = np.array([np.inf if c["number"] is None else c["number"] for c in cells.values()], float)
    upper[[place[key] for key in cells if key[-1].startswith(guess)]] = 0
    program = Program(rows, [0] * len(rows), lower, upper)
    found = []
    for key in sorted(small):
        ways = []
        for end in (0.0, float(K)):
            program.bound([place[key]], [end], [end])
            ways.append(program.solve() is not None)
        program.bound([place[key]], [0.0], [np.inf])
        if not all(ways):
            found.append(key)
    return found
