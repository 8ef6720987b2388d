"""The sentences of the site: true, in correct Spanish, and silent about what is withheld."""

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.bench.site import bundles
from tests.unit.datavim import sample

from banevim.methods.indicators import published_definitions
from datavim import words
from datavim.bundle import Bundle, CellState, Row, Table
from datavim.present import Indicator, present
from datavim.present.sentences import LONGEST, violence
from datavim.present.series import compared


def with_cells(table: Table, **values: int | None) -> Table:
    """The table with the cells of some last keys changed; nothing means withheld."""
    rows = []
    for row in table.rows:
        name = row.keys[-1].replace("-", "_")
        if f"c{name}" not in values:
            rows.append(row)
            continue
        value = values[f"c{name}"]
        rows.append(Row(row.keys, value, CellState.WITHHELD if value is None else CellState.PUBLISHED))
    return replace(table, rows=tuple(rows))


def bundle_with(*tables: Table) -> Bundle:
    made = sample.bundle()
    changed = {table.id: table for table in tables}
    return replace(made, tables=tuple(changed.get(table.id, table) for table in made.tables))


def indicator(made: Bundle, card_id: str) -> Indicator:
    return present(made, made.card(card_id))


def test_month_sentence() -> None:
    made = indicator(sample.bundle(), "I02")
    assert made.finding == "En octubre de 2026 las instituciones registraron 141 casos; un año antes, 120"
    assert made.lede == (
        "En los últimos doce meses suman 1,634 casos registrados."
        " Son 301 más que en los doce meses anteriores: aumentó el registro 22.6\u00a0%."
    )


def test_a_withheld_month_is_not_in_any_sentence_or_sum() -> None:
    made = indicator(bundle_with(with_cells(sample.by_month("2026-10"), c2026_10=None)), "I02")
    assert made.finding == "Casos registrados por mes, de noviembre de 2024 a octubre de 2026"
    assert made.headlines == ()
    assert "1,6" not in made.lede
    year_ago = indicator(bundle_with(with_cells(sample.by_month("2026-10"), c2025_10=None)), "I02")
    assert year_ago.finding == "En octubre de 2026 las instituciones registraron 141 casos"
    assert "anteriores" not in year_ago.lede


def test_comparisons_respect_small_numbers() -> None:
    assert compared(19, 40) == "Son 21 menos que en los doce meses anteriores."
    assert compared(40, 40) == "Son los mismos que en los doce meses anteriores."
    assert compared(30, 40).endswith("disminuyó el registro 25.0\u00a0%.")


def test_type_sentence_and_its_small_base() -> None:
    assert indicator(sample.bundle(), "I05").finding == (
        "En 71 de cada 100 casos registrados hubo violencia psicológica; en 53, física"
    )
    few = with_cells(sample.by_type(), cbase=25, cpsicologica=12, cfisica=9)
    small = indicator(bundle_with(few), "I05")
    assert "hubo violencia" in small.finding
    assert "de cada 100" not in small.finding
    assert all("." not in cell.text for row in small.tables[0].rows for cell in row.cells)
    hidden = indicator(bundle_with(with_cells(sample.by_type(), cbase=None)), "I05")
    assert "de cada 100" not in hidden.finding
    assert hidden.headlines == ()


def test_the_label_of_a_type_reads_well() -> None:
    assert violence("Psicológica") == "violencia psicológica"
    assert violence("Digital y mediática") == "violencia digital y mediática"
    assert violence("Otra forma análoga") is None
    table = with_cells(sample.by_type(), cinterposita=439)
    assert indicator(bundle_with(table), "I05").finding == (
        "En 100 de cada 100 casos registrados se anotó «A través de interpósita persona»; en 71, «Psicológica»"
    )


def test_place_sentences() -> None:
    made = sample.bundle()
    assert indicator(made, "I04").finding == (
        "Entre los municipios con dato publicado, el registro de 2025 va de 312 mujeres por cada 100 mil"
        " en Comondú a 477 en Los Cabos"
    )
    whole = with_cells(sample.by_place(), c03002=120, c03009=17)
    finding = indicator(bundle_with(whole), "I04").finding
    assert finding.startswith("El registro de 2025 va de 193 mujeres por cada 100 mil en Loreto a 477")
    one = with_cells(sample.by_place(), c03001=None, c03002=None, c03003=None, c03009=None)
    assert indicator(bundle_with(one), "I04").finding == (
        "En 2025, 423 de cada 100 mil mujeres de Baja California Sur tuvieron al menos un caso registrado"
    )
    none = with_cells(one, c03=None, c03008=None)
    assert indicator(bundle_with(none), "I04").finding == (
        "Mujeres con al menos un caso registrado en 2025, por municipio"
    )
    assert indicator(bundle_with(none), "I04").poster is None


def test_the_office_may_write_the_sentence() -> None:
    made = sample.bundle()
    card = replace(made.card("I02"), finding="Un hallazgo revisado", lede="Su entrada")
    shown = present(made, card)
    assert (shown.finding, shown.lede) == ("Un hallazgo revisado", "Su entrada")


def test_an_indicator_without_its_own_presenter_is_a_table() -> None:
    made = sample.bundle()
    card = replace(made.card("I04"), id="I99", slug="otro", tables=("poblacion-mujeres",))
    shown = present(made, card)
    assert shown.chart is None
    assert shown.tables[0].rows[0].cells[0].text == "392,568"
    assert shown.sheet.columns[-1] == "nota"


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a y b"),
        (["La Paz", "Loreto", "Ixtapa"], "La Paz, Loreto e Ixtapa"),
        (["agua", "hielo"], "agua y hielo"),
        (["padres", "hijas"], "padres e hijas"),
    ],
)
def test_lists(items: list[str], expected: str) -> None:
    assert words.listed(items) == expected


def test_dates_and_numbers() -> None:
    assert words.long_date(date(2026, 11, 13)) == "13 de noviembre de 2026"
    assert words.quarter_name("2026-T1") == "enero a marzo de 2026"
    assert words.span("2026-01", "2026-10") == "enero a octubre de 2026"
    assert words.span("2025-11", "2026-10") == "noviembre de 2025 a octubre de 2026"
    assert words.tenths(7305) == "730.5"
    assert words.size(1) == "1 kB"
    assert words.counted(1, "caso", "casos") == "1 caso"


def test_what_is_counted_apart_has_no_rate_no_bar_and_no_lozenge_of_its_own() -> None:
    made = indicator(sample.bundle(), "I04")
    rows = {row.label: row.cells for row in made.tables[0].rows}
    assert [cell.text for cell in rows["No especificado"]] == ["", "21", "", ""]
    assert rows["No especificado"][0].state is CellState.PUBLISHED
    assert [cell.state for cell in rows["Hechos en otra entidad"]][:2] == [
        CellState.PUBLISHED,
        CellState.WITHHELD,
    ]
    assert made.chart is not None
    assert "otra entidad" not in made.chart.description


def test_every_published_table_has_pages_with_a_sentence_that_fits() -> None:
    made = bundles.bundle("2026-10-r1", proof=False)
    shown = [present(made, card) for card in made.cards]
    views = [view for item in shown for view in item.views]
    assert {item.card.id for item in shown} >= {
        key for key, each in published_definitions().items() if each.state == "counted"
    }
    assert len(views) > 4 * len(shown)
    for view in views:
        assert view.finding
        assert len(view.finding) <= LONGEST + 40, view.finding
        assert not re.search(r"None|  |\b0 de 0\b", f"{view.finding} {view.lede} {view.reading}")


@pytest.mark.parametrize("card_id", ["I02", "I05", "I04"])
def test_before_a_period_is_closed_the_page_says_so(card_id: str) -> None:
    made = sample.bundle()
    empty = replace(made, tables=tuple(replace(table, rows=()) for table in made.tables))
    shown = indicator(empty, card_id)
    assert shown.lede == "Todavía no hay un periodo cerrado que publicar."
    assert (shown.tables, shown.chart, shown.headlines) == ((), None, ())


@pytest.mark.parametrize("count", [1, 12, 13, 23, 24])
def test_the_table_of_months_holds_every_month(count: int) -> None:
    table = sample.by_month("2026-10")
    dropped = replace(table, rows=table.rows[-count:])
    shown = indicator(bundle_with(dropped), "I02").tables[0]
    cells = [cell.text for row in shown.rows if not row.reference for cell in row.cells if cell.text]
    assert sorted(cells) == sorted(str(row.value) for row in dropped.rows)
    assert len(shown.rows) <= 13


def test_a_list_of_the_largest_says_when_others_are_protected() -> None:
    """One that is not printed may be as large as those that are listed."""
    table = sample.bundle().table("casos-por-tipo")
    every = [row if row.value is not None else Row(row.keys, 40) for row in table.rows]
    for rows, said in ((table.rows, True), (tuple(every), False)):
        poster = indicator(bundle_with(replace(table, rows=rows)), "I05").poster
        assert poster is not None
        assert ["protegidas" in words for words in (poster.subtitle, poster.rows_title)] == [said, said]
