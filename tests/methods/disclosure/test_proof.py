"""The certificate: blind, whole, refused by the gate when it does not prove, and verified by additions alone."""

import ast
import copy
import csv
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from banevim.methods.disclosure import (
    Cell,
    Certificate,
    Dimension,
    NotProven,
    Policy,
    Publication,
    Relation,
    System,
    Unsolvable,
    assemble,
    certificate_document,
    judge,
    protect,
    prove,
    publication_document,
    settle,
    tabulate,
)
from datavim import witness
from datavim.witness import check, check_numbers, main

from .systems import cross, line, ranges, replaced

POLICY = Policy()
CODES = {"mun": 3, "type": 3, "age": 4}


def linked(seed: int = 3, cases: int = 300) -> System:
    """Three linked tables in a ring: mun x type, type x age, age x mun."""
    random = np.random.default_rng(seed)
    names = {name: [f"{name[0]}{i}" for i in range(n)] for name, n in CODES.items()}
    shares = {name: np.array([0.75, 0.2, 0.04, 0.01][: len(codes)]) for name, codes in names.items()}
    drawn = {
        name: random.choice(codes, cases, p=shares[name] / shares[name].sum())
        for name, codes in names.items()
    }
    records = [{name: str(column[i]) for name, column in drawn.items()} for i in range(cases)]
    dimensions = [Dimension(name, tuple(codes)) for name, codes in names.items()]
    return tabulate(dimensions, [("mun", "type"), ("type", "age"), ("age", "mun")], records)


@pytest.fixture(scope="module")
def proven() -> tuple[System, Publication, Certificate]:
    system = linked()
    publication = system.publish(protect(system, POLICY).withheld, POLICY)
    return system, publication, prove(publication)


def documents(publication: Publication, certificate: Certificate) -> tuple[dict[str, Any], dict[str, Any]]:
    made = publication_document(publication), certificate_document(certificate)
    first, second = (json.loads(json.dumps(each)) for each in made)
    return first, second


def test_a_ring_of_tables_is_proven_at_the_level_of_microdata(proven):
    system, publication, certificate = proven
    verdict = judge(system, certificate, POLICY)
    assert verdict.level == "microdata"
    assert verdict.sensitive == len(system.sensitive(POLICY)) > 10
    assert publication.classifications[0].cliques == (("age", "mun", "type"),)
    assert check(*documents(publication, certificate)) == []


def test_witnesses_are_the_same_for_other_women_with_the_same_published_numbers(proven):
    """The other microdata are one of the witnesses: they differ in what is withheld, and in nothing published."""
    system, publication, certificate = proven
    values = dict(zip(certificate.unknown, certificate.witnesses[-1].values, strict=False))
    printed = {cell.key: cell.number for cell in publication.cells if cell.number is not None}
    other = replaced(system, {**values, **printed})
    withheld = [cell.key for cell in publication.cells if cell.number is None]
    assert other.cells != system.cells
    assert other.sensitive(POLICY) != system.sensitive(POLICY)
    again = other.publish(withheld, POLICY)
    assert again == publication
    assert prove(again) == certificate


def test_the_makers_of_witnesses_get_no_counts():
    """A publication is all they take, and it holds a number only where it is printed."""
    assert list(prove.__annotations__) == ["publication", "return"]
    publication = line(3, 9, 20).publish([("a=0",), ("a=1",)], POLICY)
    assert [cell.number for cell in publication.cells] == [32, None, None, 20]
    assert {field.name for field in dataclasses.fields(publication)} == {
        "k",
        "cells",
        "relations",
        "classifications",
    }


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=2))
@settings(max_examples=20, deadline=None)
def test_protected_tables_are_proven_and_the_bounds_are_those_of_the_slow_attacker(rows):
    policy = Policy(k=3)
    system = cross(*map(tuple, rows))
    publication = system.publish(protect(system, policy).withheld, policy)
    certificate = prove(publication)
    assert judge(system, certificate, policy).level == "microdata"
    assert check(*documents(publication, certificate)) == []
    if publication.cells[0].number is not None:
        seen = ranges(publication, 14, certificate.many)
        for key, bound in certificate.bounds.items():
            assert seen[key][0] <= bound.low <= min(bound.high, 14) <= seen[key][1]
            assert (bound.low == 0) == (seen[key][0] == 0)
            assert (bound.high >= 3) == (seen[key][1] >= 3)


def test_the_gate_refuses_what_is_not_withheld():
    system = line(1, 2, 20)
    certificate = prove(system.publish([], POLICY))
    with pytest.raises(NotProven) as refused:
        judge(system, certificate, POLICY)
    assert set(refused.value.keys) == {("a=0",), ("a=1",)}


@pytest.mark.parametrize("withheld", [["a=0"], ["a=0", "a=1"]])
def test_blanks_that_are_surely_small_have_no_proof(withheld):
    """They cannot reach k, as every blank that is not small does."""
    with pytest.raises(Unsolvable):
        prove(line(1, 2, 20).publish([(name,) for name in withheld], POLICY))


def test_a_history_that_is_open_has_no_proof():
    """Nothing is left to decide, so nothing is withheld further; the proof is asked for all the same."""
    system = settle(line(1, 20, 30), [("a=0",)])
    with pytest.raises(Unsolvable):
        prove(system.publish(protect(system, POLICY).withheld, POLICY))


def test_the_gate_refuses_the_certificate_of_another_publication(proven):
    system, publication, certificate = proven
    with pytest.raises(NotProven, match="another publication"):
        judge(linked(seed=4), certificate, POLICY)
    with pytest.raises(NotProven, match="another publication"):
        judge(system, certificate, Policy(k=6))
    first = certificate.witnesses[0]
    bent = dataclasses.replace(first, values=(first.values[0] + 1, *first.values[1:]))
    with pytest.raises(NotProven, match="reproduce"):
        judge(system, dataclasses.replace(certificate, witnesses=(bent, *certificate.witnesses[1:])), POLICY)


def test_tables_of_several_codes_are_proven_from_records_that_say_yes_or_no_to_each():
    records = (
        [{"t": ("a",), "m": "1"}] * 30 + [{"t": ("a", "b"), "m": "1"}] * 28 + [{"t": ("b",), "m": "2"}] * 9
    )
    dimensions = [Dimension("t", ("a", "b"), several=True), Dimension("m", ("1", "2"))]
    system = tabulate(dimensions, [("m", "t")], records)
    publication = system.publish(protect(system, POLICY).withheld, POLICY)
    certificate = prove(publication)
    assert judge(system, certificate, POLICY).level == "microdata"
    assert publication.classifications[0].impossible == (("t≠a", "t≠b"),)
    assert check(*documents(publication, certificate)) == []


def test_a_group_with_one_category_is_proven_from_records():
    """58 of 60 chose one type: two did not, and the total says so. Withheld, that rest may be nobody or five."""
    system = line(58, 1, 1, rests=True)
    publication = system.publish(protect(system, POLICY).withheld, POLICY)
    certificate = prove(publication)
    assert judge(system, certificate, POLICY).at_microdata == 3
    bound = certificate.record_bounds[("a≠0",)]
    assert (bound.low, bound.high >= 5) == (0, True)
    assert check(*documents(publication, certificate)) == []


def test_what_no_classification_holds_is_proven_table_by_table():
    cells = [Cell((name,), n, n) for name, n in (("a", 3), ("b", 20), ("c", 23))]
    system = System(tuple(cells), (Relation((("c",),), (("a",), ("b",))),))
    certificate = prove(system.publish(protect(system, POLICY).withheld, POLICY))
    assert judge(system, certificate, POLICY).level == "table"


def test_tables_that_no_records_can_have_are_proven_as_tables():
    """Each of two pairs always agrees and the third never does: three tables with the same margins, no such records."""
    dimensions = [Dimension(name, ("0", "1")) for name in "abc"]
    counted = {(): (20, 20), ("alone=0",): (3, 3), ("alone=1",): (17, 17)}
    counted |= {(f"{name}={code}",): (10, 10) for name in "abc" for code in "01"}
    for pair, same in (("ab", True), ("bc", True), ("ac", False)):
        for i, j in ("00", "01", "10", "11"):
            number = 10 * ((i == j) == same)
            counted[(f"{pair[0]}={i}", f"{pair[1]}={j}")] = (number, number)
    impossible = [key for key, count in counted.items() if count == (0, 0)]
    alone = Dimension("alone", ("0", "1"))
    system = assemble([*dimensions, alone], ["ab", "bc", "ac", ["alone"]], counted, impossible=impossible)
    certificate = prove(system.publish(protect(system, POLICY).withheld, POLICY))
    verdict = judge(system, certificate, POLICY)
    assert (verdict.sensitive, verdict.at_microdata, verdict.level) == (1, 0, "table")
    assert check(*documents(certificate.publication, certificate)) == []


def test_published_numbers_that_contradict_each_other_have_no_witness():
    publication = line(3, 9, 20).publish([("a=0",)], POLICY)
    cells = tuple(dataclasses.replace(c, number=28) if c.key == () else c for c in publication.cells)
    with pytest.raises(Unsolvable):
        prove(dataclasses.replace(publication, cells=cells))


def test_a_publication_with_nothing_withheld_has_an_empty_proof():
    system = line(9, 20)
    publication = system.publish([], POLICY)
    certificate = prove(publication)
    assert judge(system, certificate, POLICY).sensitive == 0
    assert check(*documents(publication, certificate)) == []


def hidden_cell(publication: dict[str, Any]) -> dict[str, Any]:
    return next(cell for cell in publication["cells"] if cell["number"] is None)


def printed_cell(publication: dict[str, Any]) -> dict[str, Any]:
    return next(cell for cell in publication["cells"] if cell["number"])


def unhide(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    hidden_cell(publication)["number"] = 7


def unhide_in_both(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    """The certificate is made to know it, and to speak no more of it as unknown."""
    cell = hidden_cell(publication)
    place = certificate["unknown"].index(cell["key"])
    cell["number"] = 7
    certificate["printed"].append([cell["key"], 7])
    del certificate["unknown"][place]
    for each in certificate["witnesses"]:
        del each["values"][place]
    bounds = [bound for bound in certificate["bounds"] if bound[0] != place]
    certificate["bounds"] = [[p - (p > place), *rest] for p, *rest in bounds]


def alter(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    printed_cell(publication)["number"] += 1


def wrong_margin_in_both(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    total = next(cell for cell in publication["cells"] if cell["key"] == [])
    total["number"] += 1
    next(pair for pair in certificate["printed"] if pair[0] == [])[1] += 1


def derived_number(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    publication["cells"].append({"key": ["share"], "kind": "table", "number": 50})


def derived_sum_in_both(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    """The sum of two withheld cells, declared and known to the certificate: the witnesses do not have it."""
    places = [i for i, cell in enumerate(publication["cells"]) if cell["number"] is None][:2]
    publication["relations"].append({"left": [len(publication["cells"])], "right": places})
    publication["cells"].append({"key": ["sum"], "kind": "table", "number": 9})
    certificate["printed"].append([["sum"], 9])


def a_small_number(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    publication["cells"].append({"key": ["few"], "kind": "table", "number": 4})
    certificate["printed"].append([["few"], 4])


def bent_witness(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    certificate["witnesses"][1]["values"][2] += 1


def bent_records(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    certificate["witnesses"][1]["values"][-1] += 1


def negative(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    certificate["witnesses"][1]["values"][2] = -1


def half(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    certificate["witnesses"][1]["values"][2] = 0.5


def boast(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    certificate["bounds"][0][3] += 1


def silence(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    del certificate["bounds"][0]


def no_tree(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    publication["classifications"][0]["cliques"] = [["age", "mun"], ["mun", "type"], ["age", "type"]]


def hidden_zero(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    printed_cell(publication)["kind"] = "zero"


def open_bound(certificate: dict[str, Any]) -> tuple[list[int], list[int]]:
    """The bound of a cell that can be 0 and can be k, and its value in each witness."""
    bound = next(each for each in certificate["bounds"] if each[1] == 0 and each[3] >= 5)
    return bound, [each["values"][bound[0]] for each in certificate["witnesses"]]


def surely_small(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    """Told as a blank that cannot reach k."""
    bound, values = open_bound(certificate)
    bound[3:] = [0, values.index(0)]


def forgets_the_zero(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    """Told as a blank that cannot be 0, and so is not small, with a witness that makes it 0."""
    bound, values = open_bound(certificate)
    bound[1:3] = bound[3:]


def without_the_rule(publication: dict[str, Any], certificate: dict[str, Any]) -> None:
    certificate["format"] = "datavim-certificate-1"


MUTATIONS = [
    unhide, unhide_in_both, alter, wrong_margin_in_both, derived_number, derived_sum_in_both, a_small_number,
    bent_witness, bent_records, negative, half, boast, silence, no_tree, hidden_zero,
    surely_small, forgets_the_zero, without_the_rule,
]  # fmt: skip


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
def test_the_checker_rejects(proven, mutation: Callable[[dict[str, Any], dict[str, Any]], None]):
    _system, publication, certificate = proven
    pair = copy.deepcopy(documents(publication, certificate))
    mutation(*pair)
    assert check(*pair) != []


def test_no_number_is_printed_that_the_publication_does_not_have(proven):
    _system, publication, certificate = proven
    document, _ = documents(publication, certificate)
    numbers = {cell.key: cell.number for cell in publication.cells if cell.number is not None}
    assert check_numbers(document, numbers) == []
    assert len(check_numbers(document, {**numbers, ("percent",): 12})) == 1
    assert len(check_numbers(document, {key: n + (key == ()) for key, n in numbers.items()})) == 1


def test_anyone_runs_it_on_files(proven, tmp_path, capsys):
    _system, publication, certificate = proven
    paths = [tmp_path / name for name in ("publication.json", "certificate.json", "numbers.csv")]
    for path, document in zip(paths, documents(publication, certificate), strict=False):
        path.write_text(json.dumps(document), encoding="utf-8")
    numbers = [[" · ".join(c.key) or "total", c.number] for c in publication.cells if c.number is not None]
    with paths[2].open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([["key", "number"], *numbers])
    assert main([str(path) for path in paths]) == 0
    assert capsys.readouterr().out.startswith("Correcto")
    with paths[2].open("a", encoding="utf-8") as handle:
        handle.write("rate,17\n")
    assert main([str(path) for path in paths]) == 1
    assert "rate" in capsys.readouterr().out
    assert main(["one"]) == 2


def test_a_file_that_the_checker_cannot_read_is_told_in_a_line(tmp_path, capsys):
    """Who checks is no programmer: a name mistyped, another file, a table that is not of numbers."""
    (tmp_path / "proof.json").write_text("{}")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    proof = str(tmp_path / "proof.json")
    for names in (
        ["none.json", proof],
        [proof, str(tmp_path / "other.csv")],
        [proof, proof, str(tmp_path / "other.csv")],
    ):
        assert main(names) == 2
        told = capsys.readouterr().err
        assert "uso: witness.py PUBLICATION CERTIFICATE" in told
        assert len(told.splitlines()) == 2


def test_a_cell_without_relations_may_be_anything():
    system = System((Cell(("alone",), 2, 2),), ())
    certificate = prove(system.publish([("alone",)], POLICY))
    assert judge(system, certificate, POLICY).sensitive == 1


def test_the_checker_is_short_and_needs_the_standard_library_only():
    text = Path(witness.__file__).read_text(encoding="utf-8")
    roots = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {node.module if isinstance(node, ast.ImportFrom) else node.names[0].name for node in roots}
    assert {str(name).split(".")[0] for name in names} <= sys.stdlib_module_names
    assert text.count("\n") <= 200
