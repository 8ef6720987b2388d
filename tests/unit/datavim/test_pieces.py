"""Infographics: exact frames, nothing outside of them, words for who does not see, help on each."""

import base64
from dataclasses import replace
from pathlib import Path

import pytest
import vl_convert
from tests.unit.datavim import sample

from datavim.charts.style import PAPER
from datavim.pieces import FORMATS, Piece, PieceError, piece_of, typeset
from datavim.pieces.piece import LONGEST_ALT
from datavim.site.edition import Edition, read_editions

EDGE = 24
"""Points around every frame where nothing is drawn."""
LONGEST = (
    "Entre los municipios con dato publicado, el registro de 2025 va de 1,312 mujeres por cada 100 mil en Comondú a"
    " 2,477 en Los Cabos"
)
LABELS = (
    "Violencia política contra las mujeres en razón de género",
    "A través de interpósita persona",
    "Acoso y hostigamiento en el transporte público",
)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    bundles, _ = sample.write_all(tmp_path_factory.mktemp("pieces"))
    return read_editions(Path(bundles), sample.PUBLIC)[0]


@pytest.fixture(scope="module")
def pieces(edition: Edition) -> list[Piece]:
    made = [
        piece_of(edition, each, sample.help_data(), "https://datavim.example") for each in edition.indicators
    ]
    return [each for each in made if each is not None]


@pytest.fixture(scope="module")
def made(pieces: list[Piece]) -> dict[str, dict[str, bytes]]:
    return {piece.slug: dict(typeset(piece)) for piece in pieces}


def size(png: bytes) -> tuple[int, int]:
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def border(png: bytes, box: str) -> bytes:
    """One part of a picture, drawn again."""
    wide, high = size(png)
    shown = f'<image width="{wide}" height="{high}" href="data:image/png;base64,{base64.b64encode(png).decode()}"/>'
    return bytes(vl_convert.svg_to_png(drawn(box, shown)))


def drawn(box: str, inside: str) -> str:
    kind = 'xmlns="http://www.w3.org/2000/svg" width="300" height="300" preserveAspectRatio="none"'
    return f'<svg {kind} viewBox="{box}">{inside}</svg>'


def outside(png: bytes) -> list[str]:
    """The edges of the frame on which something is drawn."""
    wide, high = size(png)
    edges = {
        "left": f"0 0 {EDGE} {high}",
        "right": f"{wide - EDGE} 0 {EDGE} {high}",
        "top": f"0 0 {wide} {EDGE}",
        "bottom": f"0 {high - EDGE} {wide} {EDGE}",
    }
    paper = f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>'
    return [
        n for n, box in edges.items() if border(png, box) != bytes(vl_convert.svg_to_png(drawn(box, paper)))
    ]


def test_every_frame_has_its_size_and_nothing_on_its_edge(made: dict[str, dict[str, bytes]]) -> None:
    assert len(made) == 3
    for slug, files in made.items():
        assert set(files) == {*(f"{each.name}.png" for each in FORMATS), "cartel.pdf", "texto.txt"}
        for frame in FORMATS:
            picture = files[f"{frame.name}.png"]
            assert size(picture) == (frame.width, frame.height)
            assert outside(picture) == [], (slug, frame.name)


def test_the_longest_words_fit_and_what_does_not_stops_the_build(pieces: list[Piece]) -> None:
    rows = tuple(
        (label, None if n else 1_234, "Protegido" if n else "1,234") for n, label in enumerate(LABELS)
    )
    long = replace(pieces[0], title=LONGEST, subtitle=f"{LONGEST}.", rows=rows)
    assert [name for name, raw in typeset(long) if name.endswith("png") and outside(raw)] == []
    with pytest.raises(PieceError, match=r"no cabe en Cartel.*Acorta su hallazgo"):
        list(typeset(replace(pieces[0], title=LONGEST * 4)))


def test_an_edge_with_ink_is_seen(made: dict[str, dict[str, bytes]]) -> None:
    """The check can fail: a picture moved by a margin has ink on its edge."""
    picture = made["casos-registrados"]["cuadro.png"]
    wide, high = size(picture)
    shown = f'<image x="-56" width="{wide}" height="{high}" href="data:image/png;base64,'
    moved = f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}">'
    moved += f'<rect width="{wide}" height="{high}" fill="{PAPER}"/>{shown}'
    moved += f'{base64.b64encode(picture).decode()}"/></svg>'
    assert "left" in outside(bytes(vl_convert.svg_to_png(moved)))


def test_the_same_piece_gives_the_same_bytes_and_its_pdf_is_accessible(
    pieces: list[Piece], made: dict[str, dict[str, bytes]]
) -> None:
    one = made[pieces[1].slug]
    assert dict(typeset(pieces[1])) == one
    pdf = one["cartel.pdf"]
    assert pdf.startswith(b"%PDF-")
    for mark in (b"pdfuaid:part", b"pdfaid:part", b"/StructTreeRoot", b"/Lang", b"/MarkInfo"):
        assert mark in pdf, mark


def test_what_accompanies_it_says_where_to_ask_for_help_and_where_it_comes_from(pieces: list[Piece]) -> None:
    for piece in pieces:
        assert len(piece.alt) <= LONGEST_ALT
        for words in (
            piece.title,
            "911 Emergencias",
            "079",
            "Datos ficticios de práctica",
            piece.alt,
            piece.address,
        ):
            assert words in piece.caption, words
        assert "tabla siguiente" not in piece.caption


def test_withheld_numbers_are_on_no_piece(pieces: list[Piece]) -> None:
    places = next(each for each in pieces if each.slug == "mujeres-por-municipio")
    assert {label: (value, text) for label, value, text in places.rows}["Loreto"] == (None, "Protegido")
