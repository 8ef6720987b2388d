"""The parts of one column: how much of the cases, women or services has each answer."""

from __future__ import annotations

from functools import partial

from datavim.bundle import CellState
from datavim.charts.bars import NARROW, WIDE, Bar, bars
from datavim.charts.small import dots, poster_bars
from datavim.charts.stack import COLOURS, Share, stack
from datavim.charts.stack import NARROW as NARROW_STACK
from datavim.charts.stack import WIDE as WIDE_STACK
from datavim.charts.style import GREY, VIOLET
from datavim.figures.cube import STATE, UNSPECIFIED
from datavim.figures.parts import KNOWN, Part, Parts, parts
from datavim.figures.ratios import share
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
from datavim.present.sentences import finding_of, headline_label, lede_of, reading_of, subject_of
from datavim.words import period_name, period_short, sentence_start, tenths, thousands

LONGEST_IN_STACK = 34
"""Letters of a label beside its number in the narrow drawing."""
NUMBER = "Número"
SOME_WITHHELD = "; otras respuestas están protegidas"
"""Of a list of the largest numbers: one that is not printed may be as large."""
ON_THE_PAGE = " La tabla siguiente tiene los mismos datos."


def view(scope: Scope, path: str) -> View:
    found = parts(scope.cube, scope.period, scope.place, scope.rule, scope.before)
    finding = finding_of(scope, found)
    return View(
        path=path,
        place=scope.place,
        place_name=scope.place_name,
        finding=finding,
        lede=lede_of(scope, found),
        period=scope.when,
        chart=_chart(scope, found),
        tables=(_table(scope, found),),
        sheet=_sheet(scope, found),
        sources=(scope.cube.table.id,),
        reading=reading_of(scope, found),
        headlines=_headlines(scope, found) if scope.of_state else (),
        poster=_poster(scope, found, finding) if scope.of_state else None,
        parts=True,
        several=scope.several,
        line=None if scope.of_state else _line(scope, found),
    )


def _label(scope: Scope) -> str:
    column = scope.cube.column
    return column.label if column else ""


def _chart(scope: Scope, found: Parts) -> Chart:
    measured = (
        f"por cada 100 {units.many(scope.unit)}{units.of_all(scope.rule)}"
        if found.shares
        else f"número de {units.many(scope.unit)}"
    )
    stacked = _stacked(scope, found)
    if stacked:
        wide, narrow = (partial(stack, stacked, width, scope.note) for width in (WIDE_STACK, NARROW_STACK))
    else:
        suffix, items = " %" if found.shares else "", _items(found)
        wide, narrow = (partial(bars, items, shape, suffix, scope.note) for shape in (WIDE, NARROW))
    kind = "Una barra de cien partes" if stacked else "Barras"
    told = "; ".join(f"{item.label}: {_text(item, found.shares).lower()}" for item in _drawn(found))
    base = _base(scope, found)
    several = " Puede haber varias respuestas a la vez." if scope.several else ""
    mark = f" La raya negra es {period_name(scope.before or '')}." if not stacked and _compared(found) else ""
    title = f"{_label(scope)}{scope.where}, {measured}" if units.known(scope.unit) else scope.cube.table.title
    return Chart(
        title=title,
        subtitle=f"{sentence_start(scope.when)}.{several}{mark}",
        base=base,
        description=f"{kind}. {told}. {base}".strip() + ON_THE_PAGE,
        draw_wide=wide,
        draw_narrow=narrow,
    )


def _base(scope: Scope, found: Parts) -> str:
    """Of what the shares are, and what was left out of it."""
    if found.base is None:
        return ""
    out = [
        f" {item.label}: {said(item.value, thousands(item.value or 0), item.state)}."
        for item in _left_out(found)
    ]
    return f"Base: {units.some(found.base, scope.unit)}{units.of_all(scope.rule)}.{''.join(out)}"


def _left_out(found: Parts) -> list[Part]:
    """What was not said has no share of those that answer, and so no bar beside theirs."""
    return [
        item for item in found.items if found.shares and item.value is not None and item.share_tenths is None
    ]


def _drawn(found: Parts) -> list[Part]:
    out = _left_out(found)
    return [item for item in found.items if item not in out]


def _compared(found: Parts) -> bool:
    return found.shares and any(p.before_tenths is not None and p.value is not None for p in found.items)


def _text(part: Part, shares: bool) -> str:
    """What is said beside a bar."""
    number = tenths(part.share_tenths or 0) if shares else thousands(part.value or 0)
    return said(part.value, number, part.state)


def _items(found: Parts) -> list[Bar]:
    items = []
    first = next((item for item in found.items if item.value is not None), None)
    for item in _drawn(found):
        value = (
            None
            if item.value is None
            else (item.share_tenths or 0) / 10
            if found.shares
            else float(item.value)
        )
        old = item.before_tenths / 10 if found.shares and item.before_tenths is not None else None
        text, fill = _text(item, found.shares), GREY if item.code == UNSPECIFIED else VIOLET
        shown = f"{text}\u00a0%" if found.shares and item is first else text
        captured = item.state is not CellState.NOT_CAPTURED
        items.append(Bar(item.label, value, shown, old if value is not None else None, fill, captured))
    return items


def _stacked(scope: Scope, found: Parts) -> list[Share]:
    """The parts as one bar of a hundred, if they are few, all of them are known and they are all there is."""
    items = _drawn(found)
    whole = sum(item.value or 0 for item in items)
    fits = 2 <= len(items) <= len(COLOURS) and all(len(item.label) <= LONGEST_IN_STACK for item in items)
    known = all(item.value is not None for item in items)
    if scope.several or not (found.shares and fits and known and whole == found.base):
        return []
    return [Share(item.label, item.value or 0, f"{_text(item, True)}\u00a0%") for item in items]


def _table(scope: Scope, found: Parts) -> ViewTable:
    head = [_label(scope), sentence_start(scope.unit) if units.known(scope.unit) else NUMBER]
    compare = _compared(found)
    if found.shares:
        head.append("Por cada 100")
    if compare:
        head.append(f"Por cada 100, {period_short(scope.before or '')}")
    rows = [ViewRow(item.label, _cells(item, found.shares, compare)) for item in found.items]
    if found.whole is not None:
        rows += _reference(scope, found, len(head) - 2)
    return ViewTable("Los mismos datos, en tabla", tuple(head), tuple(rows))


def _cells(part: Part, shares: bool, compare: bool) -> tuple[ViewCell, ...]:
    cells = [cell(part.value, thousands(part.value or 0), part.state)]
    if part.value is not None and shares:
        cells.append(_share(part.share_tenths))
    if part.value is not None and compare:
        cells.append(_share(part.before_tenths))
    return tuple(cells)


def _share(number: int | None) -> ViewCell:
    return cell(number, tenths(number or 0), CellState.PUBLISHED)


def _reference(scope: Scope, found: Parts, blanks: int) -> list[ViewRow]:
    """All the records, and those that answer where the shares are of them."""
    whole = found.whole
    if whole is None:
        return []
    empty = tuple(ViewCell("") for _ in range(blanks)) if whole.value is not None else ()
    rows = [
        ViewRow(
            whole.label, (cell(whole.value, thousands(whole.value or 0), whole.state), *empty), reference=True
        )
    ]
    if scope.rule == KNOWN and found.base is not None:
        label = f"{sentence_start(units.many(scope.unit))}{units.ANSWERED}"
        rows.append(ViewRow(label, (ViewCell(thousands(found.base)), *empty), reference=True))
    return rows


def _sheet(scope: Scope, found: Parts) -> Sheet:
    column = scope.cube.column
    unit = scope.unit.replace(" ", "_") if units.known(scope.unit) else NUMBER.lower()
    name = column.name if column else "clave"
    place = (scope.place, scope.place_name) if scope.place else ()
    head = [scope.cube.grain, f"{scope.cube.grain}_etiqueta"]
    head += ["municipio", "municipio_etiqueta"] if place else []
    rows = [
        (
            *(scope.period, scope.when, *place, item.code, item.label),
            *("" if number is None else str(number) for number in (item.value, found.base)),
            "" if item.share_tenths is None else tenths(item.share_tenths).replace(",", ""),
            *(item.state.value, scope.note),
        )
        for item in found.items
    ]
    if (whole := found.whole) is not None:
        number = "" if whole.value is None else str(whole.value)
        key = (scope.period, scope.when, *place, whole.code, whole.label)
        rows.append((*key, number, "", "", whole.state.value, scope.note))
    head += [name, f"{name}_etiqueta", unit, "base", "por_cada_100", "estado", "nota"]
    return Sheet(tuple(head), tuple(rows))


def _headlines(scope: Scope, found: Parts) -> tuple[Headline, ...]:
    subject = subject_of(scope, found)
    number = share(subject.value, found.base) if subject else None
    if subject is None or number is None or found.base is None:
        return ()
    words = (
        f"{thousands(subject.value or 0)} de {units.some(found.base, scope.unit)}{units.of_all(scope.rule)}."
    )
    caption = f"Cada cuadro es uno de cada 100. {sentence_start(scope.when)}."
    return (
        Headline(headline_label(scope, subject), str(number), "de cada 100", words, dots(number), caption),
    )


def _poster(scope: Scope, found: Parts, finding: str) -> Poster | None:
    some = [item for item in found.by_size if not found.shares or item.share_tenths is not None][:3]
    if not some:
        return None
    rows = []
    for item in some:
        number = share(item.value, found.base)
        rows.append(
            (item.label, item.value or 0, thousands(item.value or 0) if number is None else str(number))
        )
    words = "; ".join(f"{label} {text}" for label, _, text in rows)
    unit = f"Por cada 100 {units.many(scope.unit)}{units.of_all(scope.rule)}"
    counted = sentence_start(units.many(scope.unit)) if units.known(scope.unit) else scope.cube.table.title
    title = f"{unit if found.shares else counted}, {scope.when}"
    if any(item.state is CellState.WITHHELD for item in found.items):
        title += SOME_WITHHELD
    return Poster(finding, title, poster_bars(rows, words), title, tuple(rows))


def _line(scope: Scope, found: Parts) -> Line | None:
    """The answer that is the most frequent in the state, or the one the indicator is about: here and in the state."""
    state = parts(scope.cube, scope.period, STATE, scope.rule)
    subject = subject_of(scope, state)
    here = next((item for item in found.items if subject and item.code == subject.code), None)
    if subject is None or here is None:
        return None
    shares = state.shares and (here.value is None or found.shares)
    return Line(
        label=headline_label(scope, subject),
        period=scope.when,
        measure=f"por cada 100 {scope.unit}" if shares else f"número de {scope.unit}",
        here=cell(here.value, _text(here, shares), here.state),
        state=cell(subject.value, _text(subject, shares), subject.state),
    )
