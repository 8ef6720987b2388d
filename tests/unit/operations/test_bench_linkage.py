"""A short sample of the bench of the linkage, its figures by hand, and what it answers to a table that is not right."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from tests.bench.linking import figures
from tests.methods.linkage.learning.tables import people

from banevim.operations.bank import CHECKOUT


def bench(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.bench.linkage", *map(str, words)]
    told = {"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}", "PATH": "/usr/bin:/bin"}
    return subprocess.run(command, cwd=CHECKOUT, env=told, capture_output=True, text=True, check=False)


def write(
    path: Path, names: list[str], rows: list[list[str]], mark: str = ",", coding: str = "utf-8"
) -> Path:
    with path.open("w", newline="", encoding=coding) as handle:
        lines = csv.writer(handle, delimiter=mark)
        lines.writerows([names, *rows])
    return path


def test_a_small_table_next_to_the_baselines(tmp_path: Path) -> None:
    columns, who = people(150, [1, 2])
    rows = [[str(at), str(who[at]), *(columns[name][at] for name in columns)] for at in range(len(who))]
    table = write(tmp_path / "t.csv", ["clave", "quién", *columns], rows, ";", "cp1252")
    words = (
        "--records",
        table,
        "--id",
        "clave",
        "--entity",
        "quién",
        "--fields",
        "nom,ape,nac:date,dom,cp:code",
    )
    done = bench(*words, "--json", "--out", tmp_path / "pairs.csv")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["records"], told["true_pairs"], told["files"]) == (225, 75, 1)
    assert told["banevim"]["f1"] > 0.95
    assert told["banevim"]["kinds"]["cp"] == "code"
    for baseline in ("splink", "recordlinkage"):
        assert 0.5 < told[baseline]["f1"] <= told[baseline]["best"]["f1"]
        assert told[baseline]["seconds"] > 0
        assert told[baseline]["peak_mb"] > 50
    linked = (tmp_path / "pairs.csv").read_text().splitlines()
    assert linked[0] == "id_1,id_2"
    assert len(linked) - 1 == 75 - told["banevim"]["missed"] + told["banevim"]["wrong"]


def test_two_files(tmp_path: Path) -> None:
    names = ["id", "ent", "nombre", "nac"]
    days = [f"19{50 + n}-0{1 + n % 9}-1{n % 10}" for n in range(40)]
    paths = [
        write(
            tmp_path / f"{side}.csv",
            names,
            [[f"{side}{n}", str(n), f"persona {n:02d}", day] for n, day in enumerate(days)],
        )
        for side in "ab"
    ]
    done = bench(
        "--records",
        paths[0],
        "--records-b",
        paths[1],
        "--entity",
        "ent",
        "--fields",
        "nombre,nac",
        "--tools",
        "banevim",
        "--json",
    )
    told = json.loads(done.stdout)
    assert (told["files"], told["true_pairs"], told["banevim"]["one_to_one"]) == (2, 40, True)
    assert told["banevim"]["f1"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "--dataset"),
        (["--dataset", "febrl1", "--records", "t.csv"], "no ambos"),
        (["--fields", "nombre,apellido"], "no tiene la columna «apellido». Tiene: id, ent, nombre"),
        (["--fields", "nombre", "--entity", "nada"], "no tiene la columna «nada»"),
        (["--fields", "nombre,ent"], "no puede estar entre los campos"),
        (["--fields", "nombre:fecha"], "No conozco el tipo «fecha»"),
        (["--fields", "nombre,nombre"], "dos veces"),
        (["--fields", ""], "al menos un campo"),
        (["--fields", "nombre", "--id", "nombre"], "no puede estar entre los campos"),
        (["--fields", "nombre", "--id", "ent", "--entity", "id"], "se repite"),
        (["--fields", "nombre", "--records", "no-esta.csv"], "No encuentro el archivo"),
        (["--fields", "nombre", "--records", "vacio.csv"], "no tiene registros"),
        (["--fields", "nombre", "--records", "uno.csv"], "al menos dos registros"),
        (["--fields", "nombre", "--records", "ancho.csv"], "renglón 2: tiene 4 celdas"),
        (["--fields", "nombre", "--records", "otro.csv"], "no es un archivo CSV"),
        (["--fields", "nombre", "--tools", "magia"], "No conozco «magia»"),
    ],
)
def test_what_is_not_right_is_said_in_a_sentence(tmp_path: Path, words: list[str], says: str) -> None:
    names = ["id", "ent", "nombre"]
    write(tmp_path / "t.csv", names, [["1", "a", "ana"], ["2", "a", "luz"]])
    write(tmp_path / "vacio.csv", names, [])
    write(tmp_path / "uno.csv", names, [["1", "a", "ana"]])
    write(tmp_path / "ancho.csv", names, [["1", "a", "ana", "x"]])
    (tmp_path / "otro.csv").write_bytes(b"PK\0\0")
    known = (
        ["--records", "t.csv", "--id", "id", "--entity", "ent"]
        if "--fields" in words or "--tools" in words
        else []
    )
    told = [str(tmp_path / word) if word.endswith(".csv") else word for word in [*known, *words]]
    done = bench(*told)
    assert done.returncode == 1
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_the_figures_by_hand() -> None:
    entity = figures.numbered(["a", "a", "a", "b", "b", "c"])
    assert figures.true_pairs(entity, None) == 4
    assert figures.true_pairs(entity, 2) == 2
    one, other, value = np.array([0, 1, 3, 2]), np.array([1, 2, 4, 5]), np.array([0.9, 0.6, 0.8, 0.7])
    found = figures.score(entity, None, one, other)
    assert (found["precision"], found["recall"], found["f1"]) == (0.75, 0.75, 0.75)
    assert (found["wrong"], found["missed"]) == (1, 1)
    # Connected: a a a c together, b b: seven pairs, four of them right.
    assert figures.joined(entity, None, one, other)["f1"] == round(2 * 4 / (7 + 4), 5)
    # At 0.8: 2 of 2, F1 4/6; at 0.7: 2 of 3; at 0.6: 3 of 4, F1 6/8.
    assert figures.at_best(entity, None, one, other, value) == {**found, "threshold": 0.6}
