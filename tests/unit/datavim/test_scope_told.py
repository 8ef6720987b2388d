"""A page says what its numbers are of: what happened in the state, the total alone, a gap that chance may make."""

from dataclasses import replace

import pytest
from tests.unit.datavim import sample, sample_parts
from tests.unit.datavim.test_sentences import bundle_with, indicator, with_cells

from datavim import words
from datavim.bundle import Bundle, CellState, Row
from datavim.pieces.piece import LONGEST_ALT, alternative
from datavim.present import View, present

HERE = "hechos ocurridos en Baja California Sur"


def views_of(made: Bundle, card_id: str) -> list[View]:
    return list(present(made, made.card(card_id)).views)


def test_a_total_of_the_state_by_municipality_is_of_what_happened_in_it() -> None:
    """The same indicator without municipalities counts more: what happened elsewhere, or nobody knows where."""
    made = sample_parts.bundle()
    for view in views_of(made, "I06"):
        placed = view.sources == ("casos-por-modalidad-y-municipio",)
        assert (HERE in view.lede) == (placed and not view.place), view
    rate = indicator(sample.bundle(), "I04")
    assert "por hechos ocurridos ahí: " in rate.lede
    assert rate.headlines[0].caption.startswith("Hechos ocurridos en el estado.")


def test_a_finding_whose_margins_meet_says_that_chance_may_explain_it() -> None:
    apart = with_cells(sample.by_place(), c03002=120, c03009=17)
    assert "no se distinguen" not in indicator(bundle_with(apart), "I04").lede
    close = with_cells(sample.by_place(), c03001=64, c03002=55, c03003=282, c03008=322, c03009=20)
    made = indicator(bundle_with(close), "I04")
    assert made.finding == "El registro de 2025 va de 177 mujeres por cada 100 mil en Comondú a 227 en Loreto"
    assert made.lede.endswith(
        "Los márgenes de Comondú y de Loreto se enciman: con estos números no se distinguen bien."
    )


@pytest.mark.parametrize("total", [923, None])
def test_a_page_that_prints_the_total_alone_does_not_say_that_everything_is_protected(
    total: int | None,
) -> None:
    table = sample_parts.bundle().table("casos-por-modalidad")
    newest = max(row.keys[0] for row in table.rows)
    whole = next(code.code for code in table.dimensions[-1].codes if code.total)
    kept = None if total is None else Row((newest, whole), total)
    blank = [Row(row.keys, None, CellState.WITHHELD) for row in table.rows if row.keys[0] == newest]
    older = [row for row in table.rows if row.keys[0] != newest]
    rows = (*older, *(kept if kept and row.keys[-1] == whole else row for row in blank))
    made = sample_parts.bundle()
    made = replace(made, tables=tuple(replace(t, rows=rows) if t.id == table.id else t for t in made.tables))
    lede = indicator(made, "I06").lede
    assert ("Todos los números" in lede) == (total is None)
    assert ("923 casos registrados" in lede) == (total is not None)


def test_one_month_alone_is_no_span() -> None:
    assert words.span("2024-10", "2024-10") == "octubre de 2024"
    shown = indicator(bundle_with(sample.by_month("2026-10", 25)), "I02").tables[-1]
    assert (shown.caption, shown.head[1:]) == ("Antes: octubre de 2024", ("oct 2024",))


def test_a_question_of_yes_or_no_is_named_once() -> None:
    """«Más de un tipo de violencia», not «Más de un tipo de violencia: dos o más tipos»."""
    made = sample_parts.bundle()
    assert indicator(made, "I07").headlines[0].label == "Más de un tipo de violencia"


def test_the_rate_of_a_municipality_comes_with_its_margin() -> None:
    made = bundle_with(with_cells(sample.by_place(), c03009=20))
    loreto = next(v for v in views_of(made, "I04") if v.place == "03009" and "2025" in v.period)
    assert loreto.lede.startswith(
        "Son 227 por cada 100 mil mujeres que viven ahí (margen por el azar: 139 a 351)"
    )


def test_a_column_of_one_answer_is_not_said_to_have_several() -> None:
    """An indicator may have both: the kinds of effects, and the most serious injury."""
    made = sample.bundle()
    types = indicator(made, "I05")
    assert types.first.several
    assert types.chart is not None
    assert "varias respuestas" in types.chart.subtitle
    table = made.table("casos-por-tipo")
    single = replace(table, dimensions=(table.dimensions[0], replace(table.dimensions[1], several=False)))
    other = indicator(bundle_with(single), "I05")
    assert not other.first.several
    assert other.chart is not None
    assert "varias respuestas" not in other.chart.subtitle
    assert "puede incluir" not in other.lede


def test_the_alternative_text_of_an_infographic_is_of_what_it_draws() -> None:
    """The page draws two years, the infographic one: whoever hears it gets the months of the drawing, the last too."""
    made = indicator(sample.bundle(), "I02")
    assert made.poster is not None
    told = alternative(made.finding, "Columnas por mes", made.poster.rows)
    assert len(made.poster.rows) == 12
    assert told.endswith(f"oct: {made.poster.rows[-1][2]}.")
    assert "nov 2025: " in told
    assert "ene 2026: " in told
    assert "2024" not in told
    assert len(told) <= LONGEST_ALT


def test_an_infographic_whose_margins_meet_says_that_chance_may_explain_it() -> None:
    close = with_cells(sample.by_place(), c03001=64, c03002=55, c03003=282, c03008=322, c03009=20)
    poster = indicator(bundle_with(close), "I04").poster
    assert poster is not None
    assert poster.rows_title == "Por cada 100 mil mujeres, 2025; las diferencias pueden ser por azar"
