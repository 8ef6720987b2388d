"""What was published once stays: after years of cuts a drawing shows the last periods, and the tables hold them all."""

import pytest
from tests.unit.datavim import sample

from datavim.bundle import CASES_BY_MONTH, Bundle, Code, Dimension
from datavim.present import View, present
from datavim.present.model import MOST_OPTIONS, Filter, Option
from datavim.words import month_name

LAST, FIRST = "2026-10", 103


def long(months: int) -> Bundle:
    """The sample with so many months, of which the newest have the largest number; every seventh is withheld."""
    made = sample.bundle()
    codes = sample.months(LAST, months)
    rows = tuple(
        sample.cell((code,), None if place % 7 == 3 else FIRST + place) for place, code in enumerate(codes)
    )
    where = (Dimension("mes", "Mes de registro", tuple(Code(code, month_name(code)) for code in codes)),)
    old = made.table(CASES_BY_MONTH)
    new = type(old)(old.id, old.indicator, old.title, old.unit, old.filter, where, rows)
    tables = tuple(new if table.id == old.id else table for table in made.tables)
    return type(made)(made.cut, made.cards, tables, made.texts)


def first_view(months: int) -> View:
    made = long(months)
    return present(made, next(card for card in made.cards if CASES_BY_MONTH in card.tables)).first


@pytest.mark.parametrize("months", [1, 5, 12, 13, 20, 24, 25, 29, 36, 47, 48, 60, 61])
def test_the_tables_hold_every_month_once_and_no_more_than_two_years_side_by_side(months: int) -> None:
    view = first_view(months)
    shown = [
        (head.lower(), row.label, cell.text or cell.state.value)
        for table in view.tables
        for row in table.rows
        if not row.reference
        for head, cell in zip(table.head[1:], row.cells, strict=True)
        if cell.text or cell.state.value != "publicado"
    ]
    assert len(shown) == months == len(view.sheet.rows)
    assert len({(head, label) for head, label, _ in shown}) == months
    assert sorted(text for *_, text in shown) == sorted(row[2] or row[3] for row in view.sheet.rows)
    assert all(len(table.head) <= 3 and len(table.rows) <= 13 for table in view.tables)
    assert len({table.caption for table in view.tables}) == len(view.tables)


@pytest.mark.parametrize("months", [12, 24, 25, 61])
def test_the_drawing_holds_the_last_two_years_and_says_where_the_others_are(months: int) -> None:
    chart, shown = first_view(months).chart, min(months, 24)
    assert chart is not None
    for drawing in (chart.wide, chart.narrow):
        numbers = [FIRST + place for place in range(months - shown, months) if place % 7 != 3]
        assert all(f">{number}<" in drawing.body for number in numbers)
        assert f">{FIRST + months - shown - 1}<" not in drawing.body
    named = sample.months(LAST, shown)
    assert month_name(named[0]).lower() in chart.subtitle.lower()
    assert ("Lo anterior está en las tablas" in chart.subtitle) is (months > 24)


def options(many: int, here: int) -> Filter:
    return Filter("Periodo", tuple(Option(str(n), f"{n}/", n == here) for n in range(many)))


@pytest.mark.parametrize("many", [2, MOST_OPTIONS, MOST_OPTIONS + 1, 40])
def test_many_choices_fold_behind_the_first_ones_and_open_where_one_is(many: int) -> None:
    for here in range(many):
        made = options(many, here)
        assert made.first + made.more == made.options
        assert len(made.first) <= MOST_OPTIONS
        assert bool(made.more) is (many > MOST_OPTIONS)
        assert made.here_in_more is (here >= len(made.first))
