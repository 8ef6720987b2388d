"""Read a bundle back into dataclasses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from datavim.bundle.cells import rows_from
from datavim.bundle.codec import card_from, cut_from, dimension_from, from_bytes, table_from
from datavim.bundle.model import Bundle, BundleError, Card, CutInfo, Proof, Table
from datavim.bundle.names import (
    CARDS_FILE,
    CERTIFICATE_FILE,
    CUT_FILE,
    DATA_FOLDER,
    PUBLICATION_FILE,
    TABLES_FILE,
    TEXTS_FILE,
)


def read_bundle(folder: Path | str) -> Bundle:
    """The bundle in `folder`. Reads only; `verify_bundle` says whether it can be trusted."""
    root = Path(folder)
    cut, cards = read_head(root)
    with _well_typed():
        return Bundle(cut, cards, read_tables(root), _texts(_json(root, TEXTS_FILE)), _proof(root))


def read_head(folder: Path) -> tuple[CutInfo, tuple[Card, ...]]:
    """What a list of versions shows of one: its cut and its cards. Raises BundleError."""
    with _well_typed():
        return cut_from(_json(folder, CUT_FILE)), tuple(card_from(item) for item in _json(folder, CARDS_FILE))


def read_tables(folder: Path) -> tuple[Table, ...]:
    """The published tables, without the proof, which is many times larger. Raises BundleError."""
    with _well_typed():
        return tuple(_table(folder, item) for item in _json(folder, TABLES_FILE))


@contextmanager
def _well_typed() -> Iterator[None]:
    try:
        yield
    except BundleError:
        raise
    except (TypeError, KeyError, AttributeError, ValueError) as problem:
        raise BundleError("El paquete tiene una definición con un tipo de dato equivocado.") from problem


def _proof(root: Path) -> Proof | None:
    if not (root / PUBLICATION_FILE).exists():
        return None
    return Proof(_json(root, PUBLICATION_FILE), _json(root, CERTIFICATE_FILE))


def _raw(root: Path, name: str) -> bytes:
    try:
        return (root / name).read_bytes()
    except OSError as problem:
        raise BundleError(f"Falta el archivo «{name}».") from problem


def _json(root: Path, name: str) -> Any:
    return from_bytes(_raw(root, name), name)


def _table(root: Path, data: Any) -> Table:
    empty = table_from(data, ())  # checks the id before it becomes part of a path
    name = f"{DATA_FOLDER}/{empty.id}.csv"
    dimensions = tuple(dimension_from(item) for item in data["dimensions"])
    return table_from(data, rows_from(_raw(root, name), dimensions, name))


def _texts(data: Any) -> dict[str, str]:
    if not isinstance(data, dict) or not all(isinstance(item, str) for item in data.values()):
        raise BundleError(f"«{TEXTS_FILE}» no es una lista de textos con nombre.")
    return dict(data)
