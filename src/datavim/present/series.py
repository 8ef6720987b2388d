"""A number for each month, quarter or year."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from datavim.bundle import CellState
from datavim.charts.bars import MONTHS, Bar, bars
from datavim.charts.columns import columns, recent
from datavim.charts.small import spark
from datavim.charts.style import VIOLET, VIOLET_2
from datavim.figures.ratios import change_tenths
from datavim.figures.series import ADDS_UP, Point, last_twelve, series, total, twelve_before
from datavim.present import units
from datavim.present.model import (
    Chart,
    Headline,
    Poster,
    Sheet,
    View,
    ViewCell,
    ViewRow,
    ViewTable,
    cell,
    said,
)
from datavim.present.scope import Scope
from datavim.words import (
    MONTHS as MONTH_NAMES,
)
from datavim.words import (
    in_period,
    month_short,
    percent,
    period_name,
    period_short,
    sentence_start,
    span,
    thousands,
)

GRAIN = {"mes": "mes", "trimestre": "trimestre", "anio": "año"}
MOST_DRAWN = {"mes": 24, "trimestre": 8, "anio": 10}
"""The last periods, which a drawing holds with room for their names; the tables and the file hold every one."""
YEAR = 12
"""Months of a column of a table."""


def view(scope: Scope, path: str) -> View:
    points = series(scope.cube)
    period = _span(points)
    finding = _finding(scope, points, period)
    return View(
        path=path,
        place=scope.place,
        place_name=scope.place_name,
        finding=finding,
        lede=_lede(scope, points),
        period=period,
        chart=_chart(scope, points),
        tables=_tables(scope, points),
        sheet=_sheet(scope, points),
        sources=(scope.cube.table.id,),
        reading=scope.card.how_to_read,
        headlines=tuple(
            item for item in (_twelve(scope, points), _latest(scope, points)) if item is not None
        ),
        poster=_poster(scope, points, finding),
    )


def _drawn(scope: Scope, points: tuple[Point, ...]) -> tuple[Point, ...]:
    return points[-MOST_DRAWN[scope.cube.grain] :]


def _span(points: tuple[Point, ...]) -> str:
    first, last = points[0].code, points[-1].code
    if first == last:
        return period_name(first)
    return (
        f"{first} a {last}"
        if "-" not in first
        else span(first, last)
        if "-T" not in first
        else _quarters(first, last)
    )


def _quarters(first: str, last: str) -> str:
    return f"{period_name(first)} a {period_name(last)}"


def _by(scope: Scope) -> str:
    return GRAIN[scope.cube.grain]


def _title(scope: Scope) -> str:
    return f"{sentence_start(units.many(scope.unit))} por {_by(scope)}"


def _year_before(points: tuple[Point, ...], grain: str) -> Point | None:
    back = {"mes": 13, "trimestre": 5, "anio": 2}[grain]
    return points[-back] if len(points) >= back else None


def _finding(scope: Scope, points: tuple[Point, ...], period: str) -> str:
    last = points[-1]
    if last.value is None:
        return f"{_title(scope)}, {'de ' if '-' in last.code else ''}{period}"
    number = units.bare(last.value, scope.unit)
    sentence = f"{sentence_start(in_period(last.code))} las instituciones registraron {number}"
    before = _year_before(points, scope.cube.grain)
    if before is not None and before.value is not None:
        sentence += f"; un año antes, {thousands(before.value)}"
    return sentence


def _lede(scope: Scope, points: tuple[Point, ...]) -> str:
    if scope.unit not in ADDS_UP:
        return "Cada una cuenta una sola vez en cada periodo: los periodos no se suman."
    now, before = total(last_twelve(points)), total(twelve_before(points))
    if now is None or scope.cube.grain != "mes":
        return scope.card.period_rule
    words = f"En los últimos doce meses suman {units.some(now, scope.unit)}."
    return f"{words} {compared(now, before)}" if before is not None else words


def compared(now: int, before: int) -> str:
    """One sentence of comparison; a percentage only where both numbers are large enough."""
    if now == before:
        return "Son los mismos que en los doce meses anteriores."
    more = "más" if now > before else "menos"
    words = f"Son {thousands(abs(now - before))} {more} que en los doce meses anteriores"
    change = change_tenths(now, before)
    if change is None:
        return f"{words}."
    verb = "aumentó" if now > before else "disminuyó"
    return f"{words}: {verb} el registro {percent(change)}."


def _text(item: Point) -> str:
    return said(item.value, thousands(item.value or 0), item.state)


def _chart(scope: Scope, every: tuple[Point, ...]) -> Chart:
    points = _drawn(scope, every)
    first = recent(points)
    rows = [
        Bar(
            period_short(item.code),
            item.value,
            _text(item),
            None,
            VIOLET if place >= first else VIOLET_2,
            item.state is not CellState.NOT_CAPTURED,
        )
        for place, item in enumerate(points)
    ]
    shades = " En color más oscuro, los últimos doce meses." if first > 0 else ""
    earlier = " Lo anterior está en las tablas." if len(points) < len(every) else ""
    told = "; ".join(f"{period_name(item.code)} {_text(item).lower()}" for item in points)
    return Chart(
        title=_title(scope),
        subtitle=f"{sentence_start(_span(points))}, por {_by(scope)} de registro.{shades}{earlier}",
        base="",
        description=f"Columnas por {_by(scope)}. {told}. La tabla siguiente tiene los mismos datos.",
        draw_wide=partial(columns, points, scope.note),
        draw_narrow=partial(bars, rows, MONTHS, "", scope.note),
    )


def _tables(scope: Scope, points: tuple[Point, ...]) -> tuple[ViewTable, ...]:
    """Months as columns of a year, two in a table, the last ones first; anything else in one column, newest first."""
    same = "Los mismos datos, en tabla"
    if scope.cube.grain != "mes" or len(points) <= YEAR:
        head = (f"{sentence_start(_by(scope))} de registro", _unit(scope))
        rows = (ViewRow(sentence_start(period_name(item.code)), (_cell(item),)) for item in reversed(points))
        return (ViewTable(same, head, tuple(rows)),)
    years = [points[max(0, end - YEAR) : end] for end in range(len(points), 0, -YEAR)]
    pairs = [years[place : place + 2][::-1] for place in range(0, len(years), 2)]
    return tuple(
        _side_by_side(scope, pair, f"Antes: {_ends(pair)}" if n else same) for n, pair in enumerate(pairs)
    )


def _unit(scope: Scope) -> str:
    return sentence_start(scope.unit)


def _ends(years: Sequence[tuple[Point, ...]]) -> str:
    return span(years[0][0].code, years[-1][-1].code)


def _side_by_side(scope: Scope, years: Sequence[tuple[Point, ...]], caption: str) -> ViewTable:
    """Each year is a column; months that came before the first one published are blank."""
    filled = [(*[None] * (YEAR - len(year)), *year) for year in years]
    rows = []
    for months in zip(*filled, strict=True):
        if known := [month for month in months if month is not None]:
            name = sentence_start(MONTH_NAMES[int(known[0].code[5:7]) - 1])
            rows.append(ViewRow(name, tuple(ViewCell("") if m is None else _cell(m) for m in months)))
    sums = [total(year) if len(year) == YEAR else None for year in years]
    if None not in sums and scope.unit in ADDS_UP:
        cells = tuple(cell(value, thousands(value or 0), CellState.PUBLISHED) for value in sums)
        rows.append(ViewRow("Doce meses", cells, reference=True))
    heads = tuple(
        " a ".join(dict.fromkeys(month_short(month.code) for month in (year[0], year[-1]))) for year in years
    )
    return ViewTable(caption, ("Mes de registro", *heads), tuple(rows))


def _cell(item: Point) -> ViewCell:
    return cell(item.value, thousands(item.value or 0), item.state)


def _sheet(scope: Scope, points: tuple[Point, ...]) -> Sheet:
    grain, unit = scope.cube.grain, scope.unit.replace(" ", "_")
    rows = tuple(
        (
            item.code,
            period_name(item.code),
            "" if item.value is None else str(item.value),
            item.state.value,
            scope.note,
        )
        for item in points
    )
    return Sheet((grain, f"{grain}_etiqueta", unit, "estado", "nota"), rows)


def _twelve(scope: Scope, points: tuple[Point, ...]) -> Headline | None:
    year = last_twelve(points)
    now, before = total(year), total(twelve_before(points))
    if now is None or scope.cube.grain != "mes" or scope.unit not in ADDS_UP:
        return None
    words = compared(now, before) if before is not None else "Es la suma de doce meses de registro."
    drawing = spark([item.value for item in year], _spark_words(scope, tuple(year)))
    label = f"{sentence_start(units.many(scope.unit))} en doce meses"
    return Headline(
        label, thousands(now), "", words, drawing, f"Por mes, {span(year[0].code, year[-1].code)}."
    )


def _latest(scope: Scope, every: tuple[Point, ...]) -> Headline | None:
    points, last = _drawn(scope, every), every[-1]
    if last.value is None:
        return None
    before = _year_before(every, scope.cube.grain)
    words = "Se cuentan por fecha de registro, no por la fecha de los hechos."
    if before is not None and before.value is not None:
        words = f"Un año antes, {in_period(before.code)}, fueron {thousands(before.value)}. {words}"
    label = f"{sentence_start(units.many(scope.unit))} {in_period(last.code)}"
    drawing = spark([item.value for item in points], _spark_words(scope, points))
    return Headline(label, thousands(last.value), "", words, drawing, f"Por {_by(scope)}, {_span(points)}.")


def _spark_words(scope: Scope, points: tuple[Point, ...]) -> str:
    ends = [f"{_text(item).lower()} {in_period(item.code)}" for item in (points[0], points[-1])]
    return f"{_title(scope)}: {ends[0]}, {ends[1]}"


def _poster(scope: Scope, every: tuple[Point, ...], finding: str) -> Poster:
    points, last = _drawn(scope, every), every[-YEAR:]
    drawing = spark([item.value for item in points], _spark_words(scope, points))
    rows = tuple((period_short(item.code), item.value, _text(item)) for item in last)
    return Poster(
        finding, f"{_title(scope)}, {_span(points)}", drawing, f"{_title(scope)}, {_span(last)}", rows
    )
