"""What another source publishes, year by year, told as its own: never beside a number of the bank."""

from __future__ import annotations

from datavim.bundle import VICTIMS, Bundle, Card, Code, Row, Table
from datavim.figures.cube import STATE
from datavim.present.model import Sheet, View, ViewCell, ViewRow, ViewTable, cell
from datavim.words import listed, sentence_start, thousands

RECENT = 5
"""Years in the first table."""
FIRST = ("feminicidio", "lesiones_dolosas")
"""The crimes that the finding speaks of, where the source counts them."""


def view(bundle: Bundle, card: Card, note: str) -> View:
    table = bundle.table(VICTIMS)
    years, crimes = (dimension.codes for dimension in table.dimensions)
    rows = table.cells()
    first, last = years[0], years[-1]
    earlier = (_table("Años anteriores", crimes, years[:-RECENT], rows),) if years[:-RECENT] else ()
    return View(
        path="",
        place=STATE,
        place_name="",
        finding=card.finding or _finding(table, bundle.cut.state_name),
        lede=card.lede or f"Son cifras de otra institución, copiadas como las publica. {table.filter}",
        period=f"{first.code} a {last.label}",
        chart=None,
        tables=(_table(table.title, crimes, years[-RECENT:], rows), *earlier),
        sheet=_sheet(table, note),
        sources=(table.id,),
        reading=card.how_to_read,
        other_source=table.filter,
    )


def _finding(table: Table, state_name: str) -> str:
    """Of the last whole year."""
    years, crimes = (dimension.codes for dimension in table.dimensions)
    rows = table.cells()
    whole = [year for year in years if year.label == year.code]
    told = [
        crime for crime in crimes if whole and crime.code in FIRST and (whole[-1].code, crime.code) in rows
    ]
    if not told:
        return table.title
    found = [f"{thousands(rows[whole[-1].code, c.code].value or 0)} de {c.label.lower()}" for c in told]
    words = f"En {whole[-1].code}, el SESNSP contó mujeres en carpetas de investigación de {state_name}"
    return f"{words}: {listed(found)}"


def _table(
    caption: str, crimes: tuple[Code, ...], years: tuple[Code, ...], rows: dict[tuple[str, ...], Row]
) -> ViewTable:
    lines = tuple(
        ViewRow(crime.label, tuple(_cell(rows.get((year.code, crime.code))) for year in years))
        for crime in crimes
    )
    return ViewTable(caption, ("Delito", *(sentence_start(year.label) for year in years)), lines)


def _cell(row: Row | None) -> ViewCell:
    """What the source does not say is blank, never 0."""
    return ViewCell("") if row is None else cell(row.value, thousands(row.value or 0), row.state)


def _sheet(table: Table, note: str) -> Sheet:
    years, crimes = table.dimensions
    rows = tuple(
        (
            year,
            years.label_of(year),
            crime,
            crimes.label_of(crime),
            "" if row.value is None else str(row.value),
            row.state.value,
            note,
        )
        for (year, crime), row in table.cells().items()
    )
    return Sheet(("anio", "anio_etiqueta", "delito", "delito_etiqueta", "mujeres", "estado", "nota"), rows)
