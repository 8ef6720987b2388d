"""From an infographic to its pictures and its accessible PDF, with Typst and the fonts of the product alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from datavim.pieces.drawing import drawing_of
from datavim.pieces.piece import Piece

DATA = Path(__file__).parent.parent / "data"
HEADLINES = (66, 60, 56, 50)
"""Sizes of the title, the largest first: on a telephone 56 of 1080 points is the least that is read."""
MARGIN, LEAST = 56, 220
"""Points around what is said, and the least height of the drawing."""
ACCESSIBLE: list[typst.PDFStandard] = ["ua-1", "a-2a"]
NO_ROOM = "no room for"


class PieceError(ValueError):
    """An infographic does not fit its frame. The text is Spanish."""


@dataclass(frozen=True, slots=True)
class Format:
    """Pixels of a frame, which are its points too. `tall`: height of the columns, of the width of the drawing.
    `accessible`: it is also a PDF/UA-1 and PDF/A-2a."""

    name: str
    label: str
    width: int
    height: int
    tall: float
    accessible: bool = False

    @property
    def kinds(self) -> tuple[str, ...]:
        return ("PNG", "PDF accesible") if self.accessible else ("PNG",)


FORMATS = (
    Format("cartel", "Cartel, 1080 × 1350", 1080, 1350, 0.4, accessible=True),
    Format("cuadro", "Cuadro, 1080 × 1080", 1080, 1080, 0.22),
    Format("historia", "Historia, 1080 × 1920", 1080, 1920, 0.75),
    Format("lamina", "Lámina, 1920 × 1080", 1920, 1080, 0.7),
)


def typeset(piece: Piece) -> Iterator[tuple[str, bytes]]:
    """The files of a piece by name. Raises PieceError when not even the smallest title leaves room for the drawing."""
    for frame in FORMATS:
        data, picture = _fitted(piece, frame)
        yield f"{frame.name}.png", picture
        if frame.accessible:
            made = _compiler().compile(
                format="pdf", sys_inputs={"data": data}, pdf_standards=ACCESSIBLE, timestamp=0
            )
            yield f"{frame.name}.pdf", _single(made)
    yield "texto.txt", piece.caption.encode()


def _fitted(piece: Piece, frame: Format) -> tuple[str, bytes]:
    """What the template is given, with the largest title that fits, and its picture."""
    room = frame.width // 2 if frame.width > frame.height else frame.width - 2 * MARGIN
    drawing = drawing_of(piece.rows, piece.alt, room, round(room * frame.tall))
    sizes = {
        "width": frame.width,
        "height": frame.height,
        "margin": MARGIN,
        "body": 36,
        "note": 28,
        "least": LEAST,
    }
    for headline in HEADLINES:
        told = {**piece.words, **sizes, "drawing": drawing, "headline": headline}
        data = json.dumps(told, ensure_ascii=False)
        try:
            return data, _single(_compiler().compile(format="png", ppi=72.0, sys_inputs={"data": data}))
        except typst.TypstError as problem:
            if NO_ROOM not in problem.message:
                raise
        except PieceError:
            continue
    raise PieceError(f"La infografía «{piece.name}» no cabe en {frame.label}. Acorta su hallazgo.")


def _single(made: bytes | list[bytes] | None) -> bytes:
    """The only page. Raises PieceError: it went on in another."""
    if not isinstance(made, bytes):
        raise PieceError("Más de una página.")
    return made


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(
        DATA / "piece.typ", root=DATA, font_paths=[DATA / "fonts"], ignore_system_fonts=True
    )
