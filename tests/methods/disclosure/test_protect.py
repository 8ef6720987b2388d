"""What is withheld: known answers by hand, history, and the slow attacker on every small system drawn."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.disclosure import (
    Cell,
    Dimension,
    Policy,
    Protection,
    Relation,
    System,
    Unprotectable,
    attack,
    increment,
    join,
    protect,
    settle,
    tabulate,
)

from .systems import TOTAL, cross, line, ranges

POLICY = Policy()
SMALL = Policy(k=3)


def names(protection: Protection) -> set[str]:
    return {" ".join(key) for key in protection.withheld}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((10, 20, 30), set()),
        ((3, 20, 30), {"a=0", "a=1"}),
        ((0, 20, 30), {"a=0", "a=1"}),
        ((3, 4, 30), {"a=0", "a=1"}),
        ((0, 1, 30, 40), {"a=0", "a=1", "a=2"}),
        ((1, 2), {"", "a=0", "a=1"}),
        ((4, 4), {"a=0", "a=1"}),
    ],
)
def test_one_line(counts, expected):
    assert names(protect(line(*counts), POLICY)) == expected


def test_the_reason_is_for_the_office():
    found = protect(line(3, 20, 30), POLICY)
    assert [found.decision((f"a={i}",)).reason for i in range(3)] == ["primary", "complementary", None]
    assert found.decision(("a=2",)).published


def test_what_was_withheld_the_month_before_is_withheld_rather_than_another():
    assert names(protect(line(3, 20, 20), POLICY, [("a=2",)])) == {"a=0", "a=2"}
    assert names(protect(line(3, 8, 9000), POLICY, [("a=2",)])) == {"a=0", "a=1"}


def test_a_cross_table_needs_a_rectangle():
    """3 in a corner: its row, its column and the opposite corner give way, the cheapest there are."""
    found = protect(cross((3, 20, 30), (20, 10, 30), (30, 30, 30)), POLICY)
    assert names(found) == {"column=0 row=0", "column=1 row=0", "column=0 row=1", "column=1 row=1"}


def test_a_complement_is_protected_though_nobody_prints_it():
    """58 of 60 chose a: with the total, everyone knows that two did not."""
    records = [{"t": ("a",)}] * 30 + [{"t": ("a", "b")}] * 28 + [{"t": ("b",)}] * 2
    system = tabulate([Dimension("t", ("a", "b"), several=True)], [("t",)], records)
    assert system.sensitive(POLICY) == {("t≠a",)}
    assert names(protect(system, POLICY)) in ({"t=a"}, {""})


def test_a_quarter_and_its_months_are_protected_together():
    dimension = Dimension("t", ("1", "2", "3"), {"Q": ("1", "2", "3")}, total=False)
    records = [{"t": code} for code, n in zip("123", (3, 40, 50), strict=True) for _ in range(n)]
    assert names(protect(tabulate([dimension], [("t",)], records), POLICY)) == {"t=1", "t=2"}


def test_what_is_published_stays_and_the_new_total_gives_way():
    """Three months are out, the first one withheld. The quarter would give it away."""
    months = System(tuple(Cell((f"m{i}",), n, n) for i, n in enumerate((3, 40, 50))), ())
    past = settle(months, [("m0",)])
    quarter = System((Cell(("q",), 93, 93),), ())
    whole = join([past, quarter], [Relation((("q",),), (("m0",), ("m1",), ("m2",)))])
    assert names(protect(whole, POLICY)) == {"m0", "q"}
    others = settle(System(tuple(cell for cell in whole.cells if cell.key != ("m0",)), ()), [])
    fixed = join([others, System((Cell(("m0",), 3, 3),), ())], whole.relations)
    with pytest.raises(Unprotectable) as refused:
        protect(fixed, POLICY)
    assert refused.value.keys == (("m0",),)


def test_a_small_increment_withholds_the_new_number():
    """50 was published; 52 now would say: two more."""
    past = settle(System((Cell(("cut1",), 50, 50),), ()), [])
    again = increment(past.cells[0], Cell(("cut2",), 52, 52), "new")
    assert names(protect(again, POLICY)) == {"cut2"}
    much = increment(past.cells[0], Cell(("cut2",), 70, 70), "new", removed=9)
    assert names(protect(much, POLICY)) == set()


def test_late_registrations_are_a_line_of_the_year():
    cells = [Cell((name,), n, n) for name, n in (("first", 40), ("second", 50), ("late", 2), ("year", 92))]
    system = System(tuple(cells), (Relation((("year",),), (("first",), ("second",), ("late",))),))
    assert names(protect(system, POLICY)) in ({"late", "first"}, {"late", "year"})


def test_the_same_system_gives_the_same_answer():
    system = cross((3, 0, 30, 7), (20, 10, 4, 9), (30, 6, 30, 2))
    assert protect(system, POLICY) == protect(system, POLICY)


tables = st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=2)


@given(tables)
@settings(max_examples=25, deadline=None)
def test_protected_tables_resist_the_slow_attacker(rows):
    system = cross(*map(tuple, rows))
    found = protect(system, SMALL)
    seen = ranges(system.publish(found.withheld, SMALL), sum(map(sum, rows)) + 3)
    for key in found.sensitive:
        assert SMALL.is_safe(*seen[key]), (rows, key, seen[key])
    assert found.sensitive <= found.withheld


@given(
    tables, st.sets(st.sampled_from([f"column={c} row={r}" for c in range(3) for r in range(2)]), min_size=1)
)
@settings(max_examples=25, deadline=None)
def test_the_attack_sees_what_the_slow_attacker_sees(rows, hidden):
    system = cross(*map(tuple, rows))
    publication = system.publish([tuple(name.split()) for name in hidden], SMALL)
    seen = ranges(publication, 15)
    found = attack(publication, [cell.key for cell in publication.cells if cell.number is None])
    assert found == {key: seen[key] for key in found}


@given(tables, st.data())
@settings(max_examples=25, deadline=None)
def test_hiding_more_never_reveals_more(rows, data):
    system = cross(*map(tuple, rows))
    keys = [cell.key for cell in system.cells if cell.key != TOTAL]
    few = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    more = few | data.draw(st.sets(st.sampled_from(keys)))
    before, after = (attack(system.publish(hidden, SMALL), few) for hidden in (few, more))
    for key in few:
        assert after[key][0] <= before[key][0]
        assert after[key][1] is None or (before[key][1] is not None and after[key][1] >= before[key][1])


@given(tables)
@settings(max_examples=25, deadline=None)
def test_what_is_published_is_true_and_adds_up(rows):
    system = cross(*map(tuple, rows))
    publication = system.publish(protect(system, SMALL).withheld, SMALL)
    shown = {cell.key: cell.number for cell in publication.cells if cell.number is not None}
    assert shown == {cell.key: cell.value for cell in system.cells if cell.key in shown}
    for relation in publication.relations:
        if shown.keys() >= {*relation.left, *relation.right}:
            assert sum(shown[key] for key in relation.left) == sum(shown[key] for key in relation.right)
