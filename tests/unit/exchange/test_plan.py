"""Dates, IDs and the plan of a load: pure rules."""

import datetime as dt

import pytest
from tests.unit.exchange.test_files import HEADERS

from banevim.exchange.rules import batches, files_digest, groups, read_date
from banevim.exchange.rules.plan import id_fault
from banevim.exchange.terms import Kind

DAY = dt.date(2024, 3, 7)


@pytest.mark.parametrize(
    "text",
    [
        "2024-03-07", "2024/3/7", "07/03/2024", "7-3-2024", "07.03.2024", " 2024-03-07 ", "2024-03-07T00:00:00",
        "2024-03-07 13:45", "07/03/2024 01:45 p. m.", "07/03/2024 13:45:10.123", "2024-03-07T13:45:10Z",
        "2024-03-07T13:45:10-07:00",
    ],
)  # fmt: skip
def test_dates_as_the_sources_write_them(text):
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "", "hoy", "0000-00-00", "2024-02-30", "2023-02-29", "31/04/2024", "03/2024", "2024", "45358", "07/03/24",
        "1900-1", "1899-12-31", "13/13/2024", "2024-03-07 y algo", "Seleccione", "７/03/2024x", "07-03/2024",
    ],
)  # fmt: skip
def test_an_unreadable_date_is_none(text):
    assert read_date(text) is None


@pytest.mark.parametrize("good", ["1", "B0000123", "CASO-2024/001", "a.b:c#9", "9" * 56])
def test_ids_that_may_be_kept(good):
    assert id_fault(good) == ""


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("", "no trae ID"),
        ("9" * 57, "más de 56"),
        ("María López", "forma de clave"),
        ("=1+1", "forma de clave"),
        ("1.23457E+12", "forma de clave"),
        ("SABC560626MDFLRN01", "CURP o un RFC"),
        ("sabc560626mdflrn01", "CURP o un RFC"),
        ("SABC560626A19", "CURP o un RFC"),
    ],
)
def test_ids_that_may_not_be_kept_in_clear(bad, why):
    assert why in id_fault(bad)


def files(cases: str, victims: str) -> dict[Kind, bytes]:
    return {
        Kind.VICTIMS: f"{HEADERS[Kind.VICTIMS]}\n{victims}".encode(),
        Kind.CASES: f"{HEADERS[Kind.CASES]}\n{cases}".encode(),
    }


def test_groups_join_by_id_in_a_fixed_order():
    found = groups(files("B2,x\nB1,x\nB2,y\n,x\n", "B3,x\nB1,x\nB1 B1,x\n"))
    assert [g.source_id for g in found] == ["B2", "B1", "B3", "", ""]
    assert [len(g.of(Kind.CASES)) for g in found] == [2, 1, 0, 1, 0]
    assert [len(g.of(Kind.VICTIMS)) for g in found] == [0, 1, 1, 0, 1]
    assert [len(b) for b in batches(found, 2)] == [2, 2, 1]


def test_the_digest_of_the_files_does_not_depend_on_their_order():
    both = files("B1,x\n", "B1,x\n")
    assert files_digest(both) == files_digest(dict(reversed(both.items())))
    assert files_digest(both) != files_digest(files("B1,y\n", "B1,x\n"))
