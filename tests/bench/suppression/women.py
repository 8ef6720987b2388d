"""Made-up women, their cases and what was done for them: rows of the de-identified views, with the sizes of the state.

Answers are independent but for the place; a woman keeps her own; some do not answer. A fixed seed gives the same rows.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from tests.methods.indicators.oracle import Row, period_of

from banevim import catalogs
from banevim.methods.indicators import (
    ELSEWHERE,
    TOTAL,
    UNSPECIFIED,
    Asked,
    Definition,
    Dimension,
    Evaluation,
    Table,
    ask,
    evaluation,
    load_vocabulary,
)
from banevim.methods.indicators._table import KNOWN, NO, YES

PLACES = {
    "03003": 0.44, "03008": 0.355, "03001": 0.086, "03002": 0.063, "03009": 0.0138, "14039": 0.022, None: 0.02,
}  # fmt: skip
# Column: (how fast its answers become rare, in the order of the catalogue; share without an answer).
ONE = {
    "modality": (2.2, 0.04), "place": (1.8, 0.1), "weapons": (2.0, 0.2), "substances": (0.8, 0.2),
    "injury": (2.0, 0.6), "risk": (0.7, 0.3), "authority": (1.0, 0.1), "reported_before": (1.5, 0.3),
    "on_time": (1.0, 0.05),
}  # fmt: skip
HERS = {
    "age": (0.3, 0.03), "schooling": (0.5, 0.1), "civil_status": (1.0, 0.1), "occupation": (0.5, 0.1),
    "indigenous": (3.0, 0.3), "afromexican": (5.0, 0.3), "disability": (4.0, 0.3), "pregnant": (4.0, 0.3),
    "organised_crime": (7.0, 0.3),
}  # fmt: skip
# Column: (chance of each answer, in the order of the catalogue; share without an answer).
MANY = {
    "types": ((0.85, 0.5, 0.12, 0.25, 0.15, 0.03, 0.01), 0.03),
    "links": ((0.5, 0.25, 0.2, 0.05, 0.03, 0.01, 0.04, 0.02), 0.08),
    "effects": ((0.5, 0.9, 0.2, 0.1, 0.12), 0.3),
}


@cache
def catalogue() -> Mapping[str, tuple[str, ...]]:
    """The codes of every catalogue that is shipped, in their order."""
    found: dict[str, dict[str, None]] = {}
    for path in sorted((Path(catalogs.__file__).parent / "data" / "entries").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            for line in csv.reader(handle):
                found.setdefault(line[0], {})[line[1]] = None
    return {name: tuple(codes) for name, codes in found.items()}


def codes_of(source: str, column: str) -> tuple[str, ...]:
    known = load_vocabulary()[source].columns[column]
    return (*catalogue().get(known.catalog, ()), *known.fixed)


@dataclass
class _Drawing:
    random: np.random.Generator

    def one(self, codes: Sequence[str], power: float, silent: float, count: int) -> list[str | None]:
        shares = 1 / np.arange(1, len(codes) + 1) ** power
        shares = np.append((1 - silent) * shares / shares.sum(), silent)
        return [(*codes, None)[i] for i in self.random.choice(len(shares), count, p=shares)]

    def many(
        self, codes: Sequence[str], chances: Sequence[float], silent: float, count: int
    ) -> list[list[str] | None]:
        drawn = self.random.random((count, len(chances))) < np.array(chances)
        quiet = self.random.random(count) < silent
        return [
            None
            if quiet[i]
            else [code for code, said in zip(codes, drawn[i], strict=False) if said] or [codes[0]]
            for i in range(count)
        ]


def make(cases: int, months: Sequence[str], seed: int = 1) -> dict[str, list[Row]]:
    """Rows of every source. `months`: the series in which they are registered, evenly."""
    draw = _Drawing(np.random.default_rng(seed))
    random, women = draw.random, int(0.85 * cases)
    weights = np.array(list(PLACES.values()))
    told: dict[str, list[Any]] = {
        "municipality": [
            list(PLACES)[i] for i in random.choice(len(PLACES), cases, p=weights / weights.sum())
        ]
    }
    told |= {name: draw.one(codes_of("cases", name)[::-1] if name in ("weapons",) else codes_of("cases", name),
                            *how, cases) for name, how in ONE.items()}  # fmt: skip
    told |= {name: draw.many(codes_of("cases", name), *how, cases) for name, how in MANY.items()}
    hers: dict[str, list[Any]] = {
        name: draw.one(codes[::-1] if len(codes) == 2 else codes, *how, women)
        for name, how in HERS.items()
        if (codes := codes_of("cases", name))
    }
    hers["served_month"] = [months[0] if served else None for served in random.random(women) < 0.7]
    who, when = random.integers(0, women, cases), [months[i] for i in random.integers(0, len(months), cases)]
    rows = []
    for i in range(cases):
        said = {name: values[i] for name, values in told.items()}
        said |= {name: values[who[i]] for name, values in hers.items()}
        rows.append(Row(i, int(who[i]), when[i], False, None, said))
    return {"cases": rows, **_beside(draw, rows)}


def _beside(draw: _Drawing, cases: Sequence[Row]) -> dict[str, list[Row]]:
    """Persons who attacked, services and referrals of these cases."""
    attackers = [case for case in cases for _ in case.told["links"] or [""]]
    count = {
        "aggressors": len(attackers),
        "services": int(1.3 * len(cases)),
        "referrals": int(0.3 * len(cases)),
    }
    chosen = {name: [cases[i] for i in draw.random.integers(0, len(cases), n)] for name, n in count.items()}
    chosen["aggressors"] = attackers
    asked = {
        "aggressors": {"sex": (2.5, 0.03), "age": (0.6, 0.4)},
        "services": {"service": (0.8, 0.0)},
        "referrals": {"outcome": (0.4, 0.0)},
    }
    found = {}
    for name, of in chosen.items():
        columns = {c: draw.one(codes_of(name, c), *how, len(of)) for c, how in asked[name].items()}
        more = {"status": ["CON"] * len(of)} if name == "services" else {}
        found[name] = [
            Row(
                i,
                case.woman,
                case.month,
                False,
                None,
                {c: values[i] for c, values in {**columns, **more}.items()},
            )
            for i, case in enumerate(of)
        ]
    return found


@dataclass(frozen=True)
class QuickCounter:
    """Counts rows as the evaluator does, in one pass over them."""

    rows: Mapping[str, Sequence[Row]]

    def count(
        self, definition: Definition, table: Table, periods: Sequence[str], codes: Mapping[str, Sequence[str]]
    ) -> Evaluation:
        asked = ask(definition, table, periods, codes)
        women: dict[tuple[str, str, str], Counter[Any]] = {}
        for row in self._chosen(asked):
            for group in _labels(asked.dimensions[0], row) if len(asked.dimensions) > 1 else [""]:
                for label in _labels(asked.dimensions[-1], row) if group != KNOWN else ():
                    women.setdefault((period_of(row, asked), group, label), Counter())[row.woman] += 1
        lines = [
            (*key, len(hers) if definition.unit == "women" else sum(hers.values()), len(hers),
             sum(n == women.get((*key[:2], KNOWN), {}).get(w) for w, n in hers.items()))
            for key, hers in women.items()
        ]  # fmt: skip
        return evaluation(asked, [*lines, ("", "", "", 0, 0, 0)])

    def _chosen(self, asked: Asked) -> Iterator[Row]:
        definition, last = asked.definition, asked.dimensions[-1].name
        here = [
            row
            for row in self.rows[definition.source]
            if period_of(row, asked) in asked.periods
            and all(row.told[each.column] in each.any_of for each in definition.where)
        ]
        if definition.unit != "women" or definition.each_woman != "latest":
            yield from here
            return
        ordered = sorted(here, key=lambda row: (row.told[last] is not None, row.month, row.number))
        yield from {(period_of(row, asked), row.woman): row for row in ordered}.values()


def _labels(dimension: Dimension, row: Row) -> list[str]:
    said = row.told.get(dimension.name)
    if dimension.kind in ("late", "all"):
        return [TOTAL]
    if dimension.kind == "by_then":
        return [TOTAL, KNOWN, YES if said else NO]
    if dimension.kind == "place":
        return [UNSPECIFIED] if said is None else [TOTAL, said] if said in dimension.codes else [ELSEWHERE]
    if not said:
        return [TOTAL, UNSPECIFIED]
    return [TOTAL, KNOWN, *([said] if isinstance(said, str) else said)]
