"""The people and the errors of the bench: the same seed, the same bytes; every kind of error does what it says."""

import ast
import random
from collections import Counter
from itertools import islice
from pathlib import Path

import pytest
from tests.bench.identity import tables
from tests.bench.identity.check import check
from tests.bench.people import errors
from tests.bench.people.draw import People
from tests.bench.people.make import JUDGING, make

FOLDER = Path(errors.__file__).resolve().parents[1]
SET_ASIDE = {"strength": 300, "tries": 5_000}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    return folder, make(folder, 2_000, 5)


def test_the_same_seed_gives_the_same_bytes(made, tmp_path):
    folder, facts = made
    make(tmp_path, 2_000, 5)
    other = make(tmp_path / "other", 2_000, JUDGING)
    for name in ("P.csv", "Q.csv", "T.csv"):
        assert (folder / name).read_bytes() == (tmp_path / name).read_bytes()
        assert (folder / name).read_bytes() != (tmp_path / "other" / name).read_bytes()
    assert (facts["use"], other["use"]) == ("tuning", "judging")


def test_what_is_made_can_be_measured(made):
    folder, facts = made
    counts = check(*(folder / f"{name}.csv" for name in "PQT"))
    assert (counts.people, counts.queries) == (2_000, facts["queries"])
    truth = list(tables.truths(folder / "T.csv"))
    assert sum(not each.person for each in truth) == facts["new"] > 0
    assert all("nueva" in each.labels for each in truth if not each.person)
    known = Counter(set(each.labels) & set(errors.STRENGTHS) != set() for each in truth if each.person)
    assert known == {True: facts["queries"] - facts["new"]}


def test_there_are_many_kinds_of_error_and_each_changes_what_is_written():
    assert len(errors.CATALOGUE) >= 60
    women, chance = list(islice(People(3).draw(), SET_ASIDE["tries"])), random.Random(1)
    for name, (_, error) in errors.CATALOGUE.items():
        assert any(changes(error, her, chance) for her in women), name


def changes(error, her, chance):
    """Whether it could, and did."""
    whole = (her.given, her.first, her.second, her.born, None, her.curp, her.phone, her.place)
    told = errors.Told(*whole)
    return error(told, chance) and told != errors.Told(*whole)


def test_stronger_mixes_hold_more_errors():
    women, chance, held = islice(People(4).draw(), SET_ASIDE["strength"]), random.Random(2), {}
    for her in women:
        told = errors.Told(her.given, her.first, her.second, her.born, None, her.curp, her.phone, her.place)
        strength, *labels = errors.spoil(told, chance)
        held.setdefault(strength, []).append(len([each for each in labels if each in errors.CATALOGUE]))
    mean = {strength: sum(counts) / len(counts) for strength, counts in held.items()}
    assert mean["leve"] < 1 < mean["media"] < 3 < mean["fuerte"]


def test_there_are_sisters_twins_homonyms_and_mothers_of_the_same_name():
    people = People(6)
    homes = [home for home in (people.household() for _ in range(6_000)) if len(home) > 1]
    a_pair = [(home[0], home[1]) for home in homes]
    assert any(a.born == b.born and a.given != b.given and a.first == b.first for a, b in a_pair)
    assert any(a.born != b.born and a.given != b.given and a.second == b.second for a, b in a_pair)
    mothers = [(a, b) for a, b in a_pair if (b.born - a.born).days > 6_000]
    assert any(a.given == b.given for a, b in mothers)
    assert any((a.given, a.first, a.second) == (b.given, b.first, b.second) for a, b in a_pair)


def test_the_errors_share_no_table_with_the_matcher():
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            module = getattr(node, "module", "") or ""
            if isinstance(node, ast.ImportFrom) and module.startswith("banevim"):
                assert (module, [each.name for each in node.names]) == ("banevim.methods.linkage", ["curp"])
