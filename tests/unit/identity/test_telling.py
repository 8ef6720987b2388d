"""What may be said of a candidate, and in which words."""

import datetime as dt

import pytest

from banevim.common.ids import uuid7
from banevim.identity import rules
from banevim.identity.terms import Asked, Decision, Kind, Likeness, Sheet, Shown
from banevim.identity.views.words import count_words, labels, results_context
from banevim.methods.linkage import Level

TODAY = dt.date(2026, 11, 23)
FULL = Asked("Ana", "Verdugo", "Cota", birth_date=dt.date(1990, 5, 12), phone="6121234567")
NAMES = {"given_names": Level.AGREES, "first_surname": Level.AGREES, "second_surname": Level.SIMILAR}


def test_initials_and_bands() -> None:
    assert rules.initials("María de los Ángeles", "de la Cruz", "Ñíguez") == "M. A. C. N."
    assert rules.initials("", "", "") == "Sin nombre registrado"
    assert rules.age_band(dt.date(1996, 11, 24), None, TODAY) == "20 a 29 años"
    assert rules.age_band(dt.date(1996, 11, 23), None, TODAY) == "30 a 39 años"
    assert rules.age_band(None, 1930, TODAY) == "80 años o más"
    assert rules.age_band(None, None, TODAY) == "edad no registrada"


def test_only_names_are_told_to_be_alike_and_the_telephone_is_never_told() -> None:
    levels = NAMES | {"birth_date": Level.SIMILAR, "phone": Level.AGREES}
    agree, similar, apart = rules.told(FULL, levels, frozenset())
    assert agree == (Kind.GIVEN_NAMES, Kind.FIRST_SURNAME)
    assert similar == (Kind.SECOND_SURNAME,)
    assert apart == (Kind.BIRTH_DATE,)


@pytest.mark.parametrize("differs", ["given_names", "both_surnames"])
def test_a_birth_date_is_told_only_when_the_name_agrees(differs: str) -> None:
    levels = NAMES | {"birth_date": Level.AGREES}
    assert Kind.BIRTH_DATE in rules.told(FULL, levels, frozenset())[0]
    if differs == "given_names":
        levels["given_names"] = Level.SIMILAR
    else:
        levels |= {"first_surname": Level.DISAGREES, "second_surname": Level.MISSING}
    assert Kind.BIRTH_DATE in rules.told(FULL, levels, frozenset())[2]


def test_missing_and_different_are_told_together() -> None:
    for level in (Level.MISSING, Level.DISAGREES):
        told = rules.told(FULL, NAMES | {"second_surname": level, "birth_date": level}, frozenset())
        assert told[2] == (Kind.SECOND_SURNAME, Kind.BIRTH_DATE)


def test_the_strength_comes_from_what_is_told() -> None:
    assert rules.likeness(FULL, 4, 0, 30) is Likeness.STRONG
    assert rules.likeness(FULL, 4, 0, 9) is Likeness.PLAIN
    assert rules.likeness(FULL, 3, 1, 30) is Likeness.FAIR
    assert rules.likeness(FULL, 1, 3, 30) is Likeness.WEAK


def test_the_next_question_depends_only_on_what_was_typed() -> None:
    assert "segundo apellido" in rules.next_question(Asked("Ana", "Cota"))
    assert "fecha" in rules.next_question(Asked("Ana", "Cota", "Ruiz"))
    assert "conocen" in rules.next_question(FULL)


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((1, 0, 1), "coincide el dato que escribiste"),
        ((4, 0, 4), "coinciden los 4 datos que escribiste"),
        ((1, 0, 4), "coincide 1 de los 4 datos que escribiste"),
        ((2, 1, 4), "coinciden 2 de los 4 datos que escribiste y 1 se parece"),
        ((2, 2, 4), "coinciden 2 de los 4 datos que escribiste y 2 se parecen"),
        ((0, 2, 3), "se parecen 2 de los 3 datos que escribiste"),
        ((0, 1, 1), "se parece el dato que escribiste"),
    ],
)
def test_counts_are_words(numbers: tuple[int, int, int], words: str) -> None:
    assert count_words(*numbers) == words


def test_labels_begin_with_a_capital() -> None:
    assert labels((Kind.CURP, Kind.BIRTH_YEAR)) == "CURP · año de nacimiento"
    assert labels((Kind.GIVEN_NAMES,)) == "Nombre"
    assert labels(()) == ""


def test_of_candidates_of_whom_the_page_says_the_same_none_is_put_forward() -> None:
    def shown(rank: int, *agree: Kind, decision: Decision = Decision.UNDECIDED) -> Shown:
        apart = tuple({Kind.GIVEN_NAMES, Kind.FIRST_SURNAME} - set(agree))
        return Shown(rank, "A. C.", "30 a 39 años", Likeness.PLAIN, agree, (), apart, decision)

    def forward(*candidates: Shown) -> list[bool]:
        sheet = Sheet(uuid7(), "ATE", asked=Asked("Ana", "Cota"), shown=candidates)
        return [card["top"] for card in results_context(sheet)["cards"]]

    both = (Kind.GIVEN_NAMES, Kind.FIRST_SURNAME)
    assert forward(shown(1, *both)) == [True]
    assert forward(shown(1, *both), shown(2, Kind.GIVEN_NAMES)) == [True, False]
    assert forward(shown(1, *both), shown(2, *both)) == [False, False]
    assert forward(shown(1, *both), shown(2, *both, decision=Decision.NOT_HER)) == [True, False]
