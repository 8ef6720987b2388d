"""Whole tables linked without truth, and tables that hold next to nothing."""

import numpy as np
import pytest
from tests.methods.linkage.learning.tables import people

from banevim.methods.linkage.learning import link, read_table


def f1(entities: list[int], one: np.ndarray, other: np.ndarray, split: int | None = None) -> float:
    who = np.array(entities)
    same = who[:, None] == who[None, :]
    true = np.triu(same, 1).sum() if split is None else same[:split, split:].sum()
    return 2 * same[one, other].sum() / (len(one) + true)


def test_duplicates_are_found() -> None:
    columns, who = people(400, [1, 2, 1, 3])
    found = link(read_table(columns))
    assert f1(who, found.one, found.other) > 0.97
    assert found.expected_matches == pytest.approx(400, rel=0.05)


def test_the_order_of_the_records_does_not_matter() -> None:
    columns, _ = people(200, [2, 1])
    turned = np.random.default_rng(0).permutation(len(columns["nom"]))
    first = link(read_table(columns))
    second = link(read_table({name: [values[at] for at in turned] for name, values in columns.items()}))
    ends = np.sort(turned[np.stack([second.one, second.other])], axis=0)
    pairs = set(zip(first.one.tolist(), first.other.tolist(), strict=True))
    assert (
        len(pairs ^ set(zip(*ends.tolist(), strict=True))) <= 4
    )  # random pairs differ, and with them the weights


def test_two_files_one_to_one() -> None:
    columns, who = people(300, [2])
    seen: set[int] = set()
    first = [at for at, person in enumerate(who) if not (person in seen or seen.add(person))]
    order = first + sorted(set(range(len(who))) - set(first))
    columns = {name: [values[at] for at in order] for name, values in columns.items()}
    found = link(read_table(columns, split=300))
    assert found.one_to_one
    assert len(np.unique(found.one)) == len(found.one)
    assert f1([who[at] for at in order], found.one, found.other, 300) > 0.97


@pytest.mark.parametrize(
    "columns",
    [
        {"a": ["", ""]},
        {"a": ["x", "y"]},
        {"a": ["x"] * 200},
        {"a": ["x"]},
        {"a": []},
        {"a": ["", "", ""], "b": ["ana", "ana", "luz"]},
        {"a": ["ana\u202e" * 3000, "💥", "'; DROP TABLE x; --", "<b>"]},
    ],
)
@pytest.mark.parametrize("split", [None, 1])
def test_tables_with_next_to_nothing_are_no_trouble(columns: dict[str, list[str]], split: int | None) -> None:
    found = link(read_table(columns, split=split if len(columns["a"]) > 1 else None))
    assert len(found.one) == len(found.other)
    assert len(found.entity) == len(columns["a"])
