"""The published tables of a cut, by their real definitions, on made-up women: one cut, or cuts in a row."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from banevim.cuts.rules.catalogue import Codebook, periods_of, plans_of, sheets_of
from banevim.cuts.rules.linking import Sheet, system_of
from banevim.cuts.rules.protecting import decide, frozen_cells, withheld_of
from banevim.cuts.terms import FrozenCell
from banevim.methods.disclosure import (
    Policy,
    certificate_document,
    judge,
    prove,
    publication_document,
)
from banevim.methods.indicators import closed_months, published_definitions
from datavim.witness import check

from .measures import narrowed, timed
from .women import PLACES, QuickCounter, catalogue, make

STATE = "03"
HERE = tuple(sorted(place for place in PLACES if place and place.startswith(STATE)))
Held = dict[str, dict[tuple[str, ...], FrozenCell]]


def alike(codes: Iterable[str]) -> dict[str, str]:
    """Codes that are their own words."""
    return {code: code for code in codes}


BOOK = Codebook((STATE, STATE), alike(HERE), lambda name: alike(catalogue().get(name, ())))


def sheets(counter: QuickCounter, first: str, month: str, held: Mapping[str, Any]) -> list[Sheet]:
    """What a cut of `month` counts."""
    plans = plans_of(published_definitions())
    return sheets_of(counter.count, plans, periods_of(month, first), held, BOOK)


@dataclass
class Year:
    """How a table of a year came out: cells, and of the smallest municipality those that are seen."""

    cells: int = 0
    withheld: int = 0
    smallest: list[bool] = field(default_factory=list)

    @property
    def shown(self) -> str:
        small = f", Loreto {sum(self.smallest)}/{len(self.smallest)}" if self.smallest else ""
        return f"{self.cells - self.withheld}/{self.cells}{small}"


def visible(tables: Sequence[Sheet], withheld: frozenset[Any]) -> dict[str, str]:
    """Of each table, cells that are printed of those that there are, and the same of Loreto."""
    found = {}
    for sheet in tables:
        year = Year(len(sheet.items), sum(item.key in withheld for item in sheet.items))
        year.smallest = [item.key not in withheld for item in sheet.items if "03009" in item.keys]
        found[sheet.id] = year.shown
    return found


def one_cut(policy: Policy, cases: int, seed: int) -> dict[str, Any]:
    """A bank of two years that publishes for the first time: everything at once. Raises what the method raises."""
    counter = QuickCounter(make(cases, closed_months("2024-01", "2025-12"), seed))
    tables, to_count = timed(lambda: sheets(counter, "2024-01", "2025-12", {}))
    whole, to_link = timed(lambda: system_of(tables))
    (withheld, sensitive), to_protect = timed(lambda: withheld_of(whole, policy))
    system = system_of(tables, withheld)
    publication = system.publish(withheld, policy)
    certificate, to_prove = timed(lambda: prove(publication))
    verdict, to_judge = timed(lambda: judge(system, certificate, policy))
    texts = [
        json.dumps(each) for each in (publication_document(publication), certificate_document(certificate))
    ]
    problems, to_check = timed(lambda: check(*map(json.loads, texts)))
    seconds = {
        "link": to_link, "protect": to_protect, "prove": to_prove, "gate": to_judge, "check": to_check,
        "count_in_python": to_count,
    }  # fmt: skip
    return {
        "cases": cases,
        "tables": len(tables),
        "cells": sum(cell.kind == "table" for cell in system.cells),
        "relations": len(system.relations),
        "withheld": len(withheld),
        "complementary": len(withheld - sensitive),
        **narrowed(system, withheld, policy, certificate.many),
        "proven": verdict.sensitive,
        "proven_at_microdata": verdict.at_microdata,
        "level": verdict.level,
        "witnesses": len(certificate.witnesses),
        "publication_bytes": len(texts[0]),
        "certificate_bytes": len(texts[1]),
        "checker_problems": len(problems),
        "seconds": {name: round(spent, 2) for name, spent in seconds.items()},
        "shown": visible(tables, withheld),
    }


def in_a_row(policy: Policy, cases: int, cuts: int, seed: int) -> dict[str, Any]:
    """A cut every month, each with all that was printed before, against each protected by itself."""
    months = closed_months("2024-01", "2030-12")[:cuts]
    counter = QuickCounter(make(cases, months, seed))
    held: Held = {}
    alone: frozenset[Any] = frozenset()
    refused, levels, slowest = [], list[str](), 0.0
    for month in months:
        tables = sheets(counter, months[0], month, held)
        new = [replace(sheet, items=tuple(i for i in sheet.items if not i.settled)) for sheet in tables]
        alone |= withheld_of(system_of(new), policy)[0]
        proven, spent = timed(lambda tables=tables: decide(tables, policy))
        slowest = max(slowest, spent)
        refused += [f"{month}: {problem}" for problem in proven.problems]
        levels += [proven.proof["level"]] if proven.proof else []
        for sheet in tables:
            held.setdefault(sheet.id, {}).update({c.keys: c for c in frozen_cells(proven, sheet)})
    last = sheets(counter, months[0], months[-1], held)
    withheld = frozenset(item.key for sheet in last for item in sheet.items if not item.settled.published)
    return {
        "cuts": cuts,
        "refused": refused,
        "levels": dict(Counter(levels)),
        "cells": len({item.key for sheet in last for item in sheet.items}),
        "withheld": len(withheld),
        "withheld_if_each_cut_were_alone": len(alone),
        "extra_percent": round(100 * len(withheld) / max(len(alone), 1) - 100, 2),
        **narrowed(system_of(last, withheld), withheld, policy),
        "slowest_cut_seconds": round(slowest, 1),
    }
