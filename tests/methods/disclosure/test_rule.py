"""The rule for whoever checks: a blank can be 0 and can be k, or it is known to count k or more."""

import pytest

from banevim.methods.disclosure import (
    Cell,
    Certificate,
    Policy,
    Relation,
    System,
    Unsolvable,
    Witness,
    judge,
    protect,
    prove,
)
from datavim.witness import check

from .test_proof import documents

POLICY = Policy()


@pytest.mark.parametrize("hidden", [{"a": 3}, {"a": 3, "b": 1}])
def test_the_checker_refuses_blanks_that_are_worked_out_to_be_small(hidden: dict[str, int]):
    """One blank alone, and two that add up to 4: each witness adds up, and each bound is its own."""
    counts = {"total": 84 - 4 + sum(hidden.values()), **hidden, "c": 40, "d": 40}
    keys = list(counts)
    blank = [keys.index(name) for name in hidden]
    worlds = [list(hidden.values())]
    if len(hidden) == 2:
        worlds = [[0, 4], [4, 0]]
    publication = {
        "format": "datavim-publication-5", "k": 5, "rule": "", "classifications": [],
        "cells": [{"key": [n], "kind": "table", "number": None if n in hidden else counts[n]} for n in keys],
        "relations": [{"left": [0], "right": list(range(1, len(keys)))}],
    }  # fmt: skip
    certificate = {
        "format": "datavim-certificate-2",
        "printed": [[[name], counts[name]] for name in keys if name not in hidden],
        "unknown": [[name] for name in hidden],
        "witnesses": [{"records": False, "values": values} for values in worlds],
        "bounds": [
            [i, *min((w[i], n) for n, w in enumerate(worlds)), *max((w[i], n) for n, w in enumerate(worlds))]
            for i in range(len(blank))
        ],
    }
    assert len(check(publication, certificate)) == len(hidden)


def test_women_of_printed_cases_are_no_fewer_than_k():
    """What counts the same women as a printed number is not small either: by the rule, not by a sum."""
    cells = (
        Cell(("cases",), 40, 5), Cell(("women",), 5, 5), Cell(("again",), 35, 35, "again"),
        Cell(("few",), 3, 3), Cell(("all",), 8, 8),
    )  # fmt: skip
    relations = (
        Relation((("women",), ("again",)), (("cases",),)),
        Relation((("all",),), (("women",), ("few",))),
    )
    system = System(cells, relations)
    with pytest.raises(Unsolvable):
        certificate = prove(system.publish([("women",), ("few",)], POLICY))
        judge(system, certificate, POLICY)
    withheld = protect(system, POLICY).withheld
    assert {("few",), ("all",)} <= withheld
    publication = system.publish(withheld, POLICY)
    certificate = prove(publication)
    assert judge(system, certificate, POLICY).sensitive == 1
    assert check(*documents(publication, certificate)) == []
    assert (("women",) in certificate.many) == (("women",) in withheld)


def test_how_many_come_twice_is_a_small_number_too():
    """Women beside cases of one place: that nobody came twice, or that one woman did, is not to be read from both."""
    cells = (
        Cell(("cases",), 70, 50), Cell(("cases", "a"), 21, 20), Cell(("cases", "b"), 49, 30),
        Cell(("women",), 50, 50), Cell(("women", "a"), 20, 20), Cell(("women", "b"), 30, 30),
        Cell(("again",), 20, 20, "again"), Cell(("again", "a"), 1, 1, "again"), Cell(("again", "b"), 19, 19, "again"),
    )  # fmt: skip
    relations = [Relation(((name, "a"), (name, "b")), ((name,),)) for name in ("cases", "women")]
    relations += [Relation((("women", *p), ("again", *p)), (("cases", *p),)) for p in ((), ("a",), ("b",))]
    system = System(cells, tuple(relations))
    both = system.publish([], POLICY)
    with pytest.raises(Unsolvable):
        prove(both)
    certificate = Certificate(
        both, (("again",), ("again", "a"), ("again", "b")), 3, (Witness((20, 1, 19), False),)
    )
    publication, told = documents(both, certificate)
    assert [problem.split(":")[0] for problem in check(publication, told)] == ["again · a"]
    assert check({**publication, "format": "datavim-publication-4"}, told) == []
    withheld = protect(system, POLICY).withheld
    assert {("cases", "a"), ("cases", "b")} <= withheld or {("women", "a"), ("women", "b")} <= withheld
    certificate = prove(system.publish(withheld, POLICY))
    assert (
        judge(system, certificate, POLICY).sensitive,
        check(*documents(certificate.publication, certificate)),
    ) == (1, [])
    assert (certificate.bounds["again", "a"].low, certificate.bounds["again", "a"].high >= POLICY.k) == (
        0,
        True,
    )
