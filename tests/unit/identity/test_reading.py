"""What people type is read, or answered with a sentence."""

import datetime as dt

import pytest

from banevim.common.errors import Invalid
from banevim.identity import rules
from banevim.identity.terms import Asked
from banevim.methods import linkage

TODAY = dt.date(2026, 11, 23)
FOLIO = linkage.folio.make_folio("BCS", 2026, 412)
CURP = "GOLM920512MBSNPR0" + linkage.curp.check_digit("GOLM920512MBSNPR0")


def read(box: str = "", **fields: str) -> Asked:
    return rules.read({"box": box, **fields}, TODAY)


@pytest.mark.parametrize(
    ("box", "names"),
    [
        ("marisela gonzales", ("marisela", "gonzales", "")),
        ("Ana María Verdugo Cota", ("Ana María", "Verdugo", "Cota")),
        ("María José Pérez", ("María José", "Pérez", "")),
        ("Juana García López", ("Juana", "García", "López")),
        ("GARCIA LOPEZ JUANA", ("JUANA", "GARCIA", "LOPEZ")),
        ("Rosa de la Cruz Hernández", ("Rosa", "de la Cruz", "Hernández")),
        ("María de los Ángeles Peña", ("María de los Ángeles", "Peña", "")),
        ("Xóchitl", ("Xóchitl", "", "")),
        ("Verdugo Cota, Ana", ("Ana", "Verdugo", "Cota")),
    ],
)
def test_names_written_in_one_go(box: str, names: tuple[str, str, str]) -> None:
    asked = read(box)
    assert (asked.given_names, asked.first_surname, asked.second_surname) == names


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("12/05/1992", {"birth_date": dt.date(1992, 5, 12)}),
        ("12-5-1992", {"birth_date": dt.date(1992, 5, 12)}),
        ("12051992", {"birth_date": dt.date(1992, 5, 12)}),
        ("1992-05-12", {"birth_date": dt.date(1992, 5, 12)}),
        ("12 de mayo de 1992", {"birth_date": dt.date(1992, 5, 12)}),
        ("12 mayo 1992", {"birth_date": dt.date(1992, 5, 12)}),
        ("12 de setiembre del 1992", {"birth_date": dt.date(1992, 9, 12)}),
        ("1992", {"birth_year": 1992}),
        ("34", {"age": 34}),
        ("34 años", {"age": 34}),
        ("34 anos", {"age": 34}),
        ("0", {"age": 0}),
    ],
)
def test_birth_in_the_box_and_in_its_field(text: str, born: dict[str, object]) -> None:
    for asked in (read(f"Ana Cota {text}"), read("Ana Cota", born=text)):
        assert {k: getattr(asked, k) for k in born} == born
        assert (asked.given_names, asked.first_surname) == ("Ana", "Cota")


@pytest.mark.parametrize("nothing", ["-", ".", "?", "?,", "---", "SIN DATO", "N/A", "xxx", "No recuerda"])
def test_what_stands_for_no_name_is_not_read_as_one(nothing: str) -> None:
    asked = read(given_names="Ana", first_surname="Cota", second_surname=nothing)
    assert asked == Asked(given_names="Ana", first_surname="Cota")


def test_the_other_name_written_with_the_name_is_read_as_such() -> None:
    for typed in (
        "Ivonne alias La China",
        "Ivonne (a) La China",
        "Ivonne, conocida como La China",
        "Ivonne (La China)",
    ):
        asked = read(given_names=typed, first_surname="Cota")
        assert asked == Asked(given_names="Ivonne", first_surname="Cota", known_as="La China")
    assert read("Ivonne Cota alias China 1990").known_as == "China"
    assert read(given_names="Ivonne (Ivi)", first_surname="Cota", known_as="China").known_as == "China"
    with pytest.raises(Invalid, match="signos"):
        read(given_names="Ana alias <b>", first_surname="Cota")


def test_a_name_in_letters_that_are_not_compared_is_asked_for_again() -> None:
    with pytest.raises(Invalid, match="nuestro alfabeto"):
        rules.check_enough(read("שרה כהן"), 0)
    with pytest.raises(Invalid, match="Escribe su CURP"):
        rules.check_enough(read("SIN DATO"), 0)


def test_letters_that_an_old_system_broke_are_read() -> None:
    assert read(given_names="Ana", first_surname="TreviÃ±o").first_surname == "Treviño"
    assert read("Ana MU¥OZ 1990").first_surname == "MUÑOZ"
    assert read("Ana PeÃ³n").first_surname == "Peón"


def test_folio_curp_and_telephone_in_the_box() -> None:
    assert read(FOLIO) == Asked(folio=FOLIO)
    assert read(FOLIO.lower().replace("-", " ")) == Asked(folio=FOLIO)
    assert read(CURP.lower()) == Asked(curp=CURP)
    assert read(f"{CURP[:4]} {CURP[4:10]} {CURP[10:]}") == Asked(curp=CURP)
    mixed = read(f"Mari González {CURP} 6121234567")
    assert (mixed.given_names, mixed.curp, mixed.phone) == ("Mari", CURP, "6121234567")


def test_fields_complete_the_box_and_win_over_it() -> None:
    asked = read("Ana Rosa", first_surname="Cota", born="1990", phone="(612) 123-45 67", known_as="Mari")
    assert (asked.given_names, asked.first_surname, asked.birth_year) == ("Ana Rosa", "Cota", 1990)
    assert (asked.phone, asked.known_as) == ("6121234567", "Mari")
    assert read("Ana Cota 1990", born="1991").birth_year == 1991


def test_a_curp_that_looks_wrong_is_searched_all_the_same() -> None:
    wrong = CURP[:17] + str((int(CURP[17]) + 1) % 10)
    assert read(wrong).curp == wrong
    assert rules.curp_doubt(wrong)
    assert not rules.curp_doubt(CURP)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"box": FOLIO[:-1] + ("3" if FOLIO[-1] != "3" else "4")}, "box", "folio"),
        ({"box": "BCS-26-0041"}, "box", "folio"),
        ({"box": "x" * 10_000}, "box", "demasiado largo"),
        ({"given_names": "á" * 10_000}, "given_names", "demasiado largo"),
        ({"box": "Ana 😀 Cota"}, "box", "signos"),
        ({"box": "<script>alert(1)</script>"}, "box", "mezcla"),
        ({"box": "<script>alert()</script>"}, "box", "signos"),
        ({"box": "Ana'; DROP TABLE casefiles_woman; --"}, "box", "signos"),
        ({"first_surname": "{{ 7*7 }}"}, "first_surname", "signos"),
        ({"box": "Ana Cota 1850"}, "box", "1850"),
        ({"box": "Ana Cota 12/05/1850"}, "box", "1850"),
        ({"box": "Ana Cota", "born": "12/05/2050"}, "born", "futuro"),
        ({"box": "Ana Cota 2050"}, "box", "futuro"),
        ({"box": "Ana Cota", "born": "31/02/1990"}, "born", "no existe"),
        ({"box": "Ana Cota", "born": "ayer"}, "born", "23/11/1992"),
        ({"box": "Ana Cota", "born": "300"}, "born", "120"),
        ({"box": "Ana Cota 1990 1991"}, "box", "dos fechas"),
        ({"box": "Ana C0ta"}, "box", "mezcla"),
        ({"curp": "XEXX010101MNEXXXA4"}, "curp", "genérica"),
        ({"curp": "GOLM92"}, "curp", "18"),
        ({"phone": "123"}, "phone", "10 números"),
        ({"given_names": "..."}, "given_names", "letras"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field(typed: dict[str, str], field: str, words: str) -> None:
    with pytest.raises(Invalid, match=words) as caught:
        rules.read(typed, TODAY)
    assert caught.value.field == field


def test_invisible_and_turning_characters_are_taken_out() -> None:
    asked = read("\u202eAna\u200b \x00Co\u0301ta\t 1990\r\n")
    assert (asked.given_names, asked.first_surname, asked.birth_year) == ("Ana", "Cóta", 1990)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (Asked(), "Escribe su CURP"),
        (Asked(birth_year=1992), "no alcanza"),
        (Asked(age=34), "no alcanza"),
        (Asked(phone="6121234567"), "teléfono"),
        (Asked(given_names="M"), "una sola letra"),
        (Asked(given_names="María"), "un solo nombre"),
        (Asked(given_names="María", birth_year=1992), "un solo nombre"),
        (Asked(given_names="مريم", first_surname="كوتا"), "nuestro alfabeto"),
    ],
)
def test_too_little_is_refused_with_what_to_add(asked: Asked, words: str) -> None:
    keys = linkage.query_keys(rules.as_person(asked), today=TODAY)
    with pytest.raises(Invalid, match=words):
        rules.check_enough(asked, len(keys))


@pytest.mark.parametrize(
    "asked",
    [
        Asked(folio=FOLIO),
        Asked(curp=CURP),
        Asked(given_names="Ana", first_surname="Cota"),
        Asked(given_names="Ana", birth_date=dt.date(1990, 1, 2)),
        Asked(known_as="Mari", first_surname="Cota"),
    ],
)
def test_enough(asked: Asked) -> None:
    rules.check_enough(asked, len(linkage.query_keys(rules.as_person(asked), today=TODAY)))


def test_kinds_say_what_was_typed_and_never_the_telephone() -> None:
    asked = read("Ana Cota 0", phone="6121234567")
    assert [str(k) for k in asked.kinds()] == ["given_names", "first_surname", "age", "phone"]
    assert "phone" not in asked.told_kinds()
