"""Cells and relations of declared tables: known answers by hand."""

import json

import pytest

from banevim.methods.disclosure import (
    Cell,
    DeclarationError,
    Dimension,
    Policy,
    Relation,
    System,
    assemble,
    increment,
    join,
    read_microdata,
    read_tables,
    settle,
    tabulate,
)

from .systems import TOTAL, cross, line

POLICY = Policy()


def values(system: System) -> dict[str, int]:
    return {" ".join(cell.key): cell.value for cell in system.cells}


def test_a_margin_of_two_tables_is_one_cell():
    system = tabulate(
        [Dimension("a", ("1", "2")), Dimension("b", ("x", "y")), Dimension("c", ("p",))],
        [("a", "b"), ("c", "a")],
        [{"a": "1", "b": "x", "c": "p"}, {"a": "2", "b": "x", "c": "p"}, {"a": "2", "b": "y", "c": "p"}],
    )
    assert values(system) == {
        "": 3, "a=1": 1, "a=2": 2, "b=x": 2, "b=y": 1, "a=1 b=x": 1, "a=1 b=y": 0, "a=2 b=x": 1, "a=2 b=y": 1,
        "c=p": 3, "a=1 c=p": 1, "a=2 c=p": 2,
    }  # fmt: skip
    assert Relation((TOTAL,), (("a=1",), ("a=2",))) in system.relations
    assert len(system.relations) == len(set(system.relations)) == 6 + 4


def test_months_in_quarters_in_a_year():
    dimension = Dimension("t", ("1", "2", "3"), {"Q": ("1", "2"), "Y": ("Q", "3")}, total=False)
    system = tabulate([dimension], [("t",)], [{"t": "1"}, {"t": "2"}, {"t": "3"}])
    assert values(system) == {"t=1": 1, "t=2": 1, "t=3": 1, "t=Q": 2, "t=Y": 3}
    assert set(system.relations) == {
        Relation((("t=Q",),), (("t=1",), ("t=2",))),
        Relation((("t=Y",),), (("t=Q",), ("t=3",))),
    }


def test_several_codes_have_complements_and_overlap():
    dimension = Dimension("type", ("a", "b"), several=True)
    system = tabulate([dimension], [("type",)], [{"type": ("a", "b")}, {"type": ("a",)}, {"type": "b"}])
    assert values(system) == {"": 3, "type=a": 2, "type=b": 2, "type≠a": 1, "type≠b": 1, "type+": 1}
    kinds = {" ".join(cell.key): cell.kind for cell in system.cells}
    assert (kinds["type≠a"], kinds["type+"], kinds["type=a"]) == ("implied", "slack", "table")
    assert Relation(((), ("type+",)), (("type=a",), ("type=b",))) in system.relations
    with pytest.raises(ValueError, match="0 codes"):
        tabulate([dimension], [("type",)], [{"type": ()}])


def test_what_comes_alone_is_no_part_of_what_others_are_compared_with():
    dimension = Dimension("harm", ("a", "b", "unsaid"), several=True, alone=("unsaid",))
    system = tabulate([dimension], [("harm",)], [{"harm": ("a", "b")}, {"harm": "a"}, {"harm": "unsaid"}])
    assert values(system) == {
        "": 3, "harm=a": 2, "harm=b": 1, "harm=unsaid": 1, "harm≠unsaid": 2, "harm≠a": 0, "harm≠b": 1, "harm+": 1,
    }  # fmt: skip
    with pytest.raises(ValueError, match="2 codes"):
        tabulate([dimension], [("harm",)], [{"harm": ("a", "unsaid")}])


def test_what_follows_from_the_counts_by_a_sum_need_not_be_given():
    dimension = Dimension("place", ("1", "2", "out"), {"state": ("1", "2")})
    counted = {("place=1",): (6, 5), ("place=2",): (7, 3), ("place=out",): (2, 2)}
    system = assemble([dimension], [("place",)], counted, printed=counted)
    found = {" ".join(cell.key): (cell.value, cell.women, cell.kind) for cell in system.cells}
    assert found["place=state"] == (13, 5, "implied"), "as many women as the larger part has, at least"
    assert found[""] == (15, 5, "implied")
    with pytest.raises(ValueError, match="do not add up"):
        assemble([dimension], [("place",)], {**counted, ("place=state",): (20, 9)}, printed=counted)


def test_several_codes_crossed_with_a_place_add_up_everywhere():
    dimensions = [Dimension("type", ("a", "b", "c"), several=True), Dimension("mun", ("1", "2"))]
    records = [
        {"type": ("a", "b"), "mun": "1"},
        {"type": ("c",), "mun": "2"},
        {"type": ("a", "b", "c"), "mun": "2"},
    ]
    system = tabulate(dimensions, [("mun", "type")], records)
    assert values(system)["mun=2 type+"] == 2
    assert values(system)["mun=2 type≠a"] == 1


def test_distinct_women_decide_and_cases_add_up():
    system = tabulate([Dimension("a", ("1", "2"))], [("a",)], [{"a": "1"}] * 6 + [{"a": "2"}] * 9,
                      women=["ana"] * 4 + ["eva"] * 2 + [str(i) for i in range(9)])  # fmt: skip
    assert {cell.key: (cell.value, cell.women) for cell in system.cells}[("a=1",)] == (6, 2)
    assert system.sensitive(POLICY) == {("a=1",)}


def test_zeros_are_as_sensitive_as_one_to_four_and_impossible_ones_are_printed():
    system = line(0, 4, 5)
    assert system.sensitive(POLICY) == {("a=0",), ("a=1",)}
    records = [{"a": "1"}] * 7
    impossible = tabulate([Dimension("a", ("0", "1"))], [("a",)], records, impossible=[("a=0",)])
    assert impossible.sensitive(POLICY) == set()
    assert impossible.publish([], POLICY).cells[impossible.place[("a=0",)]].number == 0
    with pytest.raises(ValueError, match="impossible for a zero"):
        tabulate([Dimension("a", ("0", "1"))], [("a",)], records, impossible=[("a=1",)])


def test_a_group_of_which_nearly_all_share_a_category_is_sensitive():
    assert line(58, 1, 1, rests=True).sensitive(POLICY) == {("a=1",), ("a=2",), ("a≠0",)}
    assert line(30, 20, 10, rests=True).sensitive(POLICY) == set()
    assert line(60, rests=True).sensitive(POLICY) == {("a≠0",)}


def test_the_increment_of_a_number_published_again_is_a_cell():
    made = increment(Cell(("cut1",), 50, 50), Cell(("cut2",), 52, 52), "new", removed=1)
    assert values(made) == {"cut1": 50, "cut2": 52, "cut2 new+": 3, "cut2 new-": 1}
    assert made.sensitive(POLICY) == {("cut2", "new+"), ("cut2", "new-")}
    assert made.relations == (Relation((("cut2",), ("cut2", "new-")), (("cut1",), ("cut2", "new+"))),)
    only_added = increment(Cell(("cut1",), 50, 50), Cell(("cut2",), 52, 52), "new", None)
    assert only_added.sensitive(POLICY) == {("cut2", "new+")}
    with pytest.raises(ValueError, match="impossible"):
        increment(Cell(("cut1",), 50, 50), Cell(("cut2",), 48, 48), "new", None)


def test_what_an_earlier_cut_decided_cannot_be_changed():
    past = settle(line(3, 9, 20), [("a=0",), ("a=1",)])
    assert past.publish([("a=0",), ("a=1",)], POLICY).cells[past.place[("a=2",)]].number == 20
    for other in ([("a=0",)], [("a=0",), ("a=1",), ("a=2",)]):
        with pytest.raises(ValueError, match="earlier cut"):
            past.publish(other, POLICY)
    with pytest.raises(ValueError, match="counted as"):
        join([past, line(4, 9, 20)])


def test_a_system_that_does_not_add_up_is_refused():
    cells = (Cell(("t",), 5, 5), Cell(("a",), 4, 4))
    for relation, words in (
        (Relation((("t",),), (("a",),)), "same"),
        (Relation((("t",),), (("b",),)), "not there"),
    ):
        with pytest.raises(ValueError, match=words):
            System(cells, (relation,))
    with pytest.raises(ValueError, match="repeated"):
        System((*cells, cells[0]), ())
    with pytest.raises(ValueError, match="impossible"):
        Cell(("a",), 3, 4)
    with pytest.raises(ValueError, match="no table"):
        assemble([Dimension("a", ("1",))], [("a",)], {("b=1",): (3, 3)})


DECLARED = {
    "k": 4,
    "dimensions": {"mun": {"codes": ["1", "2"]}, "type": {"codes": ["a", "b"], "several": True}},
    "tables": [["mun", "type"]],
    "woman": "folio",
}


def test_declared_tables_are_read_from_microdata(tmp_path):
    path = tmp_path / "m.csv"
    path.write_text("folio,mun,type\nx,1,a|b\nx,1,a\ny,2,b\n")
    system, policy = read_microdata(DECLARED, path)
    assert policy.k == 4
    assert {c.key: (c.value, c.women) for c in system.cells}[("mun=1", "type=a")] == (2, 1)
    path.write_text("folio,mun,type\nx,9,a\n")
    with pytest.raises(DeclarationError, match="9 is not an answer"):
        read_microdata(DECLARED, path)
    with pytest.raises(DeclarationError, match="tables"):
        read_microdata({"dimensions": {}}, path)


def test_linked_tables_of_counts_are_read_with_their_totals(tmp_path):
    declared = {
        "dimensions": {"mun": {"codes": ["1", "2"]}, "age": {"codes": ["y", "o"]}, "q": {"codes": ["1"]}},
        "tables": [["mun", "age"], ["q"]],
        "files": [{"file": "t.csv", "number": "n", "totals": {"mun": "All", "age": "All"}},
                  {"file": "q.csv", "number": "n", "totals": {"q": "All"}}],
    }  # fmt: skip
    table = "mun,age,n\n1,y,3\n1,o,4\n2,y,5\n2,o,6\n1,All,7\n2,All,11\nAll,y,8\nAll,o,10\nAll,All,18\n"
    (tmp_path / "t.csv").write_text(table)
    (tmp_path / "q.csv").write_text("q,n\n1,18\nAll,18\n")
    system, _policy = read_tables(json.loads(json.dumps(declared)), tmp_path)
    assert values(system)["age=o mun=2"] == 6
    assert values(system)["q=1"] == 18
    (tmp_path / "q.csv").write_text("q,n\n1,17\nAll,17\n")
    with pytest.raises(DeclarationError, match="another number"):
        read_tables(declared, tmp_path)
    (tmp_path / "q.csv").write_text("q,n\n1,17\nAll,18\n")
    with pytest.raises(DeclarationError, match="do not add up"):
        read_tables(declared, tmp_path)


def test_a_cross_table_has_all_its_margins():
    assert values(cross((1, 2), (3, 4)))[""] == 10
