"""What the public reads of a correction: a reason of the list and words that tell no figure and no place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.common.errors import Invalid
from banevim.cuts.rules import correction_note
from banevim.cuts.terms import CORRECTION_LABELS, Correction

PLACES = ["Comondú", "Mulegé", "La Paz", "Los Cabos", "Loreto"]


def told(more: str, reason: str = "words") -> str:
    return correction_note("2026-09-r1", reason, more, PLACES)


@pytest.mark.parametrize("reason", list(Correction))
def test_the_reason_is_what_the_public_reads(reason: Correction) -> None:
    assert told("  ", reason) == CORRECTION_LABELS[reason]
    more = "La fuente de población estaba mal escrita."
    assert told(more, reason) == f"{CORRECTION_LABELS[reason]} {more}"


@pytest.mark.parametrize("reason", ["", "numbers", "Se corrigieron 3 mujeres de Loreto"])
def test_a_correction_has_a_reason_of_the_list(reason: str) -> None:
    with pytest.raises(Invalid, match="elige qué se corrige"):
        told("", reason)


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("Se corrigieron 3 mujeres de Loreto", "3"),
        ("Eran tres mujeres", "tres"),
        ("Se quitó una mujer", "una"),
        ("Se quitaron veintidós casos", "veintidos"),
        ("Cambiaron doscientas", "doscientas"),
        ("Cambió un par de casos", "un"),
        ("Cambiaron ambas", "ambas"),
        ("Ya no hay ninguna", "ninguna"),
        ("Se corrige MULEGE", "Mulegé"),
        ("Casos de la paz.", "La Paz"),
        ("En comondú", "Comondú"),
        ("Son ３ casos", "３"),
        ("Son ³ casos", "³"),
        ("Son III casos", "III"),
    ],
)
def test_a_figure_or_a_place_is_refused(more: str, word: str) -> None:
    with pytest.raises(Invalid, match=f"Quita «{word}».*sale en público") as refused:
        told(more)
    assert refused.value.field == "note"


@given(
    st.text(max_size=40), st.sampled_from([*PLACES, "4", "cuatro", "dieciséis", "cincuenta y cinco", "mil"])
)
def test_no_words_around_it_hide_it(words: str, secret: str) -> None:
    with pytest.raises(Invalid):
        told(f"{words} {secret}, {words}")


@pytest.mark.parametrize(("reason", "more"), [("words", ""), ("", "Se corrige la fuente")])
def test_a_cut_that_corrects_nothing_says_nothing(reason: str, more: str) -> None:
    assert correction_note(None, "", " ", PLACES) == ""
    with pytest.raises(Invalid, match="reemplaza a otro publicado"):
        correction_note(None, reason, more, PLACES)
