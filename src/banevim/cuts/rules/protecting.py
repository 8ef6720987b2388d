"""From counted cells to frozen tables: one system of all numbers, what of it may be printed, and the proof.

Every table of a cut and everything that earlier cuts printed are one system. A period is published once: what an
earlier cut decided enters with that cut's number and decision, and what is new gives way to it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
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

    `settled` is what an earlier cut decided about it, with its numbers; `since` the month of the cut that decides.
    """

    keys: tuple[str, ...]
    role: str
    key: Key
    value: int
    women: int
    rest: int
    since: str
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


def items_of(
    evaluation: Evaluation, table: str, held: Held, renamed: Mapping[str, str], month: str
) -> list[Item]:
    """The cells of a table. A period settled before keeps its numbers and its cells: nothing is added to it."""
    closed = {keys[0] for keys in held}
    items = []
    for cell in evaluation.cells:
        keys = public_keys(cell, renamed)
        before = held.get(keys)
        if cell.role == "late" or (before is None and keys[0] in closed):
            continue
        value, women = (before.value, before.women) if before else (cell.value, cell.women)
        rest = cell.complement_women or 0 if before is None or before.rest is None else before.rest
        since = before.since if before else month
        items.append(Item(keys, cell.role, (table, *keys), value, women, rest, since, before))
    return items


def _by_period(items: Iterable[Item]) -> Iterator[Mapping[str, Items]]:
    """The cells of each period, by role."""
    periods: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        periods.setdefault(item.keys[0], {}).setdefault(item.role, []).append(item)
    yield from (dict(each) for each in periods.values())


def system_of(months: Items, quarters: Items, years: Items, *, guessed: bool = False) -> disclosure.System:
    """Every number of the cut with every sum that holds between them. `guessed`: and what is nowhere printed but may
    well be guessed: that no woman is in two municipalities, that nothing came late."""
    places = [_places(period, guessed=guessed) for period in _by_period(years)]
    series = _series(months, quarters, guessed=guessed)
    parts = [*series, *map(_types, _by_period(quarters)), *places]
    cells = [cell for found, _ in parts for cell in found]
    return disclosure.System(tuple(cells), tuple(relation for _, found in parts for relation in found))


System = tuple[list[Cell], list[Relation]]


def _series(months: Items, quarters: Items, *, guessed: bool) -> Iterator[System]:
    """The months, and each closed quarter beside them: the base of its types.

    Counted in the same cut it is their sum. Months that came out before it may have gained or lost cases since, which
    would be a difference to subtract: whether they did is not told, and what came and what went is always small.
    """
    yield [month.cell for month in months], []
    by_month = {month.keys[0]: month for month in months}
    for base in (item for item in quarters if item.role == "total"):
        parts = [by_month[name] for name in months_of(base.keys[0]) if name in by_month]
        keys, apart = tuple(part.key for part in parts), base.value - sum(part.value for part in parts)
        if len(parts) < 3:
            yield [replace(base.cell, decided=False)], []
        elif not apart and (guessed or {part.since for part in parts} == {base.since}):
            yield [base.cell], [Relation((base.key,), keys)]
        else:
            came, went = _late(base, "+", apart), _late(base, "-", -apart)
            yield [base.cell, came, went], [Relation((base.key, went.key), (*keys, came.key))]


def _late(base: Item, sign: str, number: int) -> Cell:
    """What came to a quarter or left it after its months were printed: however much it is, it may be one woman."""
    return Cell((*base.key, f"tarde{sign}"), max(number, 0), min(max(number, 0), 1), "implied")


def _types(period: Mapping[str, Items]) -> System:
    """Types of a quarter: a case has one or several. Whoever knows how many cases told theirs knows how many are not of
    a type, and that is as small as the type itself."""
    (base,), (missing,), parts = period["total"], period["missing"], period["part"]
    told = Cell((*base.key, "≠"), base.value - missing.value, _few(missing, base), "implied")
    rests = [Cell((*part.key, "≠"), told.value - part.value, _few(part, told), "implied") for part in parts]
    more = Cell((*base.key, "+"), sum(part.value for part in parts) - told.value, 0, "slack")
    relations = [
        Relation((base.key,), (told.key, missing.key)),
        Relation((told.key, more.key), tuple(part.key for part in parts)),
        *(Relation((told.key,), (part.key, rest.key)) for part, rest in zip(parts, rests, strict=True)),
    ]
    return [missing.cell, *(part.cell for part in parts), told, *rests, more], relations


def _few(item: Item, whole: Item | Cell) -> int:
    """The women outside of an item; never more than there are numbers outside of it."""
    return min(item.rest, whole.value - item.value)


def _places(period: Mapping[str, Items], *, guessed: bool) -> System:
    """Women of a year by municipality: each is one in the state and may be in several of its municipalities. Those of
    another state, or of nobody knows where, are counted apart."""
    (total,), parts = period["total"], period["part"]
    apart = [*period.get("missing", ()), *period.get("elsewhere", ())]
    rests = [Cell((*part.key, "≠"), total.value - part.value, 0, "slack") for part in parts]
    more = Cell((*total.key, "+"), sum(part.value for part in parts) - total.value, 0, "slack")
    relations = [
        Relation((total.key, more.key), tuple(part.key for part in parts)),
        *(Relation((total.key,), (part.key, rest.key)) for part, rest in zip(parts, rests, strict=True)),
    ]
    cells = [total.cell, *(each.cell for each in (*parts, *apart)), *rests, more]
    if guessed:
        every = Cell((*total.key, "*"), total.value + more.value, total.women, decided=True)
        return [*cells, every], [*relations, Relation((every.key,), tuple(part.key for part in parts))]
    return cells, relations


def decide(system: disclosure.System, guessed: disclosure.System, policy: disclosure.Policy) -> Proven:
    """What may be printed of a system, and the proof that nobody can work out what is not, in which nothing is guessed.
    Without it nothing new is printed, and the problem says why."""
    try:
        protection = disclosure.protect(guessed, policy)
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
    return FrozenCell(
        item.keys, item.value, item.women, decision.published, reason, state, item.rest, item.since
    )
