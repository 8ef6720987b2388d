"""Levels of agreement of each kind: known answers and symmetry."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.linkage.learning import MISSING, Kind, read_table
from banevim.methods.linkage.learning._levels import LEVELS, compare_pairs


def level(kind: Kind, a: str, b: str) -> int:
    table = read_table({"x": [a, b]}, {"x": kind})
    return int(compare_pairs(table, np.array([0]), np.array([1]))[0, 0])


@pytest.mark.parametrize(
    ("kind", "a", "b", "expected"),
    [
        (Kind.NAME, "Verdugo", "VERDUGO", 6),
        (Kind.NAME, "Verdugo", "Berdugo", 5),
        (Kind.NAME, "Verdugo", "Vredugo", 5),
        (Kind.NAME, "De la Cruz", "Delacruz", 5),
        (Kind.NAME, "Guadalupe", "Guadelup", 4),
        (Kind.NAME, "M", "María", 3),
        (Kind.NAME, "Verdugo", "López", 0),
        (Kind.NAME, "Verdugo", "", MISSING),
        (Kind.TEXT, "Calle Sol 12", "Sol 12 calle", 5),
        (Kind.TEXT, "Calle Sol 12", "Avenida del Mar 300", 0),
        (Kind.DATE, "1990-03-04", "04/03/1990", 5),
        (Kind.DATE, "1990-03-04", "1990-04-03", 4),
        (Kind.DATE, "1990-03-04", "1990-03-05", 4),
        (Kind.DATE, "1990-03-04", "1990-03-27", 3),
        (Kind.DATE, "1990-03-04", "1990-12-27", 1),
        (Kind.DATE, "1990-03-04", "1955-12-27", 0),
        (Kind.NUMBER, "7", "007", 3),
        (Kind.NUMBER, "1990", "1875", 0),
        (Kind.NUMBER, "1990", "1980", 2),
        (Kind.NUMBER, "1990", "2011", 1),
        (Kind.CODE, "6121234567", "6121234576", 3),
        (Kind.CODE, "6121234567", "6129876543", 0),
        (Kind.CODE, "AB12 3CD", "ab123cd", 4),
        (Kind.CATEGORY, "F", "M", 0),
        (Kind.CATEGORY, "F", "f", 1),
    ],
)
def test_levels_by_hand(kind: Kind, a: str, b: str, expected: int) -> None:
    assert level(kind, a, b) == expected


def test_an_exchanged_column_is_seen() -> None:
    table = read_table({"given": ["ana", "luz"], "family": ["luz", "ana"], "third": ["", "luz"]})
    assert compare_pairs(table, np.array([0]), np.array([1])).tolist() == [[1, 1, 1]]


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from(list(Kind)))
@settings(max_examples=300, deadline=None)
def test_who_comes_first_does_not_matter(a: str, b: str, kind: Kind) -> None:
    there = level(kind, a, b)
    assert there == level(kind, b, a)
    assert MISSING <= there < LEVELS[kind]
    assert level(kind, a, a) in (MISSING, LEVELS[kind] - 1)
