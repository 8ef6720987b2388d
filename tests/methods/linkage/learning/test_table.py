"""Kinds found from the values, and the form in which values are compared."""

import numpy as np
import pytest

from banevim.methods.linkage.learning import Kind, guess_kind, read_table, tidy
from banevim.methods.linkage.learning._kinds import as_date


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1990-03-04", "2001-12-31", "", "1987-01-15"] * 30, Kind.DATE),
        ([f"{d:02d}/{m:02d}/19{y}" for d in range(1, 28) for m in (1, 5) for y in (56, 78)], Kind.DATE),
        ([f"19{y}0{m}1{d}" for y in range(30, 90) for m in range(1, 9) for d in range(3)], Kind.DATE),
        (["F", "M", "", "F"] * 50, Kind.CATEGORY),
        ([str(n) for n in range(200)], Kind.NUMBER),
        ([f"612{n:07d}" for n in range(200)], Kind.CODE),
        ([f"AB{n:04d}X" for n in range(200)], Kind.CODE),
        (
            [
                a + b
                for a in ("mar", "lu", "fer", "ro")
                for b in ("ta", "isa", "nanda", "sío", "gelio", "cía", "ía")
            ],
            Kind.NAME,
        ),
        ([f"Calle {a} de {b} {n}" for a in "abc" for b in "xyz" for n in range(9)], Kind.TEXT),
        ([], Kind.CATEGORY),
        (["", "NULL", " "], Kind.CATEGORY),
    ],
)
def test_kinds_are_found(values: list[str], kind: Kind) -> None:
    assert guess_kind(values) is kind


@pytest.mark.parametrize(
    ("text", "eight"),
    [
        ("1990-03-04", "19900304"),
        ("4/3/1990", "19900304"),
        ("1990-3-4T00:00:00", "19900304"),
        ("19900304", "19900304"),
        ("04031990", "19900304"),
        ("1990-13-44", "19901344"),
        ("4/3/90", ""),
        ("hoy", ""),
        ("", ""),
    ],
)
def test_dates_are_read(text: str, eight: str) -> None:
    assert as_date(text) == eight


def test_values_are_made_alike() -> None:
    assert tidy("  MARÍA  de la O'Farril-Núñez ", Kind.NAME) == "maria de la ofarril nunez"
    assert tidy("ßtraße Ñ", Kind.TEXT) == "sstrasse n"
    assert tidy("SW1A 2AA", Kind.CODE) == "sw1a2aa"
    assert tidy("007", Kind.NUMBER) == tidy("7.0", Kind.NUMBER) == "7"
    assert [tidy(text, Kind.NAME) for text in ("NaN", "null", " - ", "¿?")] == ["", "", "", ""]
    assert tidy("李 小龙", Kind.NAME) == "李 小龙"


def test_columns_share_one_vocabulary() -> None:
    table = read_table({"a": ["Ana", "", "Luz"], "b": ["LUZ", "ana", "NULL"]})
    assert table.columns[0].codes.tolist() == [0, -1, 1]
    assert table.columns[1].codes.tolist() == [1, 0, -1]
    assert (table.all_pairs, read_table({"a": list("xyz")}, split=1).all_pairs) == (3, 2)
    assert np.array_equal(read_table({"a": ["x"]}, {"a": Kind.CODE}).columns[0].codes, [0])
