"""The municipalities side by side, by their rate where a population is known."""

from __future__ import annotations

from functools import partial

from datavim.bundle import CellState
from datavim.charts.bars import NARROW, WIDE, Bar, bars
from datavim.charts.small import poster_bars, spark
from datavim.charts.style import GREY, VIOLET, VIOLET_2
from datavim.figures.intervals import rate_interval
from datavim.figures.places import Comparison, Place, comparison
from datavim.figures.ratios import MIN_YEAR
from datavim.figures.series import series
from datavim.present import units
from datavim.present.model import (
    Chart,
    Headline,
    Line,
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
from datavim.words import PROTECTED, counted, sentence_start, thousands

COUNTED = "Mujeres con al menos un caso registrado"
UNIT = f"{COUNTED[:1].lower()}{COUNTED[1:]} por cada 100 mil mujeres"
INTERVAL = "Margen por el azar (intervalo de 95 %)"


def view(scope: Scope, path: str) -> View:
    found = comparison(scope.cube, scope.period, scope.women)
    here = next((place for place in found.places if scope.place and place.code == scope.place), None)
    finding = _of_place(scope, found, here) if here else finding_of(scope, found)
    return View(
        path=path,
        place=scope.place,
        place_name=scope.place_name,
        finding=finding,
        lede=_lede_of_place(scope, found, here) if here else lede_of(scope, found),
        period=f"año {scope.period}" if "-" not in scope.period else scope.when,
        chart=_chart(scope, found),
        tables=(_table(scope, found),),
        sheet=_sheet(scope, found),
        sources=(scope.cube.table.id,),
        reading=scope.card.how_to_read or _reading(scope, found),
        headlines=() if here else _headlines(scope, found),
        poster=None if here else _poster(scope, found, finding),
        line=_line(scope, found, here) if here else None,
    )


def _measure(scope: Scope, found: Comparison) -> str:
    return UNIT if found.rated else units.many(scope.unit)


def finding_of(scope: Scope, found: Comparison) -> str:
    shown, whole = found.shown, found.whole
    if not found.rated:
        if whole is not None and whole.count is not None:
            number = units.bare(whole.count, scope.unit)
            where = f"{'por hechos ocurridos ' if scope.happened_here else ''}en {scope.state_name}"
            return f"{sentence_start(scope.during)} se registraron {number} {where}"
        return f"{sentence_start(units.many(scope.unit))} por municipio, {scope.when}"
    if len(shown) >= 2 and shown[0].rate != shown[-1].rate:
        low, high = shown[-1], shown[0]
        words = f"el registro de {scope.period} va de {thousands(low.rate or 0)} mujeres por cada 100 mil en"
        words += f" {low.label} a {thousands(high.rate or 0)} en {high.label}"
        if len(shown) < len(found.places):
            return f"Entre los municipios con dato publicado, {words}"
        return sentence_start(words)
    if whole is not None and whole.rate is not None:
        rate = thousands(whole.rate)
        where = scope.state_name
        return f"En {scope.period}, {rate} de cada 100 mil mujeres de {where} tuvieron al menos un caso registrado"
    return f"Mujeres con al menos un caso registrado en {scope.period}, por municipio"


def lede_of(scope: Scope, found: Comparison) -> str:
    whole = found.whole
    if not found.rated:
        return "Los municipios tienen distinta población: estos números no dicen dónde hay más violencia."
    if whole is None or whole.count is None or whole.rate is None:
        return "Cada mujer se cuenta una sola vez en el año, aunque tenga varios casos."
    women = counted(whole.count, "mujer", "mujeres")
    rate = thousands(whole.rate)
    here = " por hechos ocurridos ahí" if scope.happened_here else ""
    words = f"En todo el estado fueron {women} con al menos un caso registrado{here}: {rate} por cada 100 mil mujeres."
    return f"{words}{_by_chance(found)}"


def _by_chance(found: Comparison) -> str:
    """That the margins of the two places of the finding meet, where they do: the title alone would rank them."""
    if len(found.shown) < 2:
        return ""
    high, low = found.shown[0], found.shown[-1]
    over, under = rate_interval(low.count, low.women), rate_interval(high.count, high.women)
    if high.rate == low.rate or not over or not under or over[1] < under[0]:
        return ""
    return (
        f" Los márgenes de {low.label} y de {high.label} se enciman: con estos números no se distinguen bien."
    )


def _of_place(scope: Scope, found: Comparison, here: Place) -> str:
    if here.count is None:
        name = f"{sentence_start(units.many(scope.unit))} en {here.label}, {scope.when}"
        return f"{name}: {said(None, '', here.state).lower()}"
    number = units.bare(here.count, scope.unit)
    if found.rated and here.rate is not None:
        had = "tuvo" if here.count == 1 else "tuvieron"
        return f"En {here.label}, {number} {had} al menos un caso registrado {scope.during}"
    return f"En {here.label} se registraron {number} {scope.during}"


def _lede_of_place(scope: Scope, found: Comparison, here: Place) -> str:
    whole = found.whole
    if here.count is None:
        return f"{PROTECTED} El número existe y no se publica, para que nadie pueda reconocer a una persona."
    if found.rated and here.rate is not None:
        words = f"Son {thousands(here.rate)} por cada 100 mil mujeres que viven ahí"
        words += f" (margen por el azar: {_between(here)})"
        return (
            f"{words}; en el estado, {thousands(whole.rate)}."
            if whole and whole.rate is not None
            else f"{words}."
        )
    if whole is not None and whole.count is not None:
        return f"En todo el estado: {thousands(whole.count)}. {lede_of(scope, found)}"
    return lede_of(scope, found)


def _reading(scope: Scope, found: Comparison) -> str:
    if not found.rated or not found.shown:
        return ""
    place = found.shown[0]
    return (
        f"De cada 100 mil mujeres que viven en {place.label}, {thousands(place.rate or 0)} tuvieron al menos un caso"
        f" registrado en {scope.period}. Una tasa mayor no significa por sí sola que haya más violencia."
    )


def text_of(found: Comparison, place: Place) -> str:
    value = found.value(place)
    return said(value, thousands(value or 0), place.state)


def rows_of(found: Comparison) -> list[Place]:
    """What is drawn: places, and the state for reference where it is of the same size."""
    whole = [found.whole] if found.whole is not None and found.rated else []
    return [*found.places, *whole]


def _counted(found: Comparison) -> list[Place]:
    """What the table and the file hold: also what is counted apart."""
    return [*found.places, *found.outside, *([found.whole] if found.whole is not None else [])]


def _fill(scope: Scope, found: Comparison, place: Place) -> str:
    if place is found.whole:
        return GREY
    return VIOLET if scope.of_state or place.code == scope.place else VIOLET_2


def _chart(scope: Scope, found: Comparison) -> Chart:
    rows = rows_of(found)
    items = [
        Bar(
            place.label,
            found.value(place),
            text_of(found, place),
            None,
            _fill(scope, found, place),
            place.state is not CellState.NOT_CAPTURED,
        )
        for place in rows
    ]
    told = "; ".join(f"{place.label}: {text_of(found, place).lower()}" for place in rows)
    women = f"Población de mujeres: {'; '.join(scope.sources)}." if scope.sources and found.rated else ""
    grey = " En gris, todo el estado." if found.rated else " En el orden del catálogo."
    return Chart(
        title=sentence_start(_measure(scope, found)),
        subtitle=f"{sentence_start('año ' if '-' not in scope.period else '')}{scope.when}.{grey}",
        base=women,
        description=f"Barras {'ordenadas' if found.rated else 'por municipio'}. {told}."
        " La tabla siguiente tiene los mismos datos.",
        draw_wide=partial(bars, items, WIDE, "", scope.note),
        draw_narrow=partial(bars, items, NARROW, "", scope.note),
    )


def _table(scope: Scope, found: Comparison) -> ViewTable:
    rows = [
        ViewRow(
            place.label,
            _cells(found, place),
            reference=place is found.whole,
            here=bool(scope.place) and place.code == scope.place,
        )
        for place in _counted(found)
    ]
    head: tuple[str, ...] = ("Municipio", sentence_start(scope.unit))
    if found.rated:
        head = (
            "Municipio",
            "Por cada 100 mil mujeres",
            "Mujeres con al menos un caso",
            "Mujeres que viven ahí",
            INTERVAL,
        )
    return ViewTable("Los mismos datos, en tabla", head, tuple(rows))


def _cells(found: Comparison, place: Place) -> tuple[ViewCell, ...]:
    """What is counted apart has no inhabitants and so no rate, withheld or not."""
    count = cell(place.count, thousands(place.count or 0), place.state)
    if not found.rated:
        return (count,)
    known = place.women is not None
    return (
        cell(place.rate, thousands(place.rate or 0), place.state) if known else ViewCell(""),
        count,
        cell(place.women, thousands(place.women or 0), CellState.PUBLISHED),
        ViewCell(_between(place)),
    )


def _between(place: Place) -> str:
    """«55 a 209», or nothing where there is no rate."""
    limits = rate_interval(place.count, place.women)
    return f"{thousands(limits[0])} a {thousands(limits[1])}" if limits else ""


def _sheet(scope: Scope, found: Comparison) -> Sheet:
    rated = found.rated
    rows = tuple(
        (
            scope.period,
            place.code,
            place.label,
            *("" if number is None else str(number) for number in _numbers(rated, place)),
            place.state.value,
            scope.note,
        )
        for place in _counted(found)
    )
    rates = ("poblacion_mujeres", "por_100_mil", "por_100_mil_desde", "por_100_mil_hasta") if rated else ()
    head = (scope.cube.grain, "municipio", "municipio_etiqueta", scope.unit.replace(" ", "_"), *rates)
    return Sheet((*head, "estado", "nota"), rows)


def _numbers(rated: bool, place: Place) -> tuple[int | None, ...]:
    limits = rate_interval(place.count, place.women) or (None, None)
    return (place.count, place.women, place.rate, *limits) if rated else (place.count,)


def _headlines(scope: Scope, found: Comparison) -> tuple[Headline, ...]:
    whole, points = found.whole, series(scope.cube)
    if not found.rated or whole is None or whole.count is None or whole.rate is None:
        return ()
    words = f"Son {thousands(whole.rate)} por cada 100 mil mujeres. Una mujer puede tener más de un caso."
    here = "Hechos ocurridos en el estado. " if scope.happened_here else ""
    drawing, caption = "", f"{here}Cada mujer se cuenta una sola vez en el año."
    if len(points) > 1:
        ends = f"{points[0].code} a {points[-1].code}"
        drawing = spark(
            [item.value for item in points], f"Mujeres con al menos un caso registrado por año, {ends}"
        )
        caption = f"{here}Por año, de {ends}."
    label = f"Mujeres con al menos un caso registrado en {scope.period}"
    return (Headline(label, thousands(whole.count), "", words, drawing, caption),)


def small_numbers(found: Comparison) -> list[str]:
    """Places whose rate moves a lot from one year to the next because few women are counted."""
    return [place.label for place in found.places if place.count is not None and place.count < MIN_YEAR]


def _poster(scope: Scope, found: Comparison, finding: str) -> Poster | None:
    shown = found.shown[:5]
    if not shown or not found.rated:
        return None
    rows = [(place.label, place.rate or 0, thousands(place.rate or 0)) for place in shown]
    words = "; ".join(f"{label} {text}" for label, _, text in rows)
    every = tuple((place.label, place.rate, text_of(found, place)) for place in found.places[:5])
    chance = "; las diferencias pueden ser por azar" if _by_chance(found) else ""
    title = f"Por cada 100 mil mujeres, {scope.period}{chance}"
    return Poster(finding, title, poster_bars(rows, words), title, every)


def _line(scope: Scope, found: Comparison, here: Place) -> Line | None:
    whole = found.whole
    if whole is None:
        return None
    measure = "por cada 100 mil mujeres" if found.rated else f"número de {scope.unit}"
    here_value, state_value = found.value(here), found.value(whole)
    return Line(
        label=COUNTED if found.rated else scope.card.name,
        period=scope.when,
        measure=measure,
        here=cell(here_value, thousands(here_value or 0), here.state),
        state=cell(state_value, thousands(state_value or 0), whole.state),
    )
