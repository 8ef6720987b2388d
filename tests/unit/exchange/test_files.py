"""Files as they come in the wild: encodings, headers, separators, quotes; what is no file of this layout."""

import io
import zipfile

import pytest

from banevim.exchange.rules import UnknownLayout, count_rows, read_table
from banevim.exchange.rules.reading import COLUMNS
from banevim.exchange.terms import Kind

HEADERS = {kind: ",".join(columns.values()) for kind, columns in COLUMNS.items()}
VICTIM = 'B1,2024-01-05,Baja California Sur,"Mulegé",Preparatoria,31,Casada/o,2,Trabajo'
ENCODINGS = ["utf-8", "utf-8-sig", "latin-1", "cp1252", "utf-16", "utf-16-le", "utf-16-be"]


def victims(*lines: str, header: str = HEADERS[Kind.VICTIMS]) -> str:
    return "\r\n".join([header, *lines]) + "\r\n"


def read(text: str | bytes, kind: Kind = Kind.VICTIMS):
    return list(read_table(kind, text.encode() if isinstance(text, str) else text))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_letters(encoding):
    (row,) = read(victims(VICTIM).encode(encoding))
    assert (row.source_id, row["municipality"], row["schooling"]) == ("B1", "Mulegé", "Preparatoria")
    assert row.line == 2


def test_letters_damaged_on_the_way_are_mended():
    twice = victims(VICTIM).encode().decode("latin-1").encode()
    assert read(twice)[0]["municipality"] == "Mulegé"
    one_broken_byte = victims(VICTIM, VICTIM.replace("B1", "B2")).encode() + b"\xff"
    assert [row["municipality"] for row in read(one_broken_byte)][:2] == ["Mulegé", "Mulegé"]


@pytest.mark.parametrize(
    "change",
    [
        str,
        str.upper,
        lambda h: h.translate(str.maketrans("íóáé", "ioae")),
        lambda h: "".join(c for c in h if c.isascii()),
        lambda h: h.replace("í", "�").replace("ó", "?"),
        lambda h: h.replace(" ", "_"),
        lambda h: '"' + h.replace(",", '","') + '"',
        lambda h: " , ".join(h.split(",")) + ",Otra columna",
        lambda h: "\r\n;;\r\nsep=,\r\n" + h,
    ],
    ids=["plain", "capitals", "no_accents", "letters_lost", "odd", "underscores", "quoted", "more", "before"],
)
@pytest.mark.parametrize("kind", Kind)
def test_headers_with_and_without_accents(kind, change):
    cells = ",".join(f"valor{i}" for i in range(len(COLUMNS[kind])))
    (row,) = read(f"{change(HEADERS[kind])}\n{cells}\n", kind)
    assert [row[name] for name in COLUMNS[kind]] == cells.split(",")
    assert not row.short
    assert not row.fault


def test_columns_in_another_order_and_separator():
    header = ";".join(reversed(HEADERS[Kind.VICTIMS].split(",")))
    cells = ";".join(reversed(["B1", "2024-01-05", "BCS", "La Paz, centro", "Primaria", "3", "x", "2", "y"]))
    (row,) = read(f"{header}\n{cells}\n")
    assert (row.source_id, row["municipality"], row["age"]) == ("B1", "La Paz, centro", "3")


def test_quotes_lines_inside_cells_and_blank_lines_keep_the_count():
    text = victims(
        'B1,2024-01-05,BCS,"Mulegé\r\n(norte)",Primaria,"31","Casada ""o""",2,Trabajo', ",,,,", "", VICTIM
    )
    first, second = read(text)
    assert (first["municipality"], first["civil_status"]) == ("Mulegé (norte)", 'Casada "o"')
    assert (first.line, second.line) == (2, 6)
    assert count_rows({Kind.VICTIMS: text.encode()}) == 2


def test_rows_that_do_not_fit_the_header_are_said():
    short, long = read(victims("B1,2024-01-05,BCS", VICTIM + ",de más"))
    assert short.short
    assert (short["municipality"], short.fault) == ("", "")
    assert "más columnas" in long.fault
    with pytest.raises(UnknownLayout, match="El renglón 3 no se puede leer: revisa sus comillas"):
        read(victims(VICTIM, '"B2,2024-01-05,BCS', "B3,x"))


def test_ids_as_a_spreadsheet_leaves_them():
    assert [r.source_id for r in read(victims("1001.0,x", "1001,x", " B 1 ,x"))] == ["1001", "1001", "B 1"]


def workbook() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        book.writestr("[Content_Types].xml", "<x/>")
        book.writestr("xl/workbook.xml", "<x/>")
    return made.getvalue()


def bundled() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        bundle.writestr("victimas.csv", victims(VICTIM))
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "está vacío"),
        (b"\xef\xbb\xbf \r\n;;\r\n", "está vacío"),
        (workbook(), "libro de cálculo.*CSV"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "libro de cálculo.*CSV"),
        (bundled(), "comprimido"),
        (b"%PDF-1.7\n" + bytes(range(256)), "no es un archivo CSV"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "no es un archivo CSV"),
        (b"\x7fELF" + bytes(range(256)) * 4, "no es un archivo CSV"),
        (b"<!DOCTYPE html><html><body>Sin permiso</body></html>", "faltan columnas"),
        (b"hola", "Archivo de víctimas. Le faltan columnas: ID, Fecha registro"),
        (HEADERS[Kind.CASES].encode() + b"\n", "Parece el archivo de casos"),
        (victims(header=HEADERS[Kind.VICTIMS] + ",Edad").encode(), "repite columnas: Edad"),
        (victims(header=HEADERS[Kind.VICTIMS].replace("Edad,", "")).encode(), "faltan columnas: Edad"),
        (b"x" * 200_000 + b"," + b"y" * 200_000, "no se puede leer"),
    ],
    ids=lambda value: value[:16] if isinstance(value, str) else "",
)
def test_what_is_no_such_file_gets_a_clear_sentence(raw, sentence):
    with pytest.raises(UnknownLayout, match=sentence):
        read(raw)
