"""A statistician who reads the whole proof, and reasons from what it tells of each blank."""

import random
from collections.abc import Mapping, Sequence

import pytest
from tests.integration.cuts.attacker import narrowed

from banevim.cuts.rules.linking import Item, Sheet
from banevim.cuts.rules.protecting import Proven, decide
from banevim.cuts.terms import FrozenDimension
from banevim.methods import disclosure
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
