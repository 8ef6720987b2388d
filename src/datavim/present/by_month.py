"""Cases registered by month."""

from __future__ import annotations

from datavim.bundle import CASES_BY_MONTH, Bundle, Card, CellState
from datavim.charts.bars import MONTHS, Bar, bars
from datavim.charts.columns import columns
from datavim.charts.small import spark
from datavim.charts.style import VIOLET, VIOLET_2
from datavim.figures.months import Month, last_twelve, months, total, twelve_before
from datavim.figures.ratios import change_tenths
from datavim.present.model import (
    Chart,
    Headline,
    Indicator,
    Poster,
    Sheet,
    ViewCell,
    ViewRow,
    ViewTable,
    cell,
)
from datavim.words import MONTHS as MONTH_NAMES
from datavim.words import counted, month_name, month_short, percent, sentence_start, span, thousands


def present(bundle: Bundle, card: Card, note: str) -> Indicator:
    series = months(bundle.table(CASES_BY_MONTH))
    period = span(series[0].code, series[-1].code)
    finding = card.finding or _finding(series, period)
    return Indicator(
        card=card,
        finding=finding,
        lede=card.lede or _lede(series),
        period=period,
        chart=_chart(series, period, note),
        tables=(_table(series),),
        older=(),
        sheet=_sheet(series, note),
        reading=card.how_to_read,
        headlines=_headlines(series),
        poster=_poster(series, finding, period),
    )


def _finding(series: tuple[Month, ...], period: str) -> str:
    last = series[-1]
    if last.value is None:
        return f"Casos registrados por mes, de {period}"
    cases = counted(last.value, "caso", "casos")
    sentence = f"En {month_name(last.code)} las instituciones registraron {cases}"
    before = series[-13] if len(series) >= 13 else None
    if before is not None and before.value is not None:
        sentence += f"; un año antes, {thousands(before.value)}"
    return sentence


def _lede(series: tuple[Month, ...]) -> str:
    now, before = total(last_twelve(series)), total(twelve_before(series))
    if now is None:
        return "Se cuentan por el mes en que la institución los registró, no por la fecha de los hechos."
    words = f"En los últimos doce meses suman {counted(now, 'caso registrado', 'casos registrados')}."
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


def _describe(series: tuple[Month, ...]) -> str:
    said = [f"{month_name(item.code)} {_text(item)}" for item in series]
    return f"Columnas por mes. {'; '.join(said)}. La tabla siguiente tiene los mismos datos."


def _text(item: Month) -> str:
    if item.value is not None:
        return thousands(item.value)
    return "sin captura" if item.state is CellState.NOT_CAPTURED else "protegido"


def _chart(series: tuple[Month, ...], period: str, note: str) -> Chart:
    recent = len(series) - 12
    rows = [
        Bar(
            month_short(item.code),
            item.value,
            sentence_start(_text(item)),
            None,
            VIOLET if place >= recent else VIOLET_2,
        )
        for place, item in enumerate(series)
    ]
    shades = " En color más oscuro, los últimos doce meses." if recent > 0 else ""
    return Chart(
        title="Casos registrados por mes",
        subtitle=f"{sentence_start(period)}, por mes de registro.{shades}",
        base="",
        description=_describe(series),
        wide=columns(series, note),
        narrow=bars(rows, MONTHS, note=note),
    )


def _table(series: tuple[Month, ...]) -> ViewTable:
    """Two years side by side, month by month; a year or less as one column."""
    if 12 < len(series) <= 24:
        return _two_years(series[:-12], series[-12:])
    rows = tuple(
        ViewRow(
            sentence_start(month_name(item.code)),
            (_cell(item),),
        )
        for item in reversed(series)
    )
    return ViewTable("Los mismos datos, en tabla", ("Mes de registro", "Casos"), rows)


def _two_years(before: tuple[Month, ...], now: tuple[Month, ...]) -> ViewTable:
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
    if None not in sums and not missing:
        cells = tuple(cell(value, thousands(value or 0), CellState.PUBLISHED) for value in sums)
        rows.append(ViewRow("Doce meses", cells, reference=True))
    heads = tuple(f"{month_short(year[0].code)} a {month_short(year[-1].code)}" for year in (before, now))
    return ViewTable("Los mismos datos, en tabla", ("Mes de registro", *heads), tuple(rows))


def _cell(item: Month) -> ViewCell:
    return cell(item.value, thousands(item.value or 0), item.state)


def _sheet(series: tuple[Month, ...], note: str) -> Sheet:
    rows = tuple(
        (
            item.code,
            month_name(item.code),
            "" if item.value is None else str(item.value),
            item.state.value,
            note,
        )
        for item in series
    )
    return Sheet(("mes", "mes_etiqueta", "casos", "estado", "nota"), rows)


def _headlines(series: tuple[Month, ...]) -> tuple[Headline, ...]:
    return tuple(item for item in (_twelve(series), _month(series)) if item is not None)


def _twelve(series: tuple[Month, ...]) -> Headline | None:
    year = last_twelve(series)
    now, before = total(year), total(twelve_before(series))
    if now is None:
        return None
    words = compared(now, before) if before is not None else "Es la suma de doce meses de registro."
    drawing = spark([item.value for item in year], _spark_words(tuple(year)))
    caption = f"Por mes, {span(year[0].code, year[-1].code)}."
    return Headline("Casos registrados en doce meses", thousands(now), "", words, drawing, caption)


def _month(series: tuple[Month, ...]) -> Headline | None:
    last = series[-1]
    if last.value is None:
        return None
    before = series[-13] if len(series) >= 13 else None
    words = "Se cuentan por mes de registro, no por la fecha de los hechos."
    if before is not None and before.value is not None:
        words = f"Un año antes, en {month_name(before.code)}, fueron {thousands(before.value)}. {words}"
    label = f"Casos registrados en {month_name(last.code)}"
    drawing = spark([item.value for item in series], _spark_words(series))
    caption = f"Por mes, {span(series[0].code, series[-1].code)}."
    return Headline(label, thousands(last.value), "", words, drawing, caption)


def _spark_words(series: tuple[Month, ...]) -> str:
    first, last = series[0], series[-1]
    ends = [f"{_text(item)} en {month_name(item.code)}" for item in (first, last)]
    return f"Casos registrados por mes: {ends[0]}, {ends[1]}"


def _poster(series: tuple[Month, ...], finding: str, period: str) -> Poster:
    drawing = spark([item.value for item in series], _spark_words(series))
    last = series[-12:]
    rows = tuple((month_short(item.code), item.value, _text(item)) for item in last)
    title = f"Casos registrados por mes, {span(last[0].code, last[-1].code)}"
    return Poster(finding, f"Casos registrados por mes, {period}", drawing, title, rows)
