"""The infographics of the cut in force: one message, one drawing, where to ask for help, where it comes from."""

from datavim.pieces.piece import Piece, piece_of
from datavim.pieces.typeset import FORMATS, Format, PieceError, typeset

__all__ = ["FORMATS", "Format", "Piece", "PieceError", "piece_of", "typeset"]
