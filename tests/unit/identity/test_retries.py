"""A second try for the same woman is one thread; another woman is not."""

import datetime as dt

import pytest

from banevim.identity import rules
from banevim.identity.terms import Asked
from banevim.methods import linkage

TODAY = dt.date(2026, 11, 23)
ANA = Asked("Ana", "Verdugo", birth_year=1990)


def is_retry(before: Asked, now: Asked) -> bool:
    score = linkage.compare(rules.as_person(before), rules.as_person(now), TODAY)
    return rules.is_retry(before, now, score)


@pytest.mark.parametrize(
    "now",
    [
        Asked("Ana", "Berdugo", birth_year=1990),
        Asked("Ana", "Verdugo", "Cota"),
        Asked("Ana", "Verdugo", birth_date=dt.date(1990, 5, 12)),
    ],
)
def test_written_otherwise_or_with_a_datum_more(now: Asked) -> None:
    assert is_retry(ANA, now)


@pytest.mark.parametrize(
    "now",
    [
        Asked("Berta", "Verdugo", birth_year=1990),
        Asked("Ana", "Castro", birth_year=1990),
        Asked("Ana", "Verdugo", birth_year=1960),
        Asked("Ana"),
        Asked(folio="BCS-26-00412-K"),
        Asked(curp="GOLM920512MBSNPR07"),
    ],
)
def test_somebody_else(now: Asked) -> None:
    assert not is_retry(ANA, now)
