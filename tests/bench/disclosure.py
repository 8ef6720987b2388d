"""Disclosure control of linked tables: what is withheld, what an attacker learns, and the proof, with its checker."""

import argparse
import json
from inspect import getdoc, getmodule
from pathlib import Path
from typing import Any

from tests.bench.suppression import cuts, instances, series
from tests.bench.suppression.measures import narrowed, peak_mib, report, timed

from banevim.methods.disclosure import (
    DeclarationError,
    NotProven,
    Policy,
    System,
    Unprotectable,
    join,
    protect,
    read_declaration,
    read_microdata,
    read_tables,
    settle,
)

INSTANCES = ("a", "b", "c", "series", "cut", "cuts")


def two_cuts(policy: Policy, seed: int) -> dict[str, Any]:
    """Instance (c): each cut alone, both together, the second with the first as it was published, and with R4."""
    before, after = instances.instance_c(seed)
    one, other = protect(before, policy), protect(after, policy)
    alone = one.withheld | other.withheld
    first = settle(before, one.withheld)
    counted, guarded = (instances.with_increments(before, after, guarded=each) for each in (False, True))
    return {
        "cells_each": len(before.cells),
        "increments_from_1_to_4": sum(0 < c.value < policy.k for c in guarded.cells if c.key[-1] == "new+"),
        "each_alone": {"withheld": len(alone), **narrowed(counted, alone, policy)},
        "each_alone_increments_too": narrowed(guarded, alone, policy),
        "withheld_of_the_first": len(one.withheld),
        "first_frozen": report(join([first, counted]), policy),
        "first_frozen_increments_too": report(join([first, guarded]), policy),
    }


def in_a_row(policy: Policy, cuts: int, seed: int) -> dict[str, Any]:
    """Cuts in a row: all history in each, against each cut protected by itself."""
    made = series.make(cuts, seed=seed)
    past: System | None = None
    alone: frozenset[Any] = frozenset()
    seconds: list[float] = []
    result: dict[str, Any] = {}
    for number in range(cuts):
        new = series.cut(made, number)
        alone |= protect(new, policy).withheld
        system = join([new] if past is None else [past, new], series.between(number))
        if number + 1 == cuts:
            result = {"last_cut": report(system, policy)}
        usual = () if past is None else series.alike(past, number)
        found, spent = timed(lambda system=system, usual=usual: protect(system, policy, usual))
        seconds.append(spent)
        past = settle(system, found.withheld)
    withheld = sum(cell.decided is False for cell in past.cells) if past else 0
    return {
        "cuts": cuts,
        "withheld": withheld,
        "withheld_if_each_cut_were_alone": len(alone),
        "extra_percent": round(100 * withheld / len(alone) - 100, 2),
        "if_alone": narrowed(past, alone, policy) if past else {},
        "protect_seconds_total": round(sum(seconds), 1),
        "protect_seconds_slowest": round(max(seconds), 1),
        **result,
    }


def measure(options: argparse.Namespace) -> dict[str, Any]:
    policy = Policy(options.k)
    if options.instance == "c":
        result = two_cuts(policy, options.seed)
    elif options.instance == "cut":
        result = cuts.one_cut(policy, options.cases, options.seed)
    elif options.instance == "cuts":
        result = cuts.in_a_row(policy, options.cases, options.cuts, options.seed)
    elif options.instance == "series":
        result = in_a_row(policy, options.cuts, options.seed)
    elif options.instance:
        made = {"a": instances.instance_a, "b": instances.instance_b}[options.instance]
        result = report(made(options.seed), policy, options.out)
    else:
        declaration = read_declaration(options.tables)
        if options.microdata:
            system, policy = read_microdata(declaration, options.microdata)
        else:
            system, policy = read_tables(declaration, options.tables.parent)
        result = report(system, policy, options.out)
    return {"k": policy.k, **result, "peak_mib": peak_mib()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="./banevim bench disclosure",
        description=__doc__,
        epilog=f"The declaration (--tables). {getdoc(getmodule(read_declaration))}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--instance", choices=INSTANCES, help="made-up tables with a fixed seed")
    parser.add_argument("--microdata", type=Path, metavar="M.csv", help="one line a case")
    parser.add_argument("--tables", type=Path, metavar="T.json", help="declared dimensions and tables")
    parser.add_argument("--cuts", type=int, default=24, help="of the series and of the cuts")
    parser.add_argument("--cases", type=int, default=20_000, help="of the cut and of the cuts")
    parser.add_argument("--k", type=int, default=5, help="of the instances; that of --tables is in the file")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="writes publication.json and certificate.json"
    )
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if bool(options.instance) == bool(options.tables):
        parser.error("Indica --instance, o bien --tables T.json (con --microdata M.csv si hay casos).")
    return options


def main() -> None:
    options = _options()
    try:
        result = measure(options)
    except (DeclarationError, Unprotectable, NotProven, OSError) as problem:
        raise SystemExit(str(problem)) from problem
    if options.json:
        print(json.dumps(result, ensure_ascii=False))
        return
    for name, value in result.items():
        print(f"{name:>32}  {json.dumps(value, ensure_ascii=False)}")


if __name__ == "__main__":
    main()
