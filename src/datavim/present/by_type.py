"""Cases by type of violence: several types per case, shares of a base."""

from __future__ import annotations

from datavim.bundle import CASES_BY_TYPE, Bundle, Card, CellState, Table
from datavim.charts.bars import NARROW, WIDE, Bar, bars
from datavim.charts.small import poster_bars
from datavim.charts.style import GREY, VIOLET
from datavim.figures.ratios import MIN_BASE, share
from datavim.figures.types import Part, base, parts, quarters
from datavim.present.model import Chart, Headline, Indicator, Poster, Sheet, ViewRow, ViewTable, cell
from datavim.words import counted, quarter_name, sentence_start, tenths, thousands

_ADJECTIVES = frozenset(
    (
        *("psicológica", "física", "sexual", "económica", "patrimonial", "política", "obstétrica", "digital"),
        *("mediática", "vicaria", "simbólica", "moral", "institucional", "laboral", "docente", "comunitaria"),
        *("familiar", "feminicida", "y", "e"),
    )
)


def present(bundle: Bundle, card: Card, note: str) -> Indicator:
    table = bundle.table(CASES_BY_TYPE)
    known = quarters(table)
    last, before = known[-1], known[-2] if len(known) > 1 else None
    found, whole = parts(table, last, before), base(table, last)
    finding = card.finding or _finding(found, whole, last)
    return Indicator(
        card=card,
        finding=finding,
        lede=card.lede or _lede(found),
        period=quarter_name(last),
        chart=_chart(found, whole, last, before, note),
        tables=(_table(found, whole, _base_label(table), before),),
        older=tuple(_older(table, quarter) for quarter in reversed(known[:-1])),
        sheet=_sheet(table, known, note),
        reading=card.how_to_read or _reading(found, whole),
        headlines=_headlines(found, whole, last),
        poster=_poster(found, whole, finding, last),
    )


def violence(label: str) -> str | None:
    """«violencia psicológica», where the label of the catalogue is an adjective."""
    words = label.lower().replace(",", "").split()
    return f"violencia {label.lower()}" if words and set(words) <= _ADJECTIVES else None


def _published(found: tuple[Part, ...]) -> list[Part]:
    return [part for part in found if part.state is CellState.PUBLISHED and part.value]


def _of(part: Part, whole: int | None) -> str:
    """«73 de cada 100», or the count where the base is small or withheld."""
    if (of_100 := share(part.value, whole)) is not None:
        return f"{of_100} de cada 100 casos registrados"
    if whole is not None:
        return f"{thousands(part.value or 0)} de {counted(whole, 'caso registrado', 'casos registrados')}"
    return counted(part.value or 0, "caso registrado", "casos registrados")


def _finding(found: tuple[Part, ...], whole: int | None, quarter: str) -> str:
    published = _published(found)
    if not published:
        return f"Casos registrados por tipo de violencia, {quarter_name(quarter)}"
    first, second = published[0], next(iter(published[1:]), None)
    name = violence(first.label)
    if name is None:
        return f"En {_of(first, whole)} se anotó «{first.label}»"
    sentence = f"En {_of(first, whole)} hubo {name}"
    if second is not None and violence(second.label):
        number = share(second.value, whole)
        other = thousands(second.value or 0) if number is None else str(number)
        sentence += f"; en {other}, {second.label.lower()}"
    return sentence


def _lede(found: tuple[Part, ...]) -> str:
    words = "Un caso puede incluir más de un tipo de violencia"
    if sum(part.share_tenths or 0 for part in found) > 1000:
        return f"{words}: por eso la suma pasa de 100."
    return f"{words}: las partes no suman 100."


def _reading(found: tuple[Part, ...], whole: int | None) -> str:
    first = next(iter(_published(found)), None)
    if first is None:
        return ""
    return f"En {_of(first, whole)} la institución anotó «{first.label}». El mismo caso puede estar en otra barra."


def _chart(found: tuple[Part, ...], whole: int | None, quarter: str, before: str | None, note: str) -> Chart:
    shares = whole is not None and whole >= MIN_BASE
    items, said = [], []
    for place, part in enumerate(found):
        text, value = _measure(part, shares)
        old = part.before_tenths / 10 if shares and part.before_tenths is not None else None
        fill = GREY if part.state is CellState.UNSPECIFIED else VIOLET
        shown = f"{text}\u00a0%" if shares and place == 0 and value is not None else text
        items.append(Bar(part.label, value, shown, old if value is not None else None, fill))
        said.append(f"{part.label}: {text.lower()}")
    unit = "por cada 100 casos registrados" if shares else "número de casos registrados"
    tick = any(item.before is not None for item in items) and before
    mark = f" La raya negra es el trimestre anterior, {quarter_name(before)}." if tick and before else ""
    suffix = " %" if shares else ""
    return Chart(
        title=f"Tipo de violencia, {unit}",
        subtitle=f"{sentence_start(quarter_name(quarter))}. Un caso puede incluir varios tipos.{mark}",
        base=f"Base: {counted(whole, 'caso registrado', 'casos registrados')}." if whole is not None else "",
        description=f"Barras ordenadas. {'; '.join(said)}. La tabla siguiente tiene los mismos datos.",
        wide=bars(items, WIDE, suffix, note),
        narrow=bars(items, NARROW, suffix, note),
    )


def _measure(part: Part, shares: bool) -> tuple[str, float | None]:
    if part.value is None:
        return ("Sin captura" if part.state is CellState.NOT_CAPTURED else "Protegido"), None
    if shares and part.share_tenths is not None:
        return tenths(part.share_tenths), part.share_tenths / 10
    return thousands(part.value), float(part.value)


def _row(part: Part, with_before: bool) -> ViewRow:
    cells = [cell(part.value, thousands(part.value or 0), part.state)]
    if part.value is not None:
        cells.append(cell(part.share_tenths, tenths(part.share_tenths or 0), part.state))
        if with_before:
            cells.append(cell(part.before_tenths, tenths(part.before_tenths or 0), part.state))
    return ViewRow(part.label, tuple(cells))


def _base_label(table: Table) -> str:
    return next((item.label for item in table.dimension("tipo").codes if item.total), "Base")


def _table(found: tuple[Part, ...], whole: int | None, label: str, before: str | None) -> ViewTable:
    compare = any(part.before_tenths is not None and part.value is not None for part in found)
    head = ["Tipo de violencia", "Casos", "Por cada 100"]
    if compare and before:
        head.append("Trimestre anterior")
    rows = [_row(part, compare) for part in found]
    if whole is not None:
        blank = cell(None, "", CellState.PUBLISHED)
        cells = (cell(whole, thousands(whole), CellState.PUBLISHED), blank, *((blank,) if compare else ()))
        rows.append(ViewRow(label, cells, reference=True))
    return ViewTable("Los mismos datos, en tabla", tuple(head), tuple(rows))


def _older(table: Table, quarter: str) -> ViewTable:
    made = _table(parts(table, quarter), base(table, quarter), _base_label(table), None)
    return ViewTable(sentence_start(quarter_name(quarter)), made.head, made.rows)


def _sheet(table: Table, known: tuple[str, ...], note: str) -> Sheet:
    rows = []
    for quarter in known:
        whole = base(table, quarter)
        for part in parts(table, quarter):
            rows.append(
                (
                    quarter,
                    quarter_name(quarter),
                    part.code,
                    part.label,
                    "" if part.value is None else str(part.value),
                    "" if whole is None else str(whole),
                    "" if part.share_tenths is None else tenths(part.share_tenths),
                    part.state.value,
                    note,
                )
            )
    head = (
        "trimestre",
        "trimestre_etiqueta",
        "tipo",
        "tipo_etiqueta",
        "casos",
        "base",
        "por_cada_100",
        "estado",
    )
    return Sheet((*head, "nota"), tuple(rows))


def _headlines(found: tuple[Part, ...], whole: int | None, quarter: str) -> tuple[Headline, ...]:
    first = next(iter(_published(found)), None)
    number = share(first.value, whole) if first else None
    if first is None or number is None or whole is None:
        return ()
    words = f"{thousands(first.value or 0)} de {thousands(whole)} casos, {quarter_name(quarter)}."
    label = f"Casos registrados con {violence(first.label) or f'«{first.label}»'}"
    return (
        Headline(
            label, str(number), "de cada 100", words, _dots(number), "Cada cuadro es un caso de cada 100."
        ),
    )


def _dots(number: int) -> str:
    """A hundred squares in five rows: the share without a percentage sign."""
    squares = "".join(
        f'<rect class="{"bar bar--2" if place < number else "bar--off"}" x="{place // 5 * 12}" y="{place % 5 * 9}"'
        ' width="9" height="7"/>'
        for place in range(100)
    )
    words = f"{number} cuadros llenos de 100"
    return f'<svg class="spark" viewBox="0 0 240 44" role="img" aria-label="{words}">{squares}</svg>'


def _poster(found: tuple[Part, ...], whole: int | None, finding: str, quarter: str) -> Poster | None:
    some = _published(found)[:3]
    if not some:
        return None
    rows = []
    for part in some:
        number = share(part.value, whole)
        rows.append(
            (part.label, part.value or 0, thousands(part.value or 0) if number is None else str(number))
        )
    words = "; ".join(f"{label} {text}" for label, _, text in rows)
    unit = (
        "Por cada 100 casos registrados" if share(some[0].value, whole) is not None else "Casos registrados"
    )
    title = f"{unit}, {quarter_name(quarter)}"
    return Poster(finding, title, poster_bars(rows, words), title, tuple(rows))
