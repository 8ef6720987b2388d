"""From counted cells to frozen tables: what each number is, whether it may be printed, and why not.

Months and quarters are decided together (a quarter is the sum of its months). A period is published once: what an
earlier cut printed or held back enters with that cut's number and decision, and what is new gives way to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from banevim.cuts.terms import FrozenCell
from banevim.methods import disclosure
from banevim.methods.indicators import ELSEWHERE, UNSPECIFIED, Cell, Evaluation, months_of

Held = Mapping[tuple[str, ...], FrozenCell]
OUTSIDE_LABELS = {UNSPECIFIED: "No especificado", ELSEWHERE: "En otra entidad"}


@dataclass(frozen=True)
class Item:
    """A cell under the keys that the public reads; `settled` is what an earlier cut decided about it."""

    keys: tuple[str, ...]
    role: str
    count: disclosure.Count
    rest: int
    settled: FrozenCell | None


@dataclass
class Protection:
    """The decisions on every cell of a cut and what the audit found."""

    policy: disclosure.Policy
    decisions: dict[disclosure.Key, disclosure.Decision] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def settle(self, found: Sequence[disclosure.Decision], problems: Sequence[str]) -> None:
        self.decisions.update({decision.key: decision for decision in found})
        self.problems.extend(problems)

    def withhold(self, counts: Iterable[disclosure.Count]) -> None:
        """None of these is printed, whatever it counts."""
        self.decisions.update({c.key: disclosure.Decision(c.key, False, "complementary") for c in counts})


def public_keys(cell: Cell, renamed: Mapping[str, str]) -> tuple[str, ...]:
    """Keys with the codes that the public reads under another name; a code renamed to nothing is left out."""
    named = (renamed.get(key, key) for key in cell.keys)
    return tuple(key for key in named if key)


def items_of(evaluation: Evaluation, table: str, held: Held, renamed: Mapping[str, str]) -> list[Item]:
    """The cells of a table. A period settled before keeps its numbers and its cells: nothing is added to it."""
    closed = {keys[0] for keys in held}
    items = []
    for cell in evaluation.cells:
        keys = public_keys(cell, renamed)
        before = held.get(keys)
        if cell.role == "late" or (before is None and keys[0] in closed):
            continue
        value, women = (before.value, before.women) if before else (cell.value, cell.women)
        count = disclosure.Count((table, *keys), value, women)
        items.append(Item(keys, cell.role, count, cell.complement_women or 0, before))
    return items


def _by_period(items: Iterable[Item]) -> dict[str, list[Item]]:
    """What is still to be decided, by period."""
    found: dict[str, list[Item]] = {}
    for item in items:
        if item.settled is None:
            found.setdefault(item.keys[0], []).append(item)
    return found


def protect_series(protection: Protection, months: Sequence[Item], quarters: Sequence[Item]) -> None:
    """Cases by month, and the bases of the closed quarters that are printed beside their types."""
    by_month = {item.keys[0]: item for item in months}
    groups: list[disclosure.Group] = []
    grouped: set[str] = set()
    for base in (item for item in quarters if item.role == "total" and item.settled is None):
        parts = [by_month[month] for month in months_of(base.keys[0]) if month in by_month]
        if len(parts) < 3 or base.count.value != sum(part.count.value for part in parts):
            protection.withhold(
                [base.count]
            )  # its months were printed as they stood then: no difference is shown
            continue
        groups.append(disclosure.Group(base.count, tuple(part.count for part in parts)))
        grouped.update(part.keys[0] for part in parts)
    shown = [item.count.key for item in months if item.settled and item.settled.published]
    kept = [item.count.key for item in months if item.settled and not item.settled.published]
    for group in groups:
        found = disclosure.protect_hierarchy([group], protection.policy, published=shown, withheld=kept)
        protection.settle(found, disclosure.audit_hierarchy(found, [group], protection.policy))
    alone = [item.count for item in months if item.settled is None and item.keys[0] not in grouped]
    rest = disclosure.protect_additive(alone, None, protection.policy)
    protection.settle(rest, disclosure.audit(rest, alone, None, protection.policy))


def protect_types(protection: Protection, quarters: Sequence[Item]) -> None:
    """Types of a quarter: a case has several, so each part is judged with its complement."""
    for items in _by_period(quarters).values():
        base = next(item.count for item in items if item.role == "total")
        parts = [item.count for item in items if item.role != "total"]
        rests = {item.count.key: item.rest for item in items if item.role != "total"}
        found = disclosure.protect_multi_response(
            base,
            parts,
            protection.policy,
            complements=rests,
            base_published=protection.decisions[base.key].published,
        )
        problems = disclosure.audit_multi_response(found, base, parts, protection.policy, complements=rests)
        protection.settle(found, problems)


def protect_places(protection: Protection, years: Sequence[Item]) -> None:
    """Women by municipality of a closed year; the state total counts each woman once."""
    for items in _by_period(years).values():
        total = next(item.count for item in items if item.role == "total")
        parts = [item.count for item in items if item.role == "part"]
        apart = [item.count for item in items if item.role in ("missing", "elsewhere")]
        found = disclosure.protect_overlapping(parts, total, protection.policy)
        problems = disclosure.audit(found, parts, total, protection.policy, overlapping=True)
        protection.settle(found, problems)
        outside = disclosure.protect_additive(apart, None, protection.policy)
        protection.settle(outside, disclosure.audit(outside, apart, None, protection.policy))


def frozen_cells(protection: Protection, items: Sequence[Item]) -> list[FrozenCell]:
    """The cells of a table as they are stored."""
    return [item.settled or _frozen(protection.decisions[item.count.key], item) for item in items]


def _frozen(decision: disclosure.Decision, item: Item) -> FrozenCell:
    state = "no_especificado" if item.role == "missing" else "publicado"
    count = item.count
    return FrozenCell(item.keys, count.value, count.women, decision.published, decision.reason or "", state)
