"""Whoever attacked: the same engine, weaker evidence, a higher bar, and never more than *possibly*."""

from datetime import date

from hypothesis import given
from tests.methods.linkage.people import persons

from banevim.methods.linkage import AGGRESSOR, HAND_SET, Band, Person, compare

TODAY = date(2026, 11, 20)
TOLD = Person("Rogelio", "Verdugo", "Zazueta", birth_date=date(1984, 5, 17), sex="H")


def band(asked: Person, known: Person, weights: object = AGGRESSOR) -> Band:
    return compare(asked, known, TODAY, weights).band  # type: ignore[arg-type]


def test_the_same_man_is_possibly_the_same_where_a_woman_would_be_probably() -> None:
    assert band(TOLD, TOLD) is Band.POSSIBLY
    assert band(TOLD, TOLD, HAND_SET) is Band.PROBABLY


def test_two_names_and_a_guessed_age_are_only_listed() -> None:
    guessed = Person("José", "García", "", age=40, sex="H")
    known = Person("José", "García", "", birth_year=1986, sex="H")
    assert band(guessed, known) is Band.LISTED


def test_a_guessed_age_that_is_wrong_costs_less_than_hers() -> None:
    guessed = Person("Rogelio", "Verdugo", "Zazueta", age=35, sex="H")
    his, hers = (compare(guessed, TOLD, TODAY, weights).bits for weights in (AGGRESSOR, HAND_SET))
    assert his > hers


@given(persons, persons)
def test_never_more_than_possibly(one: Person, two: Person) -> None:
    assert band(one, two) is not Band.PROBABLY
    assert compare(one, one, TODAY, AGGRESSOR).band is not Band.PROBABLY
