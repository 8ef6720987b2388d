"""From the text of a file to its rows. A row is never split, joined or shifted: what is not sure is refused."""

import csv
import io
import re
from collections.abc import Iterator

from banevim.exchange.rules.reading.columns import match_header, places_of
from banevim.exchange.rules.reading.signatures import check_is_text
from banevim.exchange.rules.reading.text import decode
from banevim.exchange.terms import KIND_LABELS, Kind, SourceLine, UnknownLayout

SEPARATORS = ",;\t|"
SEPARATOR_LINE = re.compile(r'"?sep=([,;|\t])"?')
NUMBER_WITH_ZEROS = re.compile(r"(\d+)\.0+")
TOO_LONG = "El renglón trae más columnas que el encabezado; no se sabe a cuál pertenece cada dato."


def separator(header: str) -> str:
    """The separator that cuts the header in most pieces."""
    return max(SEPARATORS, key=header.count)


def _heading(text: str) -> tuple[int, str, str]:
    """(lines before the header, the rest of the text, separator). Blank lines and `sep=;` are skipped."""
    skipped = 0
    while text:
        first, end, rest = text.partition("\n")
        line = first.strip("\r\t ;,|")
        if line and not SEPARATOR_LINE.fullmatch(first.strip()):
            return skipped, text, separator(first)
        skipped, text = skipped + 1, rest if end else ""
    raise UnknownLayout("El archivo está vacío.")


def read_table(kind: Kind, raw: bytes) -> Iterator[SourceLine]:
    """Rows of one file, in order, blank ones left out.

    Raises UnknownLayout on a file that is no text, an empty one, unknown columns, or quotes that do not close, which
    would swallow rows.
    """
    try:
        yield from _rows(kind, raw)
    except UnknownLayout as exc:
        raise UnknownLayout(f"Archivo de {KIND_LABELS[kind].lower()}. {exc}", kind) from exc


def _rows(kind: Kind, raw: bytes) -> Iterator[SourceLine]:
    check_is_text(raw)
    skipped, text, cut = _heading(decode(raw))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=cut, strict=True)
    at = 0
    try:
        header = next(reader)
        line = _Line(match_header(kind, header), len(header), places_of(kind))
        at = reader.line_num
        for row in reader:
            if any(cell and not cell.isspace() for cell in row):
                yield line.of(skipped + at + 1, row)
            at = reader.line_num
    except csv.Error as exc:
        raise UnknownLayout(f"El renglón {skipped + at + 1} no se puede leer: revisa sus comillas.") from exc


class _Line:
    """Makes the lines of one file. One copy of each text is kept: the same few values come in every row."""

    def __init__(self, positions: list[int], width: int, places: dict[str, int]) -> None:
        self.positions, self.width, self.places = positions, width, places
        self.known: dict[str, str] = {}

    def of(self, number: int, row: list[str]) -> SourceLine:
        cells = [" ".join(row[i].split()) if i < len(row) else "" for i in self.positions]
        if whole := NUMBER_WITH_ZEROS.fullmatch(cells[0]):
            cells[0] = whole[1]
        kept = tuple(self.known.setdefault(cell, cell) for cell in cells)
        fault = TOO_LONG if any(cell.strip() for cell in row[self.width :]) else ""
        return SourceLine(number, self.places, kept, fault, max(self.positions) >= len(row))
