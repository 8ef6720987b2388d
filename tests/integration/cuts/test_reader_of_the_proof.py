"""A statistician who reads the whole proof, and reasons from what it tells of each blank."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from tests.integration.cuts.attacker import narrowed

from banevim.cuts.rules.linking import Item, Sheet
from banevim.cuts.rules.protecting import Proven, decide
from banevim.cuts.terms import FrozenDimension
from banevim.methods import disclosure
from banevim.methods.disclosure import Key
from datavim.bundle.names import key_of

PLACES = ("03001", "03002", "03003", "03008", "03009")
SHARES = (0.07, 0.06, 0.42, 0.42, 0.03, 0.02, 0.01)
ASKED = {"armas": ("SI", "NO", "no_especificado"), "riesgo": ("B", "M", "A", "no_especificado")}
Counted = Mapping[tuple[str, ...], tuple[int, int, int | None]]
YEAR = FrozenDimension("anio", "", (("2025", "2025", False),))


def places(*, several: bool = False) -> FrozenDimension:
    codes = (
        *((code, code, False) for code in (*PLACES, "no_especificado", "otra_entidad")),
        ("03", "03", True),
    )
    return FrozenDimension("municipio", "", codes, several)


def answers(name: str, *codes: str, several: bool = False) -> FrozenDimension:
    shown = (*((code, code, False) for code in codes), ("total", "total", True))
    return FrozenDimension(name, "", shown, several)


def sheet(name: str, unit: str, dimensions: Sequence[FrozenDimension], counted: Counted) -> Sheet:
    """`counted`: number, distinct women, and women known to be outside, by codes."""
    names = [dimension.name for dimension in dimensions]
    items = tuple(Item(keys, key_of(unit, names, keys), *said, None) for keys, said in counted.items())
    return Sheet(name, unit, tuple(dimensions), items)


def small(proven: Proven) -> set[tuple[str, ...]]:
    assert proven.problems == ()
    return {key for key, decision in proven.decisions.items() if decision.reason == "primary"}


def crossed(name: str, records: Sequence[Mapping[str, str]]) -> Sheet:
    """Cases of the year by municipality and by one answer, each of another woman."""
    counted = {}
    for place in (*PLACES, "no_especificado", "otra_entidad", "03"):
        here = [r[name] for r in records if r["place"] == place or (place == "03" and r["place"] in PLACES)]
        counted["2025", place, "total"] = (len(here), len(here), len(here))
        for code in ASKED[name]:
            n = here.count(code)
            rest = len(here) - here.count("no_especificado") - (n if code != "no_especificado" else 0)
            counted["2025", place, code] = (n, n, rest)
    return sheet(name, "casos", [YEAR, places(), answers(name, *ASKED[name])], counted)


@pytest.mark.parametrize("seed", range(6))
def test_what_the_proof_tells_of_one_blank_tells_nothing_of_a_small_one(seed: int) -> None:
    dice = random.Random(seed)
    where = (*PLACES, "no_especificado", "otra_entidad")
    records = [
        {
            "place": dice.choices(where, SHARES)[0],
            "armas": dice.choices(ASKED["armas"], (2, 7, 1.5))[0],
            "riesgo": dice.choices(ASKED["riesgo"], (3, 4, 2, 1))[0],
        }
        for _ in range(250)
    ]
    proven = decide([crossed(name, records) for name in ASKED], disclosure.Policy())
    assert small(proven)
    assert narrowed(proven.proof, small(proven)) == []


@pytest.mark.parametrize(("cases", "women"), [(40, 5), (5, 5)])
def test_printed_cases_say_how_few_their_women_cannot_be(cases: int, women: int) -> None:
    """Three women of Loreto are hidden beside the five of Comondú, whose cases are printed."""
    counted = {
        "03001": (cases, women),
        "03002": (33, 31),
        "03003": (71, 64),
        "03008": (66, 58),
        "03009": (3, 3),
    }
    counted |= {"no_especificado": (9, 9), "otra_entidad": (8, 8)}
    counted["03"] = tuple(sum(counted[place][n] for place in PLACES) for n in (0, 1))
    sheets = [
        sheet("c", "casos", [YEAR, places()], {("2025", p): (n, w, None) for p, (n, w) in counted.items()}),
        sheet(
            "w",
            "mujeres",
            [YEAR, places(several=True)],
            {("2025", p): (w, w, None) for p, (_, w) in counted.items()},
        ),
    ]
    proven = decide(sheets, disclosure.Policy())
    assert small(proven)
    assert narrowed(proven.proof, small(proven), guess="municipio+") == []


def knowing(proof: Mapping[str, Any], less: Sequence[Key], more: Sequence[Key]) -> dict[str, Any]:
    """The proof with what the reader guesses: these numbers add up to no more than those."""
    publication = proof["publication"]
    place = {tuple(cell["key"]): n for n, cell in enumerate(publication["cells"])}
    rest = {"key": ["rest"], "kind": "slack", "number": None}
    guess = {"left": [len(place), *(place[key] for key in less)], "right": [place[key] for key in more]}
    told = {"cells": [*publication["cells"], rest], "relations": [*publication["relations"], guess]}
    return {"publication": publication | told, "certificate": proof["certificate"]}


def one_answer(name: str, unit: str, column: FrozenDimension, whole: int, said: Mapping[str, int]) -> Sheet:
    """Of the year; each of another woman, and nobody with two answers."""
    told = whole - said.get("no_especificado", 0)
    counted = {("2025", "total"): (whole, whole, whole)}
    for code, n in said.items():
        counted["2025", code] = (n, n, told if code == "no_especificado" else told - n)
    return sheet(name, unit, [YEAR, column], counted)


def test_each_case_has_somebody_who_did_it() -> None:
    """A hundred cases of a hundred persons: one each, so the links add up to the cases."""
    links = {"pareja": 60, "familiar": 26, "conocido": 3, "laboral": 1, "no_especificado": 10}
    sheets = [
        one_answer("l", "casos", answers("vinculo", *links, several=True), 100, links),
        one_answer("a", "personas agresoras", answers("sexo", "H", "M"), 100, {"H": 80, "M": 20}),
    ]
    proven = decide(sheets, disclosure.Policy())
    told = [("casos", "anio=2025", f"vinculo={link}") for link in links]
    assert {("casos", "anio=2025", f"vinculo={link}") for link in ("conocido", "laboral")} <= small(proven)
    guess = knowing(proven.proof, told, [("personas agresoras", "anio=2025")])
    assert narrowed(guess, small(proven), guess="vinculo+") == []


def test_a_woman_with_a_service_has_one() -> None:
    """Sixty women, 56 with a service, and 58 services: two women at least would have none."""
    kinds = {"PSI": 33, "JUR": 18, "no_especificado": 7}
    sheets = [
        one_answer("w", "mujeres", answers("recibio_servicio", "SI", "NO"), 60, {"SI": 56, "NO": 4}),
        one_answer("s", "servicios", answers("servicio", *kinds), 58, kinds),
    ]
    proven = decide(sheets, disclosure.Policy())
    served = ("mujeres", "anio=2025", "recibio_servicio=SI")
    guess = knowing(proven.proof, [served], [("servicios", "anio=2025")])
    assert small(proven)
    assert narrowed(guess, small(proven)) == []


def blanks(few: int, seed: bytes) -> frozenset[str]:
    """Loreto with few, Comondú so that both have 24, Mulegé with 23: less than Comondú can be, or more."""
    counted = dict(zip(PLACES, (24 - few, 23, 71, 66, few), strict=True))
    counted |= {"03": sum(counted.values()), "no_especificado": 9, "otra_entidad": 8}
    cells = {("2025", place): (n, n, None) for place, n in counted.items()}
    proven = decide([sheet("c", "casos", [YEAR, places()], cells)], disclosure.Policy(), seed)
    assert proven.proof["seed"] == seed.hex()
    return frozenset(key[-1] for key, d in proven.decisions.items() if not d.published and len(key) == 3)


def test_which_cell_was_withheld_beside_a_small_one_does_not_tell_it() -> None:
    """Comondú or Mulegé, whatever Loreto counts: the seed of the office chose, and it chooses the same again."""
    seeds = [bytes([n]) * 32 for n in range(12)]
    ways = {few: {blanks(few, seed) for seed in seeds} for few in range(4)}
    either = {frozenset({f"municipio={place}", "municipio=03009"}) for place in ("03001", "03002")}
    assert all(found >= either for found in ways.values())
    assert blanks(3, seeds[1]) == blanks(3, seeds[1])
