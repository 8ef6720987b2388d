"""The score: known cases, and the laws it must keep for any two persons."""

from dataclasses import fields, replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.linkage import (
    HAND_SET,
    Band,
    Level,
    Person,
    Score,
    compare,
    compare_many,
    pack,
    prepare,
    rank,
    typed_agreements,
)

from .people import TODAY, persons

HER = Person(
    given_names="María Guadalupe",
    first_surname="Verdugo",
    second_surname="López",
    birth_date=date(1992, 3, 4),
    curp="",
    phone="612 123 4567",
    sex="M",
)


def score(query: Person, candidate: Person = HER) -> Score:
    return compare(query, candidate, TODAY)


def level(result: Score, field: str) -> Level:
    return next(part.level for part in result.contributions if part.field == field)


def test_known_answer_by_hand() -> None:
    """The worked example of the README: log2(0.92 / 0.0006) and 13.5, and nothing for what is missing."""
    result = score(Person("", "Verdugo", "", birth_date=date(1992, 3, 4)))
    told = {part.field: part.bits for part in result.contributions if part.level is not Level.MISSING}
    assert told == {"first_surname": 10.582456, "birth_date": 13.5}
    assert (result.bits, result.band, result.version) == (24.082456, Band.POSSIBLY, "mano-4")
    named = score(Person("Guadalupe", "Verdugo", "", birth_date=date(1992, 3, 4)))
    assert (round(named.bits, 1), named.band) == (28.0, Band.PROBABLY)


@pytest.mark.parametrize(
    ("query", "band"),
    [
        (HER, Band.PROBABLY),
        (Person("Lupita", "Berdugo", "Lopes", birth_date=date(1992, 3, 4)), Band.PROBABLY),
        (Person("Lupita", "Verdugo", "López", birth_date=date(1992, 4, 3)), Band.PROBABLY),
        (Person("Guadalupe Verdugo López", birth_date=date(1992, 3, 4)), Band.PROBABLY),
        (Person("Guadalupe", "López", "Verdugo", birth_date=date(1992, 3, 4)), Band.PROBABLY),
        (Person("Guadalupe", "Verdugo", age=34), Band.POSSIBLY),
        (Person("Guadalupe", "Verdugo", "López", age=34), Band.POSSIBLY),
        (Person("Guadalupe", "Verdugo de Soto", birth_date=date(1992, 3, 4)), Band.PROBABLY),
        (
            Person("Rosa Elena", "Verdugo", "López", birth_date=date(1992, 3, 4), phone="6121234567"),
            Band.POSSIBLY,
        ),
        (Person("Guadalupe", "López", age=50), Band.LISTED),
        (Person("Guadalupe"), Band.LISTED),
        (Person(), Band.LISTED),
    ],
)
def test_bands(query: Person, band: Band) -> None:
    assert score(query).band is band


def test_twins_and_sisters_are_never_probably() -> None:
    twin = replace(HER, given_names="Rosa Elena")
    assert score(twin).bits > HAND_SET.thresholds(1_000_000)[0] - 2
    assert score(twin).band is Band.POSSIBLY
    by_curp = replace(twin, birth_date=None, curp="VELR920304MBSRPS01")
    assert score(by_curp).band is not Band.PROBABLY


def test_the_whole_curp_is_enough_and_another_curp_is_a_doubt() -> None:
    mine, other = "HEGG560427MVZRRL04", "SABC560626MDFLRN01"
    assert score(Person(curp=mine), replace(HER, curp=mine)).band is Band.PROBABLY
    assert score(replace(HER, curp=other), replace(HER, curp=mine)).band is Band.POSSIBLY


def test_a_rare_surname_weighs_more_than_a_common_one() -> None:
    rare = score(Person("", "Verdugo"), Person("", "Verdugo"))
    common = score(Person("", "Hernández"), Person("", "Hernández"))
    assert rare.bits > common.bits + 4


def test_a_husbands_surname_costs_little() -> None:
    plain = score(replace(HER, second_surname="Soto"))
    married = score(replace(HER, second_surname="de Soto"))
    assert married.bits > plain.bits


def test_an_age_in_fives_may_be_two_years_off() -> None:
    born = Person("Nancy", "Morales", birth_date=date(1994, 3, 28))
    thirty, thirty_one = (score(Person("Nancy", "Morales", age=age), born) for age in (30, 29))
    assert level(thirty, "age") is Level.SIMILAR
    assert level(thirty_one, "age") is Level.DISAGREES


def test_a_first_of_january_is_only_a_year() -> None:
    estimated = replace(HER, birth_date=date(1992, 1, 1))
    assert score(estimated, estimated).bits < score(HER).bits
    assert level(score(estimated), "birth_date") is Level.SIMILAR


def test_a_curp_stands_in_for_the_date() -> None:
    typed = Person("Gloria", "Hernández", curp="HEGG560427MVZRRL04")
    known = Person("Gloria", "Hernández", birth_date=date(1956, 4, 27))
    assert level(compare(typed, known, TODAY), "curp") is Level.SIMILAR
    assert level(compare(known, typed, TODAY), "birth_date") is Level.AGREES


def test_the_date_of_a_curp_counts_where_the_one_beside_it_is_wrong() -> None:
    """Whichever side tells the two dates; what was typed as a date still disagrees, so she is never *probably*."""
    typed = Person("Gloria", "Hernández", birth_date=date(1965, 8, 2), curp="HEGG560427MVZRRL04")
    known = Person("Gloria", "Hernández", birth_date=date(1956, 4, 27))
    told, back, plain = compare(typed, known, TODAY), compare(known, typed, TODAY), replace(typed, curp="")
    assert told.bits == back.bits == compare(plain, known, TODAY).bits + 13.5 - 4.0 - HAND_SET.year_far
    assert (level(told, "birth_date"), level(told, "curp")) == (Level.DISAGREES, Level.SIMILAR)
    assert (level(back, "birth_date"), level(back, "curp")) == (Level.SIMILAR, Level.MISSING)
    assert told.band is not Band.PROBABLY


def test_the_letters_of_a_curp_speak_for_a_surname_that_its_record_does_not_tell() -> None:
    """KARLA GONZÁLEZ, whose CURP says A and N of her second surname, among the Karlas González without a CURP."""
    asked = Person("Karla", "González", curp="GOAK130831MBSNNRW3")
    hers, another, hardly = (Person("Karla", "González", name) for name in ("Andrade", "Beltrán", "Arce"))
    assert score(asked, hers).bits - score(asked, hardly).bits == pytest.approx(HAND_SET.letters_most)
    assert score(asked, another).bits - score(asked, hardly).bits == pytest.approx(HAND_SET.letters_differ)
    assert level(score(asked, hers), "curp") is Level.SIMILAR
    assert level(score(asked, another), "curp") is Level.DISAGREES
    assert level(score(hers, asked), "second_surname") is Level.SIMILAR
    assert level(score(another, asked), "second_surname") is Level.DISAGREES


def test_the_letters_of_a_curp_tell_a_husbands_surname_from_hers() -> None:
    """They may speak for her where her record tells another name, never against her."""
    asked = Person("Belén", "Martínez", "de Pineda", curp="MALB860712MMCRRL85")
    plain = replace(asked, curp="")
    hers, another = Person("Belén", "Martínez", "Lara"), Person("Belén", "Martínez", "Ochoa")
    assert score(asked, hers).bits - score(plain, hers).bits == pytest.approx(HAND_SET.letters_most)
    assert score(asked, another).bits == score(plain, another).bits


def test_exchanged_figures_of_the_year_are_a_slip_however_far() -> None:
    exchanged = compare(Person(birth_date=date(1929, 4, 13)), Person(birth_date=date(1992, 4, 13)), TODAY)
    assert exchanged.bits == HAND_SET.date_slip
    mother = compare(Person(birth_date=date(1962, 4, 13)), Person(birth_date=date(1992, 4, 13)), TODAY)
    assert mother.bits == HAND_SET.year_far


def test_the_screen_is_told_fields_and_never_the_telephone() -> None:
    told = typed_agreements(score(replace(HER, second_surname="Ruiz", birth_date=date(1992, 4, 3))))
    assert told.agree == ("given_names", "first_surname")
    assert told.similar == ("birth_date",)
    assert told.disagree == ("second_surname",)
    assert "age" in typed_agreements(score(Person("Guadalupe", age=34))).agree


def test_rank_puts_the_best_first() -> None:
    others = [("sister", replace(HER, given_names="Rosa")), ("her", HER), ("nobody", Person("Eva", "Ruiz"))]
    assert [name for name, _ in rank(HER, others, TODAY)] == ["her", "sister", "nobody"]


@given(persons, persons)
def test_contributions_add_up(a: Person, b: Person) -> None:
    result = score(a, b)
    assert result.bits == pytest.approx(sum(part.bits for part in result.contributions), abs=1e-5)
    assert len({part.field for part in result.contributions}) == len(result.contributions)


@given(st.lists(persons, min_size=4, max_size=8))
@settings(max_examples=50)
def test_symmetric(people: list[Person]) -> None:
    """Everybody against everybody, a row at once: some 1,500 pairs."""
    lines = [pack(prepare(each)) for each in people]
    rows = np.array([compare_many(prepare(each), lines, TODAY).bits for each in people])
    assert rows == pytest.approx(rows.T, abs=1e-5)


BANDS = [Band.LISTED, Band.POSSIBLY, Band.PROBABLY]
FIELDS = st.sampled_from([field.name for field in fields(Person)])


@given(persons, st.lists(st.tuples(persons, FIELDS), min_size=4, max_size=12))
@settings(max_examples=100)
def test_an_added_agreement_never_lowers(her: Person, others: list[tuple[Person, str]]) -> None:
    """Each of the others without a field, and with that field as hers: some 700 pairs."""
    without = [replace(other, **{field: getattr(Person(), field)}) for other, field in others]
    more = [
        replace(less, **{field: getattr(her, field)})
        for less, (_, field) in zip(without, others, strict=True)
    ]
    scores = compare_many(prepare(her), [pack(prepare(each)) for each in (*without, *more)], TODAY)
    for n in range(len(others)):
        before, after = scores.score(n), scores.score(n + len(others))
        assert after.bits >= before.bits - 1e-5
        assert BANDS.index(after.band) >= BANDS.index(before.band)


@given(persons, persons, st.sampled_from(["second_surname", "birth", "curp", "phone", "sex"]))
def test_what_is_missing_says_nothing(a: Person, b: Person, field: str) -> None:
    """A field that one side lacks leaves the score as if the other side lacked it too."""
    names = ["birth_date", "birth_year", "age", "curp"] if field == "birth" else [field]
    empty = {name: getattr(Person(), name) for name in names}
    told = score(replace(a, **empty), b)
    for name in names:
        part = [part for part in told.contributions if part.field == name]
        assert all(p.level is Level.MISSING and p.bits == 0 for p in part)
    if field in ("phone", "sex"):
        assert told.bits == score(replace(a, **empty), replace(b, **empty)).bits


@given(st.text(max_size=50), st.text(max_size=50), st.text(max_size=50), st.text(max_size=20))
def test_any_text_is_compared(given_names: str, first: str, second: str, other: str) -> None:
    odd = Person(given_names, first, second, curp=other, phone=other, sex=other)
    assert score(odd, odd).bits >= 0
    score(odd, HER)


def test_two_surnames_in_the_first_field_count_as_two() -> None:
    """Without the price of fields exchanged, and without a second surname counted as another word of the first."""
    hers = Person("Natalia", "García", "Pérez")
    apart = compare(Person("Natalia", "García", "Pérez"), hers, TODAY)
    assert compare(Person("Natalia", "García Pérez"), hers, TODAY).bits == pytest.approx(apart.bits)
    assert compare(hers, Person("Natalia", "García-Pérez"), TODAY).bits == pytest.approx(apart.bits)
