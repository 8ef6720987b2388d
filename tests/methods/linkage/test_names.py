"""Names: what capture habits do to them is undone, and nothing breaks the reader."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.methods.linkage import (
    Person,
    is_untold,
    match_keys,
    mended,
    name_tokens,
    normalise_name,
    other_name,
    prepare,
    undamaged,
)
from banevim.methods.linkage._names import has_husband_mark, name_slots
from banevim.methods.linkage._tables import abbreviations, given_shares, nicknames, surname_shares


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  josé  ángel ", "JOSE ANGEL"),
        ("Peña-Nieto", "PENA NIETO"),
        ("PEN\u0303A", "PENA"),
        ("PE#A", "PENA"),
        ("MU¥OZ", "MUNOZ"),
        ("PeÐa", "PENA"),
        ("quiðones", "QUINONES"),
        ("MuÃ±oz", "MUNOZ"),
        ("NúÃ±ez", "NUNEZ"),
        ("MUÃ±OZ GARCÃ\x8dA", "MUNOZ GARCIA"),
        ("treviã±o", "TREVINO"),
        ("Gаrсiа", "GARCIA"),
        ("GÜEMEZ", "GUEMEZ"),
        ("O'Farrill", "OFARRILL"),
        ("Ana\u202e\x00<b>", "ANA B"),
        ("👩🏽 123", ""),
        ("مريم", ""),
    ],
)
def test_normalised_form(text: str, expected: str) -> None:
    assert normalise_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("TreviÃ±o", "Treviño"),
        ("MU#OZ", "MUÑOZ"),
        ("Mu¥oz", "Muñoz"),
        ("PeÃ³n Ã‘u", "Peón Ñu"),
        ("João #1", "João #1"),
    ],
)
def test_damaged_letters_are_put_back(text: str, expected: str) -> None:
    assert undamaged(text) == expected


@given(st.text())
def test_putting_letters_back_takes_any_text_and_is_done_once(text: str) -> None:
    assert undamaged(undamaged(undamaged(text))) == undamaged(undamaged(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ivonne alias la China", ("Ivonne", "la China")),
        ("María (a) La Güera", ("María", "La Güera")),
        ("María Magdalena (Lupe)", ("María Magdalena", "Lupe")),
        ("Rosa también conocida como Rosy", ("Rosa", "Rosy")),
        ("Alias", ("Alias", "")),
        ("María de los Ángeles", ("María de los Ángeles", "")),
        ("Ana ()", ("Ana", "")),
    ],
)
def test_the_other_name_is_taken_apart(text: str, expected: tuple[str, str]) -> None:
    assert other_name(text) == expected


def test_a_record_with_two_names_in_one_field_is_found_by_either() -> None:
    record = prepare(Person("Ivonne (China)", "Cota"))
    assert record == prepare(Person("Ivonne", "Cota", known_as="China"))


def test_a_form_that_says_nothing_is_no_name() -> None:
    for form in ("X", "xxx", "SIN DATO", "N/A", "No proporcionó", "Se desconoce"):
        assert is_untold(form)
        told = Person("Ana", "Cota", form)
        assert prepare(told) == prepare(Person("Ana", "Cota"))
        assert match_keys(told) == match_keys(Person("Ana", "Cota"))
    for name in ("Xóchitl", "Nicolasa", "Nava", "Saenz", ""):
        assert not is_untold(name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ma. de los Ángeles", ("MARIA", "ANGELES")),
        ("Ma.Guadalupe", ("MARIA", "GUADALUPE")),
        ("M. del Carmen", ("MARIA", "CARMEN")),
        ("Gpe.", ("GUADALUPE",)),
        ("Lupita", ("GUADALUPE",)),
        ("Toñita", ("ANTONIA",)),
        ("Hdez. de la Cruz", ("HERNANDEZ", "CRUZ")),
        ("DELACRUZ", ("CRUZ",)),
        ("de la O", ("O",)),
        ("DELGADO", ("DELGADO",)),
        ("Delvalle", ("VALLE",)),
        ("Montes de Oca", ("MONTES", "OCA")),
        ("viuda de García", ("GARCIA",)),
        ("MARIAGUADALUPE", ("MARIA", "GUADALUPE")),
        ("GarcíaLópez", ("GARCIA", "LOPEZ")),
        ("MARGARITA", ("MARGARITA",)),
        ("", ()),
        ("de la", ("LA",)),
    ],
)
def test_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert name_tokens(text) == expected


def test_a_familiar_form_may_stand_for_several_names() -> None:
    assert name_tokens("Chela") == ("GRACIELA",)
    assert name_slots("Chela") == ("GRACIELA/CELIA/MARCELA",)


@pytest.mark.parametrize("text", ["López de García", "de García", "Ruiz vda. de Soto"])
def test_the_mark_of_a_husbands_surname(text: str) -> None:
    assert has_husband_mark(text)


@pytest.mark.parametrize("text", ["López García", "de la Cruz", "de los Santos", "del Río"])
def test_a_particle_alone_is_no_husbands_mark(text: str) -> None:
    assert not has_husband_mark(text)


def test_tables_are_in_the_form_of_tokens() -> None:
    """A canonical name is never itself a familiar form, and every listed name is reachable."""
    names = {name for readings in nicknames().values() for name in readings}
    assert len(nicknames()) >= 150
    assert not names & nicknames().keys()
    assert not set(abbreviations().values()) & abbreviations().keys()
    for name in names | set(surname_shares()) | set(given_shares()):
        assert name_tokens(name) == (name,)


@given(st.text(max_size=60))
def test_any_text_is_normalised_once_and_for_all(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once
    assert set(once) <= set(" ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert all(token.isalpha() for token in name_tokens(text))


def test_an_endless_name_is_cut() -> None:
    assert len(normalise_name("Á" * 10_000)) <= 300


@pytest.mark.parametrize("title", ["Sra.", "SRITA", "Lic.", "Dra.", "C.", "Señora", "Doña", "Profra."])
def test_a_title_is_no_name(title: str) -> None:
    assert name_tokens(f"{title} María Lorena") == ("MARIA", "LORENA")
    assert len(name_tokens(title)) == 1  # alone it stays: a field is never emptied


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Men doza", "Mendoza"),
        ("bal enzuila", "balenzuila"),
        ("ram iriz", "ramiriz"),
        ("Xool Tzuc", "Xool Tzuc"),
        ("Fernanda Esparta", "Fernanda Esparta"),
        ("Maria Selvia", "Maria Selvia"),
        ("GON ZÁLEZ", "GONZÁLEZ"),
        ("Ang élica María", "Angélica María"),
        ("IrmaMaricela", "Irma Maricela"),
        ("Mtra.", ""),
        ("Mtra. Rosa", "Mtra. Rosa"),
        ("Ana María", "Ana María"),
        ("Rosa Linda", "Rosa Linda"),
        ("Ma. Luisa", "Ma. Luisa"),
        ("de León", "de León"),
        ("Mari Sol", "MariSol"),
        ("McAllister", "McAllister"),
        ("", ""),
    ],
)
def test_a_word_cut_or_run_together_is_read_as_it_was_meant(text: str, meant: str) -> None:
    assert mended(text) == meant


@given(st.text(max_size=60))
def test_mending_loses_no_letter_but_a_lone_title(text: str) -> None:
    assert mended(text).replace(" ", "") in ("", "".join(text.split()))
    assert mended(mended(text)) == mended(text)
