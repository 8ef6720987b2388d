"""The figures of one system: what is withheld, what an attacker learns, the proof and its independent checker."""

import json
import resource
import time
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from banevim.methods.disclosure import (
    Key,
    Policy,
    System,
    attack,
    certificate_document,
    judge,
    protect,
    prove,
    publication_document,
)
from datavim.witness import check

from .bound import lower_bound

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def peak_mib() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def narrowed(
    system: System, withheld: Collection[Key], policy: Policy, many: Collection[Key] = ()
) -> dict[str, int]:
    """Sensitive cells whose interval under the linear attack does not hold [0, k], and those left with one value.

    What earlier cuts decided does not matter here: the pattern is `withheld`. `many`: what the certificate shows not to
    be small, which the attacker reads too.
    """
    free = replace(system, cells=tuple(replace(cell, decided=None) for cell in system.cells))
    publication = free.publish(withheld, policy)
    hidden = {cell.key for cell in publication.cells if cell.number is None}
    sensitive = system.sensitive(policy)
    found = attack(publication, sensitive & hidden, policy.k, many)
    safe = {
        key for key, (low, high) in found.items() if policy.is_safe(low, policy.k if high is None else high)
    }
    return {
        "narrowed": len(sensitive) - len(safe),
        "exact": sum(low == high for low, high in found.values()) + len(sensitive - hidden),
    }


def report(system: System, policy: Policy, out: Path | None = None) -> dict[str, Any]:
    """Protects, proves, judges, attacks and checks. Raises what the method raises."""
    protection, to_protect = timed(lambda: protect(system, policy))
    publication = system.publish(protection.withheld, policy)
    certificate, to_prove = timed(lambda: prove(publication))
    verdict, to_judge = timed(lambda: judge(system, certificate, policy))
    texts = [
        json.dumps(each) for each in (publication_document(publication), certificate_document(certificate))
    ]
    problems, to_check = timed(lambda: check(*map(json.loads, texts)))
    found, to_attack = timed(lambda: narrowed(system, protection.withheld, policy, certificate.many))
    if out:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in zip(("publication", "certificate"), texts, strict=True):
            (out / f"{name}.json").write_text(text, encoding="utf-8")
    tables = [cell for cell in system.cells if cell.kind == "table"]
    every = sum(cell.value for cell in tables)
    value = {
        name: sum(cell.value for cell in tables if cell.key in keys)
        for name, keys in (("all", protection.withheld), ("complementary", protection.complementary))
    }
    safe = len(tables) - sum(cell.key in protection.sensitive for cell in tables)
    seconds = {
        "protect": to_protect,
        "prove": to_prove,
        "gate": to_judge,
        "check": to_check,
        "attack": to_attack,
    }
    return {
        "cells": len(tables),
        "relations": len(system.relations),
        "sensitive": len(protection.sensitive),
        "sensitive_zeros": sum(cell.value == 0 for cell in system.cells if cell.key in protection.sensitive),
        "complementary": len(protection.complementary),
        "withheld": len(protection.withheld),
        "safe_cells_withheld_percent": round(100 * len(protection.complementary) / max(safe, 1), 2),
        "value_withheld_percent": {name: round(100 * v / max(every, 1), 3) for name, v in value.items()},
        **found,
        **lower_bound(system, protection, policy),
        "proven": verdict.sensitive,
        "proven_at_microdata": verdict.at_microdata,
        "witnesses": len(certificate.witnesses),
        "certificate_bytes": len(texts[1]),
        "checker_problems": len(problems),
        "seconds": {name: round(spent, 2) for name, spent in seconds.items()},
    }
