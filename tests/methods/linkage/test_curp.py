"""The CURP against published vectors, against python-stdnum, and as a comparison that never blocks."""

import string
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum.mx import curp as oracle

from banevim.methods.linkage import Level, Person, compare, curp
from banevim.methods.linkage.curp._parse import _SHAPE
from banevim.methods.linkage.curp._tables import inconvenient_words, states

VECTORS = ["SABC560626MDFLRN01", "HEGG560427MVZRRL04", "BEML920313HMCLNS09", "BOXW310820HNERXN09"]


@pytest.mark.parametrize("text", VECTORS)
def test_published_vectors(text: str) -> None:
    assert curp.check_digit(text[:17]) == text[17]
    read = curp.parse(f" {text[:4].lower()}-{text[4:]} ")
    assert read.text == text
    assert read.root == text[:16]
    assert read.birth_date == oracle.get_birth_date(text)


def test_state_and_sex() -> None:
    read = curp.parse("HEGG560427MVZRRL04")
    assert (read.sex, read.state_letters, read.state_code, read.born_abroad) == ("M", "VZ", "30", False)
    abroad = curp.parse("BOXW310820HNERXN09")
    assert (abroad.state_code, abroad.born_abroad) == ("", True)
    assert abroad.notes == ("La CURP indica nacimiento en el extranjero.",)


def valid(first16: str, differentiator: str) -> str:
    return (body := first16 + differentiator) + curp.check_digit(body)


def test_the_differentiator_gives_the_century() -> None:
    assert curp.parse(valid("GALA050101MBSRPN", "0")).birth_date == date(1905, 1, 1)
    assert curp.parse(valid("GALA050101MBSRPN", "A")).birth_date == date(2005, 1, 1)
    assert curp.parse(valid("GALA000229MBSRPN", "A")).birth_date == date(2000, 2, 29)
    with pytest.raises(curp.InvalidCurp, match="no existe"):
        curp.parse(valid("GALA000229MBSRPN", "0"))


def test_sex_x_is_accepted_and_noted() -> None:
    assert curp.parse(valid("GALA050101XBSRPN", "A")).notes == ("La CURP indica sexo X.",)


def test_enye_has_its_own_value() -> None:
    """O to Z are one higher because of it: worked by hand, 25 times 18 is 450."""
    assert curp.check_digit("O" + "0" * 16) == "0"
    assert curp.check_digit("Ñ" + "0" * 16) == "8"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "18 caracteres"),
        ("SABC560626MDFLRN0", "18 caracteres"),
        ("SABC560626MDFLRN02", "último número"),
        ("SABC561326MDFLRN01", "fecha"),
        ("SABC560626MQQLRN01", "estado"),
        ("SABC560626MDFLRNÁ1", "forma"),
        ("SABC560626ZDFLRN01", "forma"),
        ("XEXX010101HNEXXXA4", "genérica"),
        ("XEXX010101MNEXXXA8", "genérica"),
    ],
)
def test_reasons_are_sentences(text: str, word: str) -> None:
    with pytest.raises(curp.InvalidCurp, match=word) as refusal:
        curp.parse(text)
    assert refusal.value.reason.endswith(".")


def test_generic_ones() -> None:
    assert curp.is_generic("XEXX010101HNEXXXA4")
    assert curp.is_generic("xexx010101mnexxxa8")
    assert not curp.is_generic(VECTORS[0])


bodies = st.from_regex(
    r"\A[A-Z][AEIOUX][A-Z]{2}[0-9]{2}(0[0-9]|1[0-3])[0-3][0-9][HM](AS|BS|DF|VZ|NE|QQ)[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\Z"
)


@given(bodies)
def test_agrees_with_the_oracle(body: str) -> None:
    assume(body[:4] not in inconvenient_words() and not curp.is_generic(body + "0"))
    text = body + curp.check_digit(body)
    try:
        read = curp.parse(text)
    except curp.InvalidCurp:
        assert not oracle.is_valid(text)
    else:
        assert oracle.is_valid(text)
        assert read.birth_date == oracle.get_birth_date(text)
        assert {"H": "M", "M": "F"}[read.sex] == oracle.get_gender(text)


@given(bodies, st.integers(0, 9))
def test_the_check_digit_agrees_with_the_oracle(body: str, digit: int) -> None:
    assert (curp.check_digit(body) == str(digit)) == (oracle.calc_check_digit(body) == str(digit))


@given(st.sampled_from(VECTORS), st.integers(0, 17), st.sampled_from(string.digits + string.ascii_uppercase))
def test_a_changed_character_is_refused_or_read_as_the_oracle_reads_it(
    text: str, place: int, sign: str
) -> None:
    changed = text[:place] + sign + text[place + 1 :]
    assume(changed[10] != "X" and changed[:4] not in inconvenient_words())
    try:
        curp.parse(changed)
    except curp.InvalidCurp:
        assume(all(symbol not in "AEIOU" for symbol in changed[13:16]))
        assert not oracle.is_valid(changed)
    else:
        assert oracle.is_valid(changed)


CONFUSED = {"0": "OQ", "1": "I", "2": "Z", "5": "S", "8": "B"}
"""What a hand or a machine writes for a figure."""
UNCLEAR = 16  # a figure or a letter, by the century: nothing there is known to be wrong


def _is_right(characters: list[str]) -> bool:
    text = "".join(characters)
    return _SHAPE.fullmatch(text) is not None and curp.check_digit(text[:17]) == text[17]


@given(bodies, st.data())
def test_figures_and_letters_in_each_others_place_are_set_right(body: str, data: st.DataObject) -> None:
    text = body + curp.check_digit(body)
    wrong = list(text)
    for place, sign in enumerate(text):
        figure = 4 <= place < 10 or place > UNCLEAR
        told = CONFUSED.get(sign, "") if figure else "".join(f for f, ls in CONFUSED.items() if ls[0] == sign)
        if told and place != UNCLEAR and data.draw(st.booleans()):
            wrong[place] = data.draw(st.sampled_from(told))
    # By chance one in so many is also right with two neighbours exchanged, and nobody can tell which was meant.
    assume(
        not any(_is_right([*wrong[: n - 1], wrong[n], wrong[n - 1], *wrong[n + 1 :]]) for n in range(1, 18))
    )
    assert curp.mended("".join(wrong)) == text


@given(bodies, st.integers(0, 17), st.sampled_from(string.digits + string.ascii_uppercase))
def test_mending_another_wrong_character_makes_nothing_up(body: str, place: int, sign: str) -> None:
    """It stays a wrong CURP, one character away as it was: only the class of a character is set right."""
    text = body + curp.check_digit(body)
    changed = text[:place] + sign + text[place + 1 :]
    mended = curp.mended(changed)
    assert len(mended) == len(text)
    assert [n for n in range(18) if mended[n] != text[n]] in ([], [place])
    assert curp.mended(mended) == mended


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SABC56O626MDFLRN01", "SABC560626MDFLRN01"),
        ("5ABC560626MDFLRN0I", "SABC560626MDFLRN01"),
        ("SABC560626MDFLRNO1", "SABC560626MDFLRNO1"),
        ("SABC56062M6DFLRN01", "SABC560626MDFLRN01"),
        ("SABC56O626MDFLRN02", "SABC560626MDFLRN02"),
        ("SABC560626MDFLRN01X", "SABC560626MDFLRN01X"),
        ("", ""),
    ],
)
def test_mended_by_hand(typed: str, kept: str) -> None:
    assert curp.mended(typed) == kept


def test_a_mended_curp_with_another_wrong_character_is_refused_in_words_and_still_compared() -> None:
    typed = curp.mended("SABC56O626MDFLRN02")
    with pytest.raises(curp.InvalidCurp, match="último número"):
        curp.parse(typed)
    her = Person("Concepción", "Salgado", "Briseño", curp="SABC560626MDFLRN01")
    told = compare(replace(her, curp="SABC56O626MDFLRN02"), her, date(2026, 1, 1))
    assert {c.field: c.level for c in told.contributions}["curp"] is Level.SIMILAR


def test_tables_equal_those_of_the_oracle() -> None:
    assert set(states()) == oracle._valid_states
    assert inconvenient_words() == oracle._name_blacklist


ROOTS = [
    (("Concepción", "Salgado", "Briseño", date(1956, 6, 26), "M", "09"), "SABC560626MDFLRN"),
    (("Gloria", "Hernández", "García", date(1956, 4, 27), "M", "30"), "HEGG560427MVZRRL"),
    (("María Guadalupe", "De la Cruz", "Peña", date(1992, 3, 4), "M", "03"), "CUPG920304MBSRXD"),
    (("María", "Núñez", "", date(1992, 3, 4), "M", "BS"), "NUXM920304MBSXXR"),
    (("José", "Ñando", "Ibáñez", date(2001, 12, 31), "H", "NE"), "XAIJ011231HNENBS"),
    (("María de los Ángeles", "Baca", "Cano", date(1980, 1, 2), "M", "25"), "BXCA800102MSLCNN"),
    (("Ana", "O", "Mc Gregor", date(1980, 1, 2), "M", "03"), "OXGA800102MBSXRN"),
    (("Alberto", "D'Amico", "Álvarez", date(1957, 8, 8), "H", "09"), "DXAA570808HDFMLL"),
    (("María José", "López", "Ruiz", date(2010, 5, 6), "M", "03"), "LORJ100506MBSPZS"),
]


@pytest.mark.parametrize(("data", "expected"), ROOTS)
def test_the_sixteen_characters(data: tuple[str, str, str, date, str, str], expected: str) -> None:
    assert curp.root(*data) == expected


def test_no_warning_where_data_agree_or_are_missing() -> None:
    text = "HEGG560427MVZRRL04"
    assert curp.disagreements(text) == ()
    assert curp.disagreements(text, "Gloria", "Hernández", "García", date(1956, 4, 27), "M", "30") == ()
    assert curp.disagreements(text, "Gloria", "Hernández", "", None, "", "VZ") == ()


def test_each_difference_is_named_and_no_value_is_repeated() -> None:
    found = curp.disagreements(
        curp.parse("HEGG560427MVZRRL04"), "Rosa", "Hernández", "García", date(1956, 4, 28), "H", "03"
    )
    assert [sentence.split(" no ")[0] for sentence in found] == [
        "El nombre",
        "La fecha de nacimiento",
        "El sexo",
        "El estado de nacimiento",
    ]
    assert not any(value in "".join(found) for value in ("Rosa", "1956", "HEGG"))


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30), st.text(max_size=5))
def test_any_name_gives_sixteen_characters_or_a_warning(first: str, second: str, name: str, sex: str) -> None:
    assert len(curp.root(name, first, second, date(1990, 1, 1), sex, "03")) >= 15
    curp.disagreements(VECTORS[0], name, first, second, date(1990, 1, 1), sex, "03")
