"""Everything published so far, put together by somebody who subtracts: no small number can be worked out."""

import datetime as dt
import itertools
import random
from collections.abc import Sequence

import pytest
from tests.integration.cuts.attacker import leaks
from tests.methods.indicators.oracle import Row, RowCounter, case

from banevim.cuts import rules
from banevim.cuts.queries.freezing import freeze
from banevim.cuts.terms import FrozenCell, FrozenTable

pytestmark = pytest.mark.django_db
PLACES = ("03001", "03002", "03003", "03008", "03009", "14039", None)
TYPES = ("PSI", "FIS", "PAT", "ECO", "SEX", "INT", "OTR")
Held = dict[str, dict[tuple[str, ...], FrozenCell]]


def row(number: int, month: str, woman: str = "", types: tuple[str, ...] | None = ("PSI",)) -> Row:
    return case(number, woman or f"w{number}", month, "03003", types)


def cut(rows: Sequence[Row], month: str, held: Held) -> list[FrozenTable]:
    """Freeze a month as the action does and add it to what is public."""
    frozen = freeze(RowCounter(rows, month), month, rules.month_end(month) - dt.timedelta(days=1), held)
    assert frozen.problems == []
    for table in frozen.tables:
        held.setdefault(table.id, {}).update({cell.keys: cell for cell in table.cells})
    return frozen.tables


def shown(tables: Sequence[FrozenTable], table: str) -> dict[tuple[str, ...], int | None]:
    """The cells of a table as the public reads them."""
    cells = next(t.cells for t in tables if t.id == table)
    return {cell.keys: cell.value if cell.published else None for cell in cells}


def months(counts: dict[str, int]) -> list[Row]:
    names = [month for month, count in counts.items() for _ in range(count)]
    return [row(number, month) for number, month in enumerate(names)]


def test_a_quarter_does_not_give_away_its_small_month_once_the_others_were_published() -> None:
    """January and February came out in their own cuts; with March the quarter would be one subtraction away."""
    rows, held = months({"2026-01": 40, "2026-02": 50, "2026-03": 3}), Held()
    cuts = [cut(rows, month, held) for month in ("2026-01", "2026-02", "2026-03")]
    assert shown(cuts[2], "casos-por-mes") == {("2026-01",): 40, ("2026-02",): 50, ("2026-03",): None}
    assert shown(cuts[2], "casos-por-tipo")["2026-T1", "total"] is None
    assert leaks(cuts) == []


def test_a_small_month_withheld_before_stays_covered() -> None:
    rows, held = months({"2026-01": 3, "2026-02": 50, "2026-03": 60}), Held()
    cuts = [cut(rows, month, held) for month in ("2026-01", "2026-02", "2026-03")]
    assert shown(cuts[2], "casos-por-mes") == {("2026-01",): None, ("2026-02",): 50, ("2026-03",): None}
    assert leaks(cuts) == []


def test_women_found_to_be_one_do_not_stop_the_next_cut_nor_change_the_last() -> None:
    """Six women of January turn out to be four: what was printed stays, and February can still be frozen."""
    rows, held = months({"2026-01": 6, "2026-02": 30}), Held()
    first = cut(rows, "2026-01", held)
    merged = [row(n, r.month, "w0" if n < 3 else "") for n, r in enumerate(rows)]
    second = cut(merged, "2026-02", held)
    assert shown(first, "casos-por-mes") == {("2026-01",): 6}
    assert shown(second, "casos-por-mes") == {("2026-01",): 6, ("2026-02",): 30}


def test_a_case_that_turns_up_in_a_published_month_is_not_a_difference_to_subtract() -> None:
    rows, held = months({"2026-01": 40, "2026-02": 50}), Held()
    cuts = [cut(rows, month, held) for month in ("2026-01", "2026-02")]
    more = [*rows, row(900, "2026-01"), *(row(1000 + n, "2026-03") for n in range(60))]
    cuts.append(cut(more, "2026-03", held))
    assert shown(cuts[2], "casos-por-mes")["2026-01",] == 40
    assert shown(cuts[2], "casos-por-tipo")["2026-T1", "total"] is None
    assert leaks(cuts) == []


def test_the_women_of_a_year_do_not_give_away_its_small_month() -> None:
    """Eleven months of twenty women, then one of three: nobody comes twice, and anyone may guess so."""
    rows, held = months({f"2025-{n:02d}": 20 if n < 12 else 3 for n in range(1, 13)}), Held()
    cuts = [cut(rows, f"2025-{n:02d}", held) for n in range(1, 13)]
    assert shown(cuts[-1], "casos-por-mes")["2025-12",] is None
    assert shown(cuts[-1], "mujeres-por-municipio")["2025", "03"] is None
    assert leaks(cuts) == []


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_case_that_is_gone_since_gives_no_small_month_away(gone: int) -> None:
    rows, held = months({"2026-01": 40, "2026-02": 3, "2026-03": 30}), Held()
    cuts = [cut(rows, month, held) for month in ("2026-01", "2026-02")]
    cuts.append(cut(rows[gone:], "2026-03", held))
    assert [shown(each, "casos-por-mes").get(("2026-02",)) for each in cuts[1:]] == [None, None]
    assert shown(cuts[2], "casos-por-mes")["2026-03",] is None, "told apart from nothing that is gone"


def test_where_the_series_begins_says_nothing_of_its_first_month() -> None:
    seen = []
    for few in (0, 3):
        rows, held = months({"2026-02": few, "2026-03": 40}), Held()
        for month in ("2026-02", "2026-03"):
            tables = cut(rows, month, held)
        seen.append(shown(tables, "casos-por-mes"))
    assert seen[0] == seen[1]
    assert seen[0].keys() == {("2026-01",), ("2026-02",), ("2026-03",)}
    assert (seen[0]["2026-01",], seen[0]["2026-02",]) == (None, None)


def test_what_was_printed_with_other_types_stops_nothing() -> None:
    """A quarter settled before a type or the missing ones had a cell is left as it is; the next can be frozen."""
    rows, held = months({"2026-01": 40, "2026-02": 50, "2026-03": 30, "2026-04": 20}), Held()
    cut(rows, "2026-03", held)
    for code in ("no_especificado", "OTR"):
        fewer = {**held, "casos-por-tipo": {k: c for k, c in held["casos-por-tipo"].items() if k[1] != code}}
        tables = cut(rows, "2026-04", fewer)
        assert shown(tables, "casos-por-mes")["2026-04",] == 20


def test_all_but_a_few_is_as_small_as_a_few() -> None:
    """Sixty of 100 cases tell no type; of the other 40, all but 4 are psychological: that 4 must not show."""
    types = [("PSI",)] * 36 + [("FIS",)] * 4 + [None] * 60
    rows = [row(n, f"2026-0{n % 3 + 1}", types=kind) for n, kind in enumerate(types)]
    tables = cut(rows, "2026-03", Held())
    assert shown(tables, "casos-por-tipo")["2026-T1", "no_especificado"] == 60
    assert shown(tables, "casos-por-tipo")["2026-T1", "PSI"] is None
    assert leaks([tables]) == []


def history(seed: int) -> list[Row]:
    """Fourteen months of a small state: some empty, some with a handful, women who come back."""
    dice = random.Random(seed)
    rows = []
    for place in range(14):
        month = f"{2025 + place // 12}-{place % 12 + 1:02d}"
        for _ in range(dice.choice((0, 2, 4, 6, 9, 14))):
            kinds = tuple(
                t for t, odds in zip(TYPES, (8, 5, 1, 2, 1, 1, 0), strict=True) if dice.random() < odds / 10
            )
            where = dice.choices(PLACES, (3, 1, 9, 9, 1, 1, 1))[0]
            woman = f"w{dice.randrange(90)}"
            rows.append(case(len(rows), woman, month, where, kinds or None))
    return rows


@pytest.mark.parametrize("seed", range(3))
def test_random_histories_published_month_by_month(seed: int) -> None:
    rows, held = history(seed), Held()
    rows.append(case(9000, "w1", "2025-01", "03003", ("PSI",)))
    cuts = []
    for month in sorted({r.month for r in rows}):
        cuts.append(cut(rows, month, held))
    assert leaks(cuts) == []
    years = [shown(tables, "mujeres-por-municipio") for tables in cuts]
    assert all(after.items() >= before.items() for before, after in itertools.pairwise(years))
