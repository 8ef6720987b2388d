"""Any catalogue of any kinds of dimensions: the sums hold, it is protected, proven and verified, or refused."""

from itertools import combinations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.disclosure import (
    Dimension,
    Policy,
    certificate_document,
    judge,
    protect,
    prove,
    publication_document,
    tabulate,
)
from datavim.witness import check

POLICY = Policy(k=3)
DIMENSIONS = (
    Dimension("place", ("1", "2")),
    Dimension("month", ("1", "2", "3"), {"quarter": ("1", "2")}, total=False),
    Dimension("type", ("a", "b"), several=True),
    Dimension("effect", ("x", "y"), several=True, covering=False),
    Dimension("relation", ("p", "q", "r"), rests=True),
    Dimension("harm", ("u", "v", "none", "unsaid"), several=True, alone=("none", "unsaid")),
    Dimension("answer", ("s", "t", "w", "unsaid"), rests=True, alone=("unsaid",)),
    Dimension("where", ("1", "2", "out"), {"state": ("1", "2")}, several=True, loose=True),
)
NAMES = [dimension.name for dimension in DIMENSIONS]
PAIRS = [list(pair) for pair in combinations(NAMES, 2)]
ANSWERS: dict[str, st.SearchStrategy[Any]] = {
    "place": st.sampled_from("12"),
    "month": st.sampled_from("123"),
    "type": st.sampled_from([("a",), ("b",), ("a", "b")]),
    "effect": st.sampled_from([(), ("x",), ("y",), ("x", "y")]),
    "relation": st.sampled_from("ppppqr"),
    "harm": st.sampled_from([("u",), ("v",), ("u", "v"), ("none",), ("unsaid",)]),
    "answer": st.sampled_from(["s", "t", "t", "w", "unsaid"]),
    "where": st.sampled_from([("1",), ("2",), ("1", "2"), ("out",), ("1", "out")]),
}
records = st.lists(st.fixed_dictionaries(ANSWERS), min_size=1, max_size=40)
catalogues = st.lists(st.sampled_from([[name] for name in NAMES] + PAIRS), min_size=1, max_size=3)


@given(catalogues, records)
@settings(max_examples=60, deadline=None)
def test_any_catalogue_is_protected_proven_and_verified(tables, rows):
    system = tabulate(DIMENSIONS, tables, rows)
    protection = protect(system, POLICY)
    publication = system.publish(protection.withheld, POLICY)
    certificate = prove(publication)
    verdict = judge(system, certificate, POLICY)
    assert verdict.sensitive == len(protection.sensitive)
    assert check(publication_document(publication), certificate_document(certificate)) == []


@given(records, st.data())
@settings(max_examples=30, deadline=None)
def test_the_same_woman_in_several_records_is_counted_once(rows, data):
    women = [data.draw(st.sampled_from("abcdefgh")) for _ in rows]
    system = tabulate(DIMENSIONS, [["place", "type"]], rows, women=women)
    for cell in system.cells:
        told = {name.partition("=")[0]: name.partition("=")[2] for name in cell.key if "=" in name}
        if len(told) == len(cell.key):
            hers = {
                w for w, row in zip(women, rows, strict=True) if all(c in row[n] for n, c in told.items())
            }
            assert cell.women == len(hers)
