"""From counted cells to frozen tables: one system of all numbers, what of it may be printed, and the proof.

Every table of a cut and everything that earlier cuts printed are one system. A period is published once: what an
earlier cut decided enters with that cut's number and decision, and what is new gives way to it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from banevim.cuts.terms import FrozenCell
from banevim.methods import disclosure
from banevim.methods.disclosure import Cell, Key, Relation
from banevim.methods.indicators import ELSEWHERE, UNSPECIFIED, Evaluation, months_of
from banevim.methods.indicators import Cell as Counted

Held = Mapping[tuple[str, ...], FrozenCell]
OUTSIDE_LABELS = {UNSPECIFIED: "No especificado", ELSEWHERE: "En otra entidad"}
NO_WAY = "Lo que ya se publicó no deja proteger {n} cifras de este corte. Ninguna cifra nueva se publica."
NO_PROOF = "No se pudo demostrar que las cifras protegidas de este corte no se pueden deducir."


@dataclass(frozen=True)
class Item:
    """A cell under the keys that the public reads. `rest`: distinct women known to be outside of it.

    `settled` is what an earlier cut decided about it, with its numbers; one that did not keep the `rest` has None.
    """

    keys: tuple[str, ...]
    role: str
    key: Key
    value: int
    women: int
    rest: int | None
    settled: FrozenCell | None

    @property
    def cell(self) -> Cell:
        decided = self.settled.published if self.settled else None
        return Cell(self.key, self.value, self.women, decided=decided)


Items = Sequence[Item]


@dataclass(frozen=True)
class Proven:
    """What may be printed, by key; what stops the cut; and the proof as the public gets it."""

    decisions: Mapping[Key, disclosure.Decision]
    problems: tuple[str, ...] = ()
    proof: Mapping[str, Any] = field(default_factory=dict)


def public_keys(cell: Counted, renamed: Mapping[str, str]) -> tuple[str, ...]:
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
        rest = before.rest if before else cell.complement_women or 0
        items.append(Item(keys, cell.role, (table, *keys), value, women, rest, before))
    return items


def _by_period(items: Iterable[Item]) -> Iterator[Mapping[str, Items]]:
    """The cells of each period, by role."""
    periods: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        periods.setdefault(item.keys[0], {}).setdefault(item.role, []).append(item)
    yield from (dict(each) for each in periods.values())


def system_of(
    months: Items, quarters: Items, years: Items, withheld: Collection[Key] | None = None
) -> disclosure.System:
    """Every number of the cut with every sum that holds between them: as the public knows it once these are `withheld`.

    Without `withheld`, as somebody knows it who guesses right: how many women are in two municipalities or come twice
    in a year (mostly none), what came to a month or left it after it was printed (nothing, by the rule of the months).
    """
    by_month = {month.keys[0]: month for month in months}
    parts: list[System] = [([month.cell for month in months], [])]
    parts += [_quarter(base, by_month, withheld) for base in quarters if base.role == "total"]
    parts += map(_types, _by_period(quarters))
    for period in _by_period(years):
        parts += [_places(period, withheld), _year(period, by_month, withheld)]
    cells = [cell for found, _ in parts for cell in found]
    return disclosure.System(tuple(cells), tuple(relation for _, found in parts for relation in found))


System = tuple[list[Cell], list[Relation]]


def _quarter(base: Item, by_month: Mapping[str, Item], withheld: Collection[Key] | None) -> System:
    """A closed quarter beside its months: the base of its types, and their sum.

    One that is not their sum (its months were printed as they stood then) is held back. Where it is not printed,
    whether it is their sum is not told either: what came and what went may be anything.
    """
    parts = [by_month[name] for name in months_of(base.keys[0]) if name in by_month]
    if len(parts) < 3:
        return [replace(base.cell, decided=False)], []
    keys, apart = tuple(part.key for part in parts), base.value - sum(part.value for part in parts)
    if not apart and (withheld is None or base.key not in withheld):
        return [base.cell], [Relation((base.key,), keys)]
    cell = replace(base.cell, decided=False) if apart else base.cell
    came, went = _since(base, "+", apart, withheld), _since(base, "-", -apart, withheld)
    return [cell, came, went], [Relation((base.key, went.key), (*keys, came.key))]


def _since(base: Item, sign: str, number: int, withheld: Collection[Key] | None) -> Cell:
    """What came or went after the months were printed: however much it is, it may be one woman."""
    key, number = (*base.key, f"tarde{sign}"), max(number, 0)
    return _known(key, number) if withheld is None else Cell(key, number, min(number, 1), "implied")


def _known(key: Key, number: int) -> Cell:
    """A number that is printed nowhere and that somebody guesses."""
    return Cell(key, number, 0, "slack", decided=True)


def _types(period: Mapping[str, Items]) -> System:
    """Types of a quarter: a case has one or several. Whoever knows how many cases told theirs knows how many are not of
    a type, and that is as small as the type itself."""
    (base,), missing, parts = period["total"], period.get("missing", ()), period.get("part", ())
    cells = [*(each.cell for each in (*missing, *parts))]
    value = base.value - sum(each.value for each in missing)
    repeated = sum(part.value for part in parts) - value
    if len(missing) != 1 or repeated < 0:
        return (
            cells,
            [],
        )  # printed under a catalogue that had other types: they do not add up to those of today
    told = Cell((*base.key, "≠"), value, _few(missing[0], base), "implied")
    rests = [Cell((*part.key, "≠"), value - part.value, _few(part, told), "implied") for part in parts]
    more = Cell((*base.key, "+"), repeated, 0, "slack")
    relations = [
        Relation((base.key,), (told.key, missing[0].key)),
        Relation((told.key, more.key), tuple(part.key for part in parts)),
        *(Relation((told.key,), (part.key, rest.key)) for part, rest in zip(parts, rests, strict=True)),
    ]
    return [*cells, told, *rests, more], relations


def _few(item: Item, whole: Item | Cell) -> int:
    """The women outside of an item; never more than there are numbers outside of it."""
    outside = whole.value - item.value
    return outside if item.rest is None else min(item.rest, outside)


def _places(period: Mapping[str, Items], withheld: Collection[Key] | None) -> System:
    """Women of a year by municipality: each is one in the state and may be in several of its municipalities. Those of
    another state, or of nobody knows where, are counted apart."""
    (total,), parts = period["total"], period.get("part", ())
    apart = [*period.get("missing", ()), *period.get("elsewhere", ())]
    cells = [total.cell, *(each.cell for each in (*parts, *apart))]
    repeated = sum(part.value for part in parts) - total.value
    if repeated < 0:
        return cells, []  # printed with other municipalities than those of today
    rests = [Cell((*part.key, "≠"), total.value - part.value, 0, "slack") for part in parts]
    key = (*total.key, "+")
    more = _known(key, repeated) if withheld is None else Cell(key, repeated, 0, "slack")
    relations = [
        Relation((total.key, more.key), tuple(part.key for part in parts)),
        *(Relation((total.key,), (part.key, rest.key)) for part, rest in zip(parts, rests, strict=True)),
    ]
    return [*cells, *rests, more], relations


def _year(
    period: Mapping[str, Items], by_month: Mapping[str, Item], withheld: Collection[Key] | None
) -> System:
    """The women of a year are no more than its cases: each case is of one woman and happened in one place."""
    (total,) = period["total"]
    months = [by_month[name] for name in months_of(total.keys[0]) if name in by_month]
    women = [total, *period.get("missing", ()), *period.get("elsewhere", ())]
    again = sum(month.value for month in months) - sum(each.value for each in women)
    if len(months) < 12 or again < 0:
        return [], []
    key = (*total.key, "otra vez")
    repeated = _known(key, again) if withheld is None else Cell(key, again, 0, "slack")
    sides = tuple(each.key for each in women), tuple(month.key for month in months)
    return [repeated], [Relation((*sides[0], key), sides[1])]


def decide(months: Items, quarters: Items, years: Items, policy: disclosure.Policy) -> Proven:
    """What may be printed, chosen against whoever guesses right; and the proof that nobody can work out what is not, in
    which nothing is guessed. Without it nothing new is printed, and the problem says why."""
    tables = (months, quarters, years)
    system = system_of(*tables)
    try:
        protection = disclosure.protect(system, policy)
        system = system_of(*tables, protection.withheld)
        publication = system.publish(protection.withheld, policy)
        certificate = disclosure.prove(publication)
        verdict = disclosure.judge(system, certificate, policy)
    except disclosure.Unprotectable as none:
        return Proven(_nothing_new(system), (NO_WAY.format(n=len(none.keys)),))
    except (disclosure.NotProven, disclosure.Unsolvable):
        return Proven(_nothing_new(system), (NO_PROOF,))
    proof = {
        "publication": disclosure.publication_document(publication),
        "certificate": disclosure.certificate_document(certificate),
        "sensitive": verdict.sensitive,
        "level": verdict.level,
    }
    return Proven({cell.key: protection.decision(cell.key) for cell in system.cells}, (), proof)


def _nothing_new(system: disclosure.System) -> dict[Key, disclosure.Decision]:
    return {
        cell.key: disclosure.Decision(cell.key, bool(cell.decided), "complementary") for cell in system.cells
    }


def frozen_cells(proven: Proven, items: Items) -> list[FrozenCell]:
    """The cells of a table as they are stored."""
    return [item.settled or _frozen(proven.decisions[item.key], item) for item in items]


def _frozen(decision: disclosure.Decision, item: Item) -> FrozenCell:
    state = "no_especificado" if item.role == "missing" else "publicado"
    reason = "" if decision.published else decision.reason or ""
    return FrozenCell(item.keys, item.value, item.women, decision.published, reason, state, item.rest)
