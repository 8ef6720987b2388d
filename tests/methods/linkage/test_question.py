"""The best next question: what separates the candidates most, and never what must not be mentioned."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.linkage import Person, next_question, pack, prepare

from .people import persons

ASKED = Person("Guadalupe", "Hernández")


def ask(query: Person, *candidates: Person, bits: list[float] | None = None) -> str:
    lines = [pack(prepare(each)) for each in candidates]
    return next_question(prepare(query), lines, bits or [20.0] * len(lines))


def her(second: str = "", born: date | None = None, given_names: str = "Guadalupe", curp: str = "") -> Person:
    return Person(given_names, "Hernández", second, birth_date=born, curp=curp, phone="6121234567")


def test_it_asks_for_what_differs() -> None:
    assert ask(ASKED, her("López"), her("Cota"), her("Verdugo")) == "second_surname"
    same_surname = [her("López", date(1990, 1, day)) for day in (2, 3, 4)]
    assert ask(ASKED, *same_surname) == "birth_date"
    assert ask(ASKED, her(given_names="Guadalupe Ana"), her(given_names="Guadalupe Rosa")) == "given_names"


def test_two_ways_to_write_a_surname_are_one_answer() -> None:
    born = [date(1990, 1, 2), date(1988, 5, 6)]
    assert ask(ASKED, her("Velázquez", born[0]), her("Belasques", born[1])) == "birth_date"


def test_a_datum_that_few_have_separates_little() -> None:
    known = [her("López", date(1990, 1, 2)), her("Cota", date(1991, 1, 2)), her("Ruiz"), her("Mata")]
    assert ask(ASKED, *known) == "second_surname"


def test_nothing_is_asked_when_nothing_helps() -> None:
    assert ask(ASKED) == ""
    assert ask(ASKED, her("López")) == ""
    assert ask(ASKED, her("López"), her("López")) == ""
    assert ask(ASKED, her("López"), her("Cota"), bits=[30.0, 12.0]) == ""


@given(persons, st.lists(persons, max_size=6))
def test_it_never_asks_again_nor_for_what_must_not_be_mentioned(
    query: Person, candidates: list[Person]
) -> None:
    asked = ask(query, *candidates)
    assert asked in {"", "second_surname", "first_surname", "birth_date", "given_names", "curp"}
    typed = prepare(query)
    if asked == "second_surname":
        assert not typed.second
    if asked in ("birth_date", "curp"):
        assert not typed.curp
