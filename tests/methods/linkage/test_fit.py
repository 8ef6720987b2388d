"""Weights learned from pairs without truth: the bank teaches what its own errors are like."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from banevim.methods.linkage import HAND_SET, Person, Scores, Weights, compare_many, fit, pack, prepare

from .people import TODAY

SURNAMES = (
    "VERDUGO COTA LUCERO RUIZ MATA LEON ROJAS VEGA SOTO MEZA LARA CRUZ DIAZ GIL PAZ RICO MORA LUNA".split()
)
GIVEN = "ANA EVA ROSA LUZ ALMA IRMA OLGA SARA ELSA DORA NORA RUTH INES GEMA ZITA".split()
MANY, WRONG_DAY = 400, 0.2


def bank(chance: random.Random) -> list[Person]:
    return [
        Person(
            chance.choice(GIVEN),
            chance.choice(SURNAMES),
            chance.choice(SURNAMES),
            birth_date=date(1960, 1, 2) + timedelta(days=chance.randrange(15_000)),
        )
        for _ in range(MANY)
    ]


@pytest.fixture(scope="module")
def learned() -> Weights:
    """Half of the women come back, one in five with another day of birth; nobody says who is who."""
    chance = random.Random(4)
    women = bank(chance)
    lines = [pack(prepare(each)) for each in women]
    near: list[Scores] = []
    drawn: list[Scores] = []
    for each in women[: MANY // 2]:
        day = each.birth_date or TODAY
        told = (
            replace(each, birth_date=day.replace(day=day.day % 28 + 1))
            if chance.random() < WRONG_DAY
            else each
        )
        near.append(
            compare_many(prepare(told), [n for n in lines if n.split("|")[2] == each.first_surname], TODAY)
        )
        drawn.append(compare_many(prepare(told), chance.sample(lines, 150), TODAY))
    return fit(near, drawn, MANY * MANY / 2, HAND_SET, "banco-1").weights


def test_what_it_learns_is_in_the_order_of_sense(learned: Weights) -> None:
    assert learned.version == "banco-1"
    assert learned.date_two_parts > 0 > learned.year_far
    assert learned.given_differs < 0
    assert learned.first_differs < 0


def test_a_level_that_chance_never_showed_keeps_its_weight(learned: Weights) -> None:
    assert learned.curp_equal == HAND_SET.curp_equal
    assert learned.phone_equal == HAND_SET.phone_equal


def test_the_learned_weights_score(learned: Weights) -> None:
    her = Person("Ana", "Verdugo", "Cota", birth_date=date(1980, 5, 6))
    scores = compare_many(
        prepare(her), [pack(prepare(her)), pack(prepare(replace(her, given_names="Eva")))], TODAY, learned
    )
    assert scores.best() == [0, 1]
    assert scores.score(0).version == "banco-1"


def test_sisters_without_a_woman_twice_teach_nothing() -> None:
    """Pairs of one house are alike, and are not of one woman: they must not be taken for her errors."""
    chance = random.Random(9)
    women = bank(chance)
    for each in list(women[: MANY // 2]):
        day = (each.birth_date or TODAY) + timedelta(days=chance.randrange(500, 3000))
        women.append(replace(each, given_names=chance.choice(GIVEN), birth_date=day))
    lines = [pack(prepare(each)) for each in women]
    near, drawn = [], []
    for n, each in enumerate(women):
        others = [line for m, line in enumerate(lines) if m != n]
        near.append(
            compare_many(prepare(each), [o for o in others if o.split("|")[2] == each.first_surname], TODAY)
        )
        drawn.append(compare_many(prepare(each), chance.sample(others, 100), TODAY))
    found = fit(near, drawn, len(women) ** 2, HAND_SET, "banco-2")
    assert found.matches < 20
    assert found.weights.given_differs == pytest.approx(HAND_SET.given_differs, abs=0.5)


def test_without_pairs_it_is_what_it_was() -> None:
    found = fit([], [], 0, HAND_SET, "banco-3")
    assert (found.pairs, found.weights) == (0, replace(HAND_SET, version="banco-3"))
