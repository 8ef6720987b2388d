"""Women with at least one case per 100,000 women, by municipality and closed year."""

from __future__ import annotations

from datavim.bundle import WOMEN_BY_MUNICIPALITY, WOMEN_POPULATION, Bundle, Card, CellState
from datavim.charts.bars import NARROW, WIDE, Bar, bars
from datavim.charts.small import poster_bars, spark
from datavim.charts.style import GREY, VIOLET
from datavim.figures.places import Place, Year, years
from datavim.figures.ratios import MIN_YEAR
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
from datavim.words import counted, sentence_start, thousands

UNIT = "mujeres con al menos un caso registrado por cada 100 mil mujeres"


def known_years(bundle: Bundle) -> tuple[Year, ...]:
    return years(bundle.table(WOMEN_BY_MUNICIPALITY), bundle.table(WOMEN_POPULATION))


def present(bundle: Bundle, card: Card, note: str) -> Indicator:
    known = known_years(bundle)
    year = known[-1]
    finding = card.finding or finding_of(year, bundle.cut.state_name)
    return Indicator(
        card=card,
        finding=finding,
        lede=card.lede or lede_of(year),
        period=f"año {year.code}",
        chart=_chart(year, bundle.cut.population_sources, note),
        tables=(_table(year, "Los mismos datos, en tabla"),),
        older=tuple(_table(item, f"Año {item.code}") for item in reversed(known[:-1])),
        sheet=_sheet(known, note),
        reading=card.how_to_read or _reading(year),
        headlines=_headlines(known),
        poster=_poster(year, finding),
    )


def with_rate(year: Year) -> list[Place]:
    return [place for place in year.places if place.rate is not None]


def finding_of(year: Year, state_name: str) -> str:
    shown = with_rate(year)
    if len(shown) >= 2 and shown[0].rate != shown[-1].rate:
        low, high = shown[-1], shown[0]
        words = f"el registro de {year.code} va de {thousands(low.rate or 0)} mujeres por cada 100 mil en"
        words += f" {low.label} a {thousands(high.rate or 0)} en {high.label}"
        if len(shown) < len(year.places):
            return f"Entre los municipios con dato publicado, {words}"
        return sentence_start(words)
    if year.whole is not None and year.whole.rate is not None:
        rate = thousands(year.whole.rate)
        return f"En {year.code}, {rate} de cada 100 mil mujeres de {state_name} tuvieron al menos un caso registrado"
    return f"Mujeres con al menos un caso registrado en {year.code}, por municipio"


def lede_of(year: Year) -> str:
    whole = year.whole
    if whole is None or whole.count is None or whole.rate is None:
        return "Cada mujer se cuenta una sola vez en el año, aunque tenga varios casos."
    women = counted(whole.count, "mujer", "mujeres")
    rate = thousands(whole.rate)
    return (
        f"En todo el estado fueron {women} con al menos un caso registrado: {rate} por cada 100 mil mujeres."
    )


def _reading(year: Year) -> str:
    shown = with_rate(year)
    if not shown:
        return ""
    place = shown[0]
    return (
        f"De cada 100 mil mujeres que viven en {place.label}, {thousands(place.rate or 0)} tuvieron al menos un caso"
        f" registrado en {year.code}. Una tasa mayor no significa por sí sola que haya más violencia."
    )


def _said(place: Place) -> str:
    if place.rate is not None:
        return thousands(place.rate)
    return "Sin captura" if place.state is CellState.NOT_CAPTURED else "Protegido"


def rows_of(year: Year) -> list[Place]:
    """What is drawn: places, and the state for reference."""
    return [*year.places, *([year.whole] if year.whole is not None else [])]


def counted_rows(year: Year) -> list[Place]:
    """What the table and the file hold: also what is counted apart."""
    return [*year.places, *year.outside, *([year.whole] if year.whole is not None else [])]


def _chart(year: Year, sources: tuple[str, ...], note: str) -> Chart:
    rows = rows_of(year)
    items = [
        Bar(place.label, place.rate, _said(place), None, GREY if place is year.whole else VIOLET)
        for place in rows
    ]
    said = "; ".join(f"{place.label}: {_said(place).lower()}" for place in rows)
    women = f" Población de mujeres: {'; '.join(sources)}." if sources else ""
    return Chart(
        title=sentence_start(UNIT),
        subtitle=f"Año {year.code}. En gris, todo el estado.",
        base=women.strip(),
        description=f"Barras ordenadas. {said}. La tabla siguiente tiene los mismos datos.",
        wide=bars(items, WIDE, "", note),
        narrow=bars(items, NARROW, "", note),
    )


def _table(year: Year, caption: str) -> ViewTable:
    rows = [
        ViewRow(place.label, _cells(place), reference=place is year.whole) for place in counted_rows(year)
    ]
    head = ("Municipio", "Por cada 100 mil mujeres", "Mujeres con al menos un caso", "Mujeres que viven ahí")
    return ViewTable(caption, head, tuple(rows))


def _cells(place: Place) -> tuple[ViewCell, ...]:
    """What is counted apart has no inhabitants and so no rate, withheld or not."""
    blank = ViewCell("")
    return (
        cell(place.rate, thousands(place.rate or 0), place.state) if place.women is not None else blank,
        cell(place.count, thousands(place.count or 0), place.state),
        cell(place.women, thousands(place.women or 0), CellState.PUBLISHED),
    )


def _sheet(known: tuple[Year, ...], note: str) -> Sheet:
    rows = tuple(
        (
            year.code,
            place.code,
            place.label,
            *("" if number is None else str(number) for number in (place.count, place.women, place.rate)),
            place.state.value,
            note,
        )
        for year in known
        for place in counted_rows(year)
    )
    head = (
        "anio",
        "municipio",
        "municipio_etiqueta",
        "mujeres",
        "poblacion_mujeres",
        "por_100_mil",
        "estado",
    )
    return Sheet((*head, "nota"), rows)


def _headlines(known: tuple[Year, ...]) -> tuple[Headline, ...]:
    year, whole = known[-1], known[-1].whole
    if whole is None or whole.count is None or whole.rate is None:
        return ()
    words = f"Son {thousands(whole.rate)} por cada 100 mil mujeres. Una mujer puede tener más de un caso."
    series = [item.whole.count if item.whole is not None else None for item in known]
    if len(known) < 2:
        drawing, caption = "", "Cada mujer se cuenta una sola vez en el año."
    else:
        drawing = spark(
            series, f"Mujeres con al menos un caso registrado por año, {known[0].code} a {year.code}"
        )
        caption = f"Por año, de {known[0].code} a {year.code}."
    label = f"Mujeres con al menos un caso registrado en {year.code}"
    return (Headline(label, thousands(whole.count), "", words, drawing, caption),)


def small_numbers(year: Year) -> list[str]:
    """Places whose rate moves a lot from one year to the next because few women are counted."""
    return [place.label for place in year.places if place.count is not None and place.count < MIN_YEAR]


def _poster(year: Year, finding: str) -> Poster | None:
    shown = with_rate(year)[:5]
    if not shown:
        return None
    rows = [(place.label, place.rate or 0, thousands(place.rate or 0)) for place in shown]
    words = "; ".join(f"{label} {text}" for label, _, text in rows)
    every = tuple((place.label, place.rate, _said(place)) for place in year.places[:5])
    title = f"Por cada 100 mil mujeres, {year.code}"
    return Poster(finding, title, poster_bars(rows, words), title, every)
