"""A number for each month, quarter or year."""

from __future__ import annotations

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
        chart=_chart(scope, points, period),
        tables=(_table(scope, points),),
        sheet=_sheet(scope, points),
        sources=(scope.cube.table.id,),
        reading=scope.card.how_to_read,
        headlines=tuple(
            item for item in (_twelve(scope, points), _latest(scope, points)) if item is not None
        ),
        poster=_poster(scope, points, finding, period),
    )


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


def _chart(scope: Scope, points: tuple[Point, ...], period: str) -> Chart:
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
    told = "; ".join(f"{period_name(item.code)} {_text(item).lower()}" for item in points)
    return Chart(
        title=_title(scope),
        subtitle=f"{sentence_start(period)}, por {_by(scope)} de registro.{shades}",
        base="",
        description=f"Columnas por {_by(scope)}. {told}. La tabla siguiente tiene los mismos datos.",
        draw_wide=partial(columns, points, scope.note),
        draw_narrow=partial(bars, rows, MONTHS, "", scope.note),
    )


def _table(scope: Scope, points: tuple[Point, ...]) -> ViewTable:
    """Two years of months side by side; anything else as one column, the newest first."""
    if scope.cube.grain == "mes" and 12 < len(points) <= 24:
        return _two_years(scope, points[:-12], points[-12:])
    rows = tuple(ViewRow(sentence_start(period_name(item.code)), (_cell(item),)) for item in reversed(points))
    return ViewTable(
        "Los mismos datos, en tabla", (f"{sentence_start(_by(scope))} de registro", _unit(scope)), rows
    )


def _unit(scope: Scope) -> str:
    return sentence_start(scope.unit)


def _two_years(scope: Scope, before: tuple[Point, ...], now: tuple[Point, ...]) -> ViewTable:
    """Months that came before the first one published are blank."""
    missing = 12 - len(before)
    rows = [
        ViewRow(
            sentence_start(MONTH_NAMES[int(new.code[5:7]) - 1]),
            (ViewCell("") if place < missing else _cell(before[place - missing]), _cell(new)),
        )
        for place, new in enumerate(now)
    ]
    sums = [total(year) for year in (before, now)]
    if None not in sums and not missing and scope.unit in ADDS_UP:
        cells = tuple(cell(value, thousands(value or 0), CellState.PUBLISHED) for value in sums)
        rows.append(ViewRow("Doce meses", cells, reference=True))
    heads = tuple(f"{month_short(year[0].code)} a {month_short(year[-1].code)}" for year in (before, now))
    return ViewTable("Los mismos datos, en tabla", ("Mes de registro", *heads), tuple(rows))


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


def _latest(scope: Scope, points: tuple[Point, ...]) -> Headline | None:
    last = points[-1]
    if last.value is None:
        return None
    before = _year_before(points, scope.cube.grain)
    words = "Se cuentan por fecha de registro, no por la fecha de los hechos."
    if before is not None and before.value is not None:
        words = f"Un año antes, {in_period(before.code)}, fueron {thousands(before.value)}. {words}"
    label = f"{sentence_start(units.many(scope.unit))} {in_period(last.code)}"
    drawing = spark([item.value for item in points], _spark_words(scope, points))
    return Headline(label, thousands(last.value), "", words, drawing, f"Por {_by(scope)}, {_span(points)}.")


def _spark_words(scope: Scope, points: tuple[Point, ...]) -> str:
    ends = [f"{_text(item).lower()} {in_period(item.code)}" for item in (points[0], points[-1])]
    return f"{_title(scope)}: {ends[0]}, {ends[1]}"


def _poster(scope: Scope, points: tuple[Point, ...], finding: str, period: str) -> Poster:
    drawing = spark([item.value for item in points], _spark_words(scope, points))
    last = points[-12:]
    rows = tuple((period_short(item.code), item.value, _text(item)) for item in last)
    return Poster(finding, f"{_title(scope)}, {period}", drawing, f"{_title(scope)}, {_span(last)}", rows)
