"""The ID of a source row is kept in clear, so it may not say who she is; a refused one is not kept at all."""

import pytest

from banevim.exchange.rules import kept_id
from banevim.exchange.rules.plan import id_fault
from banevim.exchange.terms import SourceLine


def line(text: str, fault: str = "") -> SourceLine:
    return SourceLine(2, {"id": 0}, (text,), fault)


@pytest.mark.parametrize("good", ["B0000001", "03-BCS-2023-000123", "CASO210315001", "BCS210315-0001", "7"])
def test_keys_are_kept(good):
    assert id_fault(good) == ""
    assert kept_id(line(good)) == good


@pytest.mark.parametrize(
    "bad",
    [
        "NOGT900512MBSXXL04",
        "nogt900512mbsxxl04",
        "NOGT900512MBSXXL04-1",
        "A/NOGT900512MBSXXL04",
        "NOGT-900512-MBSXXL-04",
        "GOFM920314AB1",
        "x.GOFM920314AB1",
        "María 1",
        "",
        "sin-numero",
        "7" * 57,
    ],
)
def test_what_says_who_she_is_is_refused_and_forgotten(bad):
    assert id_fault(bad)
    assert kept_id(line(bad)) == ""


def test_nothing_is_kept_of_a_row_that_cannot_be_read():
    assert kept_id(line("B1", fault="Tiene columnas de más.")) == ""
