"""The checks and the sentences of the differences, by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banevim.common.errors import Invalid
from banevim.cuts.rules import check_acknowledged, months_before
from banevim.cuts.rules.checking import checks_of, is_sudden, limits
from banevim.cuts.rules.differing import change_of, sentence_of
from banevim.cuts.terms import Captured, Since

MONTHS = ["2026-07", "2026-08", "2026-09"]
NONE: dict[str, int] = {}


def told(
    *rows: tuple[str, str, int], counted: int, untold: dict[str, int] = NONE
) -> dict[str, tuple[bool, str]]:
    captured = [
        Captured(name, month, cases, untold if month == "2026-10" else {}) for name, month, cases in rows
    ]
    found = checks_of(captured, "2026-10", MONTHS, counted=counted, rows_in=100, rows_before=90, unclosed=[])
    return {check.key: (check.look, check.sentence) for check in found}


def test_limits_of_a_count_by_hand() -> None:
    """Mean 9, three times its root 9: from 0 to 18."""
    assert limits([8, 9, 10]) == (0, 18)
    assert limits([8, 9]) is None
    assert [is_sudden(n, [8, 9, 10]) for n in (0, 18, 19)] == [False, False, True]
    assert not is_sudden(40, [0, 0, 0]), "one that starts is told apart"


@given(st.lists(st.integers(0, 500), min_size=3, max_size=6))
def test_the_mean_is_never_a_surprise(before: list[int]) -> None:
    assert not is_sudden(round(sum(before) / len(before)), before)


def test_a_sum_that_differs_is_looked_at() -> None:
    look, sentence = told(("A", "2026-10", 5), counted=6)["totals"]
    assert look
    assert sentence.endswith("Por institución suman 5: deben ser iguales.")
    assert not told(("A", "2026-10", 6), counted=6)["totals"][0]


def test_fewer_cases_than_before_are_looked_at() -> None:
    found = checks_of([], "2026-10", MONTHS, counted=0, rows_in=80, rows_before=90, unclosed=[])
    assert {check.key: check.look for check in found}["last"]


def test_missing_answers_count_from_five_and_above_a_tenth() -> None:
    rows = (("A", "2026-10", 50),)
    assert not told(*rows, counted=50, untold={"types": 5})["missing"][0]
    assert told(*rows, counted=50, untold={"types": 6})["missing"][0]
    assert not told(("A", "2026-10", 20), counted=20, untold={"types": 4})["missing"][0]


def test_what_must_be_seen() -> None:
    found = [{"key": "a", "title": "Uno", "look": True}, {"key": "b", "title": "Dos", "look": False}]
    assert check_acknowledged(found, ["a", "other"]) == ["a"]
    with pytest.raises(Invalid, match="uno"):
        check_acknowledged(found, ["b"])


def since(unit: str = "casos", printed: int = 20, today: int = 20, **more: int) -> Since:
    return Since(
        "2026-03", unit, printed, today, **{"late": 0, "corrected": 0, "joined": 0, "parted": 0, **more}
    )


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (since(), ""),
        (
            since(late=9, corrected=3),
            "Marzo de 2026 subió 9 casos: 9 registros tardíos. También hay 3 correcciones.",
        ),
        (since(today=19), "Marzo de 2026 bajó 1 caso: 1 caso que ya no está."),
        (since(corrected=1), "Marzo de 2026 sigue en 20 casos, con 1 corrección."),
        (
            since("mujeres", today=18, joined=2),
            "Marzo de 2026 bajó 2 mujeres: 2 registros unidos a otro expediente.",
        ),
        (since("mujeres", today=21), "Marzo de 2026 subió 1 mujer: sin una causa que el banco anote."),
    ],
)
def test_sentences(row: Since, sentence: str) -> None:
    assert sentence_of(row) == sentence


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9), st.integers(0, 9))
def test_a_sentence_says_the_change(printed: int, today: int, late: int, corrected: int) -> None:
    row = since(printed=printed, today=today, late=late, corrected=corrected)
    change, text = change_of(row), sentence_of(row)
    assert (f"subió {change}" in text) is (change > 0)
    assert (f"bajó {-change}" in text) is (change < 0)


def test_months_before() -> None:
    assert months_before("2026-02", 3) == ["2025-11", "2025-12", "2026-01"]
