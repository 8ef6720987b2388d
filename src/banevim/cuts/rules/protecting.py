"""From counted cells to frozen tables: what of one system of all numbers may be printed, and the proof.

Every table of a cut and everything that earlier cuts printed are one system (`linking`). A period is published once:
what an earlier cut decided enters with that cut's number and decision, and what is new gives way to it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from banevim.cuts.rules.linking import Item, Sheet, guessed, system_of
from banevim.cuts.terms import FrozenCell, FrozenDimension
from banevim.methods import disclosure
from banevim.methods.disclosure import Key
from banevim.methods.indicators import Evaluation
from datavim.bundle.names import PLACE, TOTAL, UNSPECIFIED, key_of

Held = Mapping[tuple[str, ...], FrozenCell]
NO_WAY = "Lo que ya se publicó no deja proteger {n} cifras de este corte. Ninguna cifra nueva se publica."
NO_PROOF = "No se pudo demostrar que las cifras protegidas de este corte no se pueden deducir."
NO_SUM = "Las cifras de este corte no suman con lo que ya se publicó. Ninguna cifra nueva se publica."


@dataclass(frozen=True)
class Proven:
    """What may be printed, by key; what stops the cut; and the proof as the public gets
    it, with what the office keeps of it (`sensitive`, `level`, `seed`)."""

    decisions: Mapping[Key, disclosure.Decision]
    problems: tuple[str, ...] = ()
    proof: Mapping[str, Any] = field(default_factory=dict)


def sheet_of(
    name: str,
    unit: str,
    dimensions: tuple[FrozenDimension, ...],
    counted: Evaluation | None,
    held: Held,
    state: str,
) -> Sheet:
    """A table with the cells that earlier cuts settled, as they were, and the new ones of the periods that are open.

    `state`: the code of the whole of the municipalities.
    """
    names = [dimension.name for dimension in dimensions]
    order = [{code: n for n, (code, *_) in enumerate(dimension.codes)} for dimension in dimensions]
    items = [
        Item(keys, key_of(unit, names, keys), cell.value, cell.women, cell.rest, cell)
        for keys, cell in held.items()
    ]
    for cell in counted.cells if counted else ():
        keys = tuple(
            state if name == PLACE and key == TOTAL else key
            for name, key in zip(names, cell.keys, strict=False)
        )
        if cell.role != "late":
            items.append(
                Item(keys, key_of(unit, names, keys), cell.value, cell.women, cell.complement_women, None)
            )
    items.sort(key=lambda item: [at[key] for at, key in zip(order, item.keys, strict=True)])
    return Sheet(name, unit, dimensions, tuple(items))


def decide(sheets: Sequence[Sheet], policy: disclosure.Policy, seed: bytes = b"") -> Proven:
    """What may be printed, chosen against whoever guesses right; and the proof that nobody can work out what is not, in
    which nothing is guessed. Without it nothing new is printed, and the problem says why.

    `seed`: kept beside the proof, for the office only, so that the choice can be made again."""
    try:
        withheld, sensitive = withheld_of(system_of(sheets), policy, seed)
        system = system_of(sheets, withheld)
        publication = system.publish(withheld, policy)
        certificate = disclosure.prove(publication)
        verdict = disclosure.judge(system, certificate, policy)
    except disclosure.Unprotectable as none:
        return Proven({}, (NO_WAY.format(n=len(none.keys)),))
    except (disclosure.NotProven, disclosure.Unsolvable):
        return Proven({}, (NO_PROOF,))
    except ValueError:
        return Proven({}, (NO_SUM,))
    proof = {
        "publication": disclosure.publication_document(publication),
        "certificate": disclosure.certificate_document(certificate),
        "sensitive": verdict.sensitive,
        "level": verdict.level,
        "seed": seed.hex(),
    }
    return Proven({cell.key: _decision(cell.key, withheld, sensitive) for cell in system.cells}, (), proof)


def withheld_of(
    system: disclosure.System, policy: disclosure.Policy, seed: bytes = b""
) -> tuple[frozenset[Key], frozenset[Key]]:
    """What to withhold, and what of it counts too few women: first against who guesses, then also so that nobody works
    out what a guess takes as known, how many came twice, or came to a printed period after it was."""
    found = disclosure.protect(guessed(system), policy, seed=seed)
    cells = (
        replace(cell, decided=False) if cell.decided is None and cell.key in found.withheld else cell
        for cell in system.cells
    )
    again = disclosure.protect(replace(system, cells=tuple(cells)), policy, seed=seed)
    return again.withheld, found.sensitive


def _decision(key: Key, withheld: Collection[Key], sensitive: Collection[Key]) -> disclosure.Decision:
    if key not in withheld:
        return disclosure.Decision(key, True)
    return disclosure.Decision(key, False, "primary" if key in sensitive else "complementary")


def frozen_cells(proven: Proven, sheet: Sheet) -> list[FrozenCell]:
    """The cells of a table as they are stored. What has no decision is not printed."""
    return [item.settled or _frozen(proven.decisions.get(item.key), item) for item in sheet.items]


def _frozen(decision: disclosure.Decision | None, item: Item) -> FrozenCell:
    state = UNSPECIFIED if UNSPECIFIED in item.keys else "publicado"
    published = decision is not None and decision.published
    reason = "" if published else (decision and decision.reason) or "complementary"
    return FrozenCell(item.keys, item.value, item.women, published, reason, state, item.rest)
