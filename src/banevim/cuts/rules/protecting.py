"""From counted cells to frozen tables: what each number is, whether it may be printed, and why not.

Months and quarters are decided together (a quarter is the sum of its months); a closed period is published once, so
what an earlier cut printed or held back stays as it was.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from banevim.cuts.terms import FrozenCell
from banevim.methods import disclosure
from banevim.methods.indicators import ELSEWHERE, TOTAL, UNSPECIFIED, Cell, Evaluation, months_of

Held = Mapping[tuple[str, ...], FrozenCell]


@dataclass
class Protection:
    """The decisions on every cell of a cut and what the audit found."""

    policy: disclosure.Policy
    decisions: dict[disclosure.Key, disclosure.Decision] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def settle(self, found: Sequence[disclosure.Decision], problems: Sequence[str]) -> None:
        self.decisions.update({decision.key: decision for decision in found})
        self.problems.extend(problems)

    def refuse(self, counts: Sequence[disclosure.Count], why: str) -> None:
        """Nothing of these may be printed, and the cut may not be published."""
        self.decisions.update({c.key: disclosure.Decision(c.key, False, "primary") for c in counts})
        self.problems.append(why)


def _count(table: str, cell: Cell) -> disclosure.Count:
    return disclosure.Count((table, *cell.keys), cell.value, cell.women)


def _earlier(tables: Mapping[str, Held]) -> tuple[list[disclosure.Key], list[disclosure.Key]]:
    """Keys already printed and keys already held back by earlier cuts."""
    cells = [(table, keys, cell) for table, held in tables.items() for keys, cell in held.items()]
    shown = [(table, *keys) for table, keys, cell in cells if cell.published]
    kept = [(table, *keys) for table, keys, cell in cells if not cell.published]
    return shown, kept


def protect_series(
    protection: Protection,
    months: Evaluation,
    quarters: Evaluation,
    names: tuple[str, str],
    held: Mapping[str, Held],
) -> None:
    """Cases by month, and the bases of the closed quarters that are printed beside their types."""
    by_month = {cell.keys[0]: _count(names[0], cell) for cell in months.cells if cell.role == "total"}
    bases = {cell.keys[0]: _count(names[1], cell) for cell in quarters.cells if cell.role == "total"}
    whole = {q: total for q, total in bases.items() if all(m in by_month for m in months_of(q))}
    shown, kept = _earlier(held)
    try:
        groups = [disclosure.Group(t, tuple(by_month[m] for m in months_of(q))) for q, t in whole.items()]
        inside = {part.key for group in groups for part in group.parts}
        alone = [count for count in by_month.values() if count.key not in inside]
        found = disclosure.protect_hierarchy(groups, protection.policy, published=shown, withheld=kept)
        protection.settle(found, disclosure.audit_hierarchy(found, groups, protection.policy))
        rest = disclosure.protect_additive(alone, None, protection.policy, published=shown, withheld=kept)
        protection.settle(rest, disclosure.audit(rest, alone, None, protection.policy))
    except ValueError as exc:
        protection.refuse([*by_month.values(), *bases.values()], f"Meses y trimestres: {exc}")


def protect_types(protection: Protection, quarters: Evaluation, name: str) -> None:
    """Types of a quarter: a case has several, so each part is judged with its complement."""
    for period in dict.fromkeys(cell.keys[0] for cell in quarters.cells):
        cells = quarters.of_period(period)
        base = next(_count(name, cell) for cell in cells if cell.role == "total")
        parts = [_count(name, cell) for cell in cells if cell.role != "total"]
        rests = {(name, *c.keys): c.complement_women or 0 for c in cells if c.role != "total"}
        decided = protection.decisions.get(base.key)
        found = disclosure.protect_multi_response(
            base,
            parts,
            protection.policy,
            complements=rests,
            base_published=decided is not None and decided.published,
        )
        problems = disclosure.audit_multi_response(found, base, parts, protection.policy, complements=rests)
        protection.settle(found, problems)


def protect_places(protection: Protection, years: Evaluation, name: str) -> None:
    """Women by municipality of a closed year; the state total counts each woman once."""
    for period in dict.fromkeys(cell.keys[0] for cell in years.cells):
        cells = years.of_period(period)
        total = next(_count(name, cell) for cell in cells if cell.role == "total")
        parts = [_count(name, cell) for cell in cells if cell.role == "part"]
        apart = [_count(name, cell) for cell in cells if cell.role in ("missing", "elsewhere")]
        found = disclosure.protect_overlapping(parts, total, protection.policy)
        problems = disclosure.audit(found, parts, total, protection.policy, overlapping=True)
        protection.settle(found, problems)
        outside = disclosure.protect_additive(apart, None, protection.policy)
        protection.settle(outside, disclosure.audit(outside, apart, None, protection.policy))


def frozen_cells(
    protection: Protection, evaluation: Evaluation, name: str, held: Held, codes: Mapping[str, str]
) -> list[FrozenCell]:
    """The cells of a table. `codes` renames codes for the public; what an earlier cut settled is carried over."""
    cells = []
    for cell in evaluation.cells:
        if cell.role == "late":
            continue
        keys = tuple(codes.get(key, key) for key in cell.keys)
        if len(codes) == 1 and TOTAL in codes and not codes[TOTAL]:
            keys = keys[:1]
        if keys in held:
            cells.append(held[keys])
            continue
        decision = protection.decisions[(name, *cell.keys)]
        state = "no_especificado" if cell.keys[-1] == UNSPECIFIED else "publicado"
        cells.append(
            FrozenCell(keys, cell.value, cell.women, decision.published, decision.reason or "", state)
        )
    return cells


OUTSIDE_LABELS = {UNSPECIFIED: "No especificado", ELSEWHERE: "En otra entidad"}
