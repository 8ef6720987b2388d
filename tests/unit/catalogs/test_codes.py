"""A code holds in its catalogue on the date of the facts, and only then."""

import datetime as dt

import pytest

from banevim.catalogs import rules
from banevim.catalogs.terms import Codebook, Missing, Option
from banevim.common.errors import Invalid

D = dt.date
INT = Option("INT", "A través de interpósita persona (vicaria)", valid_from=D(2024, 1, 18))
OLD = Option("OLD", "Antigua", valid_to=D(2020, 12, 31))
BOOK = Codebook(
    {"violence_type": (INT, OLD), "date_precision": (Option("se_desconoce", "Se desconoce"),)},
    {
        ("violence_type", "INT"): (INT,),
        ("violence_type", "OLD"): (OLD,),
        ("date_precision", "se_desconoce"): (Option("se_desconoce", "Se desconoce"),),
    },
)


@pytest.mark.parametrize(
    ("code", "on", "holds"),
    [
        ("INT", D(2024, 1, 17), False),
        ("INT", D(2024, 1, 18), True),
        ("OLD", D(2020, 12, 31), True),
        ("OLD", D(2021, 1, 1), False),
        ("OLD", D(1995, 6, 1), True),  # before the law: its first catalogue
        ("INT", D(1995, 6, 1), False),
        ("XYZ", D(2024, 6, 1), False),
    ],
)
def test_validity_limits(code: str, on: dt.date, holds: bool) -> None:
    assert rules.may_code(BOOK, "violence_type", code, on) is holds


def test_the_refusal_says_since_when_and_what_to_do() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_code(BOOK, "violence_type", "INT", D(2023, 5, 1))
    text = str(refusal.value)
    assert "desde el 18 de enero de 2024" in text
    assert "1 de mayo de 2023" in text
    assert "Elige otra opción o revisa la fecha" in text


def test_the_refusal_of_an_unknown_code_does_not_repeat_it() -> None:
    with pytest.raises(Invalid) as refusal:
        rules.check_code(BOOK, "violence_type", "María Pérez", D(2023, 5, 1))
    assert "María" not in str(refusal.value)


def test_kinds_of_missing() -> None:
    on = D(2026, 1, 1)
    for kind in set(Missing) - {Missing.UNSPECIFIED}:
        rules.check_code(BOOK, "violence_type", kind, on)
    rules.check_code(BOOK, "violence_type", Missing.UNSPECIFIED, on, imported=True)
    rules.check_code(BOOK, "date_precision", "se_desconoce", on, missing=False)
    for refused in ({"code": Missing.UNSPECIFIED}, {"code": Missing.UNKNOWN, "missing": False}):
        with pytest.raises(Invalid):
            rules.check_code(BOOK, "violence_type", on=on, **refused)  # type: ignore[arg-type]
    with pytest.raises(Invalid):
        rules.check_code(BOOK, "violence_type", "", on)


def test_overlapping_versions_are_found() -> None:
    one, two = Option("A", "a", valid_to=D(2020, 1, 2)), Option("A", "b", valid_from=D(2020, 1, 2))
    assert rules.overlapping([("c", one), ("c", two)]) == [("c", "A")]
    assert rules.overlapping([("c", one), ("d", two)]) == []
    assert rules.overlapping([("c", Option("A", "a", valid_to=D(2020, 1, 1))), ("c", two)]) == []


@pytest.mark.parametrize(
    ("text", "plain", "lost"),
    [
        ("  San José  del Cabo ", "san jose del cabo", "san jos del cabo"),
        ("MULEGÉ", "mulege", "muleg"),
        ("Cónyuge o pareja", "conyuge o pareja", "cnyuge o pareja"),
        ("Jefe(a) o patrón(a)", "jefe a o patron a", "jefe a o patrn a"),
    ],
)
def test_comparable_forms(text: str, plain: str, lost: str) -> None:
    assert rules.normalise(text) == plain
    assert rules.accents_lost(text) == lost


def test_number_prefix() -> None:
    assert rules.without_prefix("1 - Familiar") == "Familiar"
    assert rules.without_prefix("18-30") == "18-30"
