"""A sample of the bench of the search: people loaded as the product keeps them are found by the page's own function."""

import argparse
import csv
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest
from tests.bench.identity import run
from tests.bench.identity.bank import Bank
from tests.bench.identity.check import check
from tests.bench.identity.load import capturers

from banevim.accounts.middleware import actor_of
from banevim.casefiles import actions, queries
from banevim.casefiles.models import Membership, SearchCard, Woman, WomanIdentity
from banevim.casefiles.terms import Identity, Profile
from banevim.operations.bank.home import CHECKOUT
from banevim.vault.context import acting
from banevim.vault.models import DataKey, MatchKey

GIVEN = "María,Ana Lucía,Xóchitl,Juana,Guadalupe,Rosa Elena,Carmen,Sofía,Brenda,Itzel".split(",")
SURNAMES = "Hernández,Cota,Verdugo,De la Cruz,Geraldo,Núñez,Amador,Castro,Ojeda,Lucero".split(",")
PEOPLE, NEW = 150, 6


def person(n):
    born = f"{1950 + n % 50}-{1 + n % 12:02d}-{1 + n % 28:02d}"
    names = [GIVEN[n % 10], SURNAMES[n // 10 % 10], SURNAMES[(n // 100 + 3 * n) % 10]]
    return [f"p{n}", *names, born, "", f"61200{n:05d}" if n % 2 else "", "03003", "M"]


@pytest.fixture
def wanted(tmp_path):
    shared = (
        "nombres primer_apellido segundo_apellido fecha_nacimiento curp telefono cve_municipio sexo".split()
    )
    asked = [person(n) for n in range(0, PEOPLE, 3)]
    asked += [["n", "Petra", "Zúñiga", "Quijano", "1931-01-30", "", "", "", "M"] for _ in range(NEW)]
    files = {
        "people": [["persona_id", *shared], *(person(n) for n in range(PEOPLE))],
        "queries": [["consulta_id", *shared, "edad"], *([f"q{n}", *e[1:], ""] for n, e in enumerate(asked))],
        "truth": [
            ["consulta_id", "persona_id", "etiquetas"],
            *([f"q{n}", e[0] if e[0] != "n" else "", ""] for n, e in enumerate(asked)),
        ],
    }
    for name, rows in files.items():
        with (tmp_path / name).open("w", newline="") as file:
            csv.writer(file).writerows(rows)
    paths = {name: tmp_path / name for name in files}
    return argparse.Namespace(**paths, out=tmp_path / "R.csv", at_once=2, sample=40, batch=False)


def test_standard_output_holds_the_figures_alone(wanted):
    """Whoever reads them with a program finds no step of the bank that was made for it in front."""
    words = [f"--{name}={getattr(wanted, name)}" for name in ("people", "queries", "truth", "out")]
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.identity", *words, "--json"],
        env=os.environ | {"PYTHONPATH": f"{CHECKOUT / 'src'}{os.pathsep}{CHECKOUT}"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(done.stdout)["judged"]["known"] == len(range(0, PEOPLE, 3))
    assert "Preparo las tablas" in done.stderr


@pytest.fixture
def bank(committed):
    """The bench's view of the bank of the test."""
    (committed.home / "logs").mkdir(exist_ok=True)
    at_work = SimpleNamespace(
        home=SimpleNamespace(root=committed.home),
        database=SimpleNamespace(url=committed.url),
        environment=lambda owner=False: committed.env("owner" if owner else "app"),
    )
    return Bank(at_work)


def run_all(bank, wanted):
    counts = check(wanted.people, wanted.queries, wanted.truth)
    with wanted.out.open("w", newline="") as out:
        return run.measured(bank, wanted, counts, out)


def test_everybody_is_found_and_a_loaded_person_is_the_one_that_the_capture_writes(bank, wanted):
    result = run_all(bank, wanted)
    with wanted.out.open() as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["consulta_id", "rank", "persona_id", "score", "band"]
    ranks, scores = {}, {}
    for row in rows:
        ranks.setdefault(row["consulta_id"], []).append(int(row["rank"]))
        assert row["band"] in ("probably", "possibly", "listed")
        scores.setdefault(row["consulta_id"], []).append(float(row["score"]))
        assert row["persona_id"].startswith("p")
    assert all(found == sorted(found, reverse=True) for found in scores.values())
    assert all(found == list(range(1, len(found) + 1)) and len(found) <= 10 for found in ranks.values())
    assert not any(f"q{PEOPLE // 3 + n}" in ranks for n in range(NEW))
    told = result["judged"]
    assert (told["known"], told["new"]) == (PEOPLE // 3, NEW)
    assert told["recall"]["name_two_surnames_date"]["recall@1"] == 1.0
    assert result["keys_alone"]["recall"]["all"]["recall@10"] == 1.0
    assert result["ms"]["at_once_1"]["n"] == PEOPLE // 3 + NEW
    assert result["ms"]["at_once_2"]["n"] == 28
    assert result["load"]["people_per_s"] > 0
    again = run_all(bank, argparse.Namespace(**(vars(wanted) | {"batch": True})))
    assert again["load"]["again"] is False
    assert again["judged"]["recall"] == told["recall"]
    as_captured()


def as_captured():
    by = actor_of(capturers()[0])
    with acting(by):
        record = Woman.objects.latest("created_at")
        assert queries.file_of(record.id).folio.startswith("BCS-")
        loaded = shape(record.id, by)
        profile = Profile(sex="M", residence="03003", age_missing="no_se_pregunto")
        told = Identity(*person(PEOPLE - 1)[1:4])
        assert shape(actions.open_file(by=by, identity=told, profile=profile).id, by) == loaded


def shape(record_id, by):
    """How many rows of each table hang on a record, and how large its cells are."""
    cells = WomanIdentity.objects.get(record_id=record_id)
    with acting(by.with_purpose("search")):
        keys = MatchKey.objects.filter(record_id=record_id).exists()
        cards = SearchCard.objects.filter(record_id=record_id).count()
        data_keys = DataKey.objects.filter(record_id=record_id).count()
    sizes = {len(getattr(cells, name)) for name in WomanIdentity.CELLS}
    return keys, cards, data_keys, sizes, Membership.objects.filter(record_id=record_id).count()
