"""The pages of methodology: coverage says who closed, the example adds up, the checker runs alone."""

import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.datavim import sample
from tests.unit.datavim.reading import Page, read

from banevim.methods import disclosure
from datavim import witness
from datavim.bundle import COVERAGE, Proof
from datavim.method import coverage_of, example, protection_of
from datavim.method.example import BLANKS, COUNTED, WITH_FIVE, WITH_NONE, filled, with_sums
from datavim.method.protection import ProtectedTable
from datavim.site import build_site


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("method")
    before = sample.bundle("2026-09-r1")
    bare = replace(before, tables=before.tables[:-1], proof=None)
    bundles, help_file = sample.write_all(home, bare, sample.bundle())
    build_site(bundles, home / "site", help_file=help_file, trusted_key=sample.PUBLIC)
    return home / "site" / "current"


def page(root: Path, folder: str) -> Page:
    return read((root / folder / "index.html").read_bytes())


def test_each_institution_and_month_reads_as_the_table_says() -> None:
    bundle = sample.bundle()
    told = coverage_of(bundle)
    assert told is not None
    assert [(row.closed, row.due) for row in told.rows] == [(12, 12), (12, 12), (9, 12), (5, 5)]
    assert told.rows[2].missing == "agosto de 2026, septiembre de 2026 y octubre de 2026"
    assert (told.closed_last, told.due_last, told.last_month) == (3, 4, "octubre de 2026")
    assert told.rows[3].months[:7] == (None,) * 7


def test_the_page_shows_the_same_at_both_widths_and_says_what_it_does_not_mean(root: Path) -> None:
    found = page(root, "metodologia")
    wide, narrow = found.tables[-2:]
    for line, short in zip(wide[1:], narrow[1:], strict=True):
        assert short[1] == f"{line.count('Cerró')} de {len(line) - 1 - line.count('Aún no')}"
        assert ("Sin captura" in line) is ("Sin captura:" in short[0])
    assert "Nunca quiere decir que no hubo" in found.text
    assert "3 de 4 habían cerrado octubre de 2026" in found.text
    assert any(href.endswith(f"{COVERAGE}.csv") for href, _ in found.links)


def test_a_version_of_before_says_that_it_does_not_publish_it(root: Path) -> None:
    old = page(root, "v/2026-09-r1/metodologia")
    assert "Este corte no publica qué instituciones cerraron su mes" in old.text
    assert "Sin captura" not in old.text
    assert "antes de que hubiera una prueba" in page(root, "v/2026-09-r1/metodologia/proteccion").text


def test_the_example_of_the_page_is_a_proof() -> None:
    """The method itself withholds no fewer, and the checker accepts the two fillings as witnesses."""
    counts = with_sums(COUNTED)
    cells = [
        ((f"r{row}", f"c{column}"), number)
        for row, line in enumerate(counts)
        for column, number in enumerate(line)
    ]
    blanks = [cell for cell, _ in cells if (int(cell[0][1]), int(cell[1][1])) in BLANKS]
    keys = [cell for cell, _ in cells]
    at = {key: place for place, key in enumerate(keys)}
    lines = [[(f"r{i}", f"c{j}") for j in range(4)] for i in range(4)]
    sums = [*lines, *zip(*lines, strict=True)]
    publication = {
        "format": "datavim-publication-1",
        "k": 5,
        "rule": "",
        "cells": [
            {"key": list(key), "kind": "table", "number": None if key in blanks else number}
            for key, number in cells
        ],
        "relations": [{"left": [at[k] for k in s[:3]], "right": [at[s[3]]]} for s in sums],
        "classifications": [],
    }
    both = [[values[int(r[1]), int(c[1])] for r, c in blanks] for values in (WITH_NONE, WITH_FIVE)]
    bounds = [
        [
            place,
            *min((v[place], i) for i, v in enumerate(both)),
            *max((v[place], i) for i, v in enumerate(both)),
        ]
        for place in range(4)
    ]
    certificate = {
        "format": "datavim-certificate-1",
        "printed": [[list(key), number] for key, number in cells if key not in blanks],
        "unknown": [list(key) for key in blanks],
        "witnesses": [{"records": False, "values": values} for values in both],
        "bounds": bounds,
    }
    assert witness.check(publication, certificate) == []
    assert bounds[0][1] == 0
    assert bounds[0][3] == disclosure.Policy().k
    certificate["witnesses"][0]["values"][0] += 1
    assert witness.check(publication, certificate) != []


def test_the_tables_of_the_example_have_the_same_sums() -> None:
    counted, printed, none, five = (table.rows for table in example())
    totals = [cells[-1] for _, cells in counted], counted[-1][1]
    for other in (printed, none, five):
        assert ([cells[-1] for _, cells in other], other[-1][1]) == totals
    for values in (WITH_NONE, WITH_FIVE):
        grid = with_sums(filled(values))
        assert [sum(line[:3]) for line in grid] == [line[3] for line in grid]
    assert sum(number is None for _, cells in printed for number, _ in cells) == len(BLANKS)


def test_the_page_counts_what_the_bundle_withholds(root: Path) -> None:
    told = protection_of(sample.bundle())
    assert told is not None
    assert told.withheld == told.both == 7
    assert told.narrowest == 6
    text = page(root, "metodologia/proteccion").text
    assert "Datos protegidos 7" in text
    served = (root / "metodologia/proteccion/witness.py").read_bytes()
    assert hashlib.sha256(served).hexdigest() in text
    assert f"{served.count(chr(10).encode())} renglones" in text


def test_what_is_withheld_is_counted_from_the_proof_however_it_names_its_cells() -> None:
    """A number that two tables show is one: the proof may name it by what it counts, not by its table."""
    made = sample.bundle()
    assert made.proof is not None

    def named(key: list[str]) -> list[str]:
        return sorted(key[1:] + [f"de={key[0]}"])

    publication, certificate = dict(made.proof.publication), dict(made.proof.certificate)
    publication["cells"] = [{**cell, "key": named(cell["key"])} for cell in publication["cells"]]
    certificate["unknown"] = [named(key) for key in certificate["unknown"]]
    assert protection_of(replace(made, proof=Proof(publication, certificate))) == protection_of(made)


def test_where_the_tables_add_up_to_more_than_the_count_the_page_says_why() -> None:
    """One cell may be in two tables; a reader who adds the lines up is told so."""
    told = protection_of(sample.bundle())
    assert told is not None
    assert told.summed == ""
    again = replace(told, tables=(*told.tables, ProtectedTable("Otra", 3, 9)))
    assert again.summed == "Las tablas suman 10 y no 7: un mismo dato puede estar en dos tablas."


def test_the_commands_of_the_page_work_with_nothing_but_what_it_offers(root: Path, tmp_path: Path) -> None:
    """Standard library alone (-I -S): the ZIP unpacked, the checker beside it, the command as it is written."""
    with zipfile.ZipFile(io.BytesIO((root / "v/2026-10-r1/datavim-03-2026-10-r1.zip").read_bytes())) as box:
        box.extractall(tmp_path)
    (tmp_path / "witness.py").write_bytes((root / "metodologia/proteccion/witness.py").read_bytes())
    text = page(root, "metodologia/proteccion").text
    command = "witness.py 2026-10-r1/proof/publication.json 2026-10-r1/proof/certificate.json"
    assert f"python {command}" in text

    def run() -> subprocess.CompletedProcess[str]:
        words = [sys.executable, "-I", "-S", *command.split()]
        return subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)

    good = run()
    assert (good.returncode, good.stdout[:9]) == (0, "Correcto:")
    path = tmp_path / "2026-10-r1/proof/publication.json"
    path.write_text(path.read_text().replace('"number": 141', '"number": 142', 1))
    bad = run()
    assert bad.returncode == 1
    assert "142" in bad.stdout
