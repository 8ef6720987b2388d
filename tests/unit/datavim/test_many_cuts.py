"""After many cuts: old versions fold, a correction says why, an indicator without a period says so."""

import dataclasses
import re
from pathlib import Path

import pytest
from tests.unit.datavim import sample
from tests.unit.datavim.reading import read

from datavim.bundle import CORRECTION, write_bundle
from datavim.serve.files import TYPES, find, site_root
from datavim.site import build_site
from datavim.site.edition import read_editions
from datavim.site.pages import MOST_OLDER

WHY = "Se corrigen cifras de población u otras de contexto."
MONTHS = sample.months("2026-10", 15)
NEWEST = f"{MONTHS[-1]}-r2"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen months and a correction of the last one; one indicator has nothing to show yet."""
    home = tmp_path_factory.mktemp("many")
    versions = [sample.lean(f"{month}-r1") for month in MONTHS]
    corrected = sample.lean(NEWEST, replaces=NEWEST.replace("r2", "r1"))
    last = dataclasses.replace(corrected, texts={CORRECTION: WHY})
    _, help_file = sample.write_all(home, *(waiting(made) for made in versions))
    write_bundle(waiting(last), home / "bundles" / NEWEST, sample.KEY.sign, sample.PUBLIC)
    build_site(home / "bundles", home / "site", help_file=help_file, address="https://datavim.example")
    return home


def waiting(made: sample.Bundle) -> sample.Bundle:
    """With a second indicator whose table has no row yet."""
    empty = dataclasses.replace(made.tables[0], id="casos-por-lugar", indicator="I13", rows=())
    card = sample.card("I13", "lugar-de-los-hechos", "Lugar de los hechos", "casos", (empty.id,))
    return dataclasses.replace(made, cards=(*made.cards, card), tables=(*made.tables, empty))


def page(home: Path, path: str) -> str:
    return (home / "site/current" / path / "index.html").read_text()


def test_the_sheet_names_the_last_versions_and_where_the_others_are(home: Path) -> None:
    sheet = page(home, "indicadores/casos-registrados").split("Versiones anteriores")[1].split("</dd>")[0]
    assert len(re.findall(r'href="/v/', sheet)) == MOST_OLDER
    assert f"las otras {len(MONTHS) - MOST_OLDER}, en" in sheet
    assert 'href="/datos-abiertos/#versiones"' in sheet
    listed = page(home, "datos-abiertos").split('id="versiones"')[1]
    assert all(f"/v/{month}-r1/" in listed for month in MONTHS)


def test_a_correction_says_what_it_replaces_and_why(home: Path) -> None:
    text = read(page(home, "indicadores/casos-registrados")).text
    assert f"Este corte reemplaza a {MONTHS[-1]}-r1. {WHY}" in text
    assert WHY in read(page(home, "datos-abiertos")).text
    old = read(page(home, f"v/{MONTHS[-1]}-r1")).text
    assert f"lo reemplaza la versión {NEWEST}" in old
    assert (
        "Este corte no corrige a otro."
        in read(page(home, f"v/{MONTHS[0]}-r1/indicadores/casos-registrados")).text
    )


def test_an_indicator_without_a_period_says_so(home: Path) -> None:
    text = read(page(home, "indicadores")).text
    assert "Unidad: casos. Todavía no hay un periodo cerrado que publicar." in text
    assert ". ." not in text


def test_definitions_are_told_by_version_and_on_a_sheet_only_its_own(home: Path) -> None:
    edition = read_editions(home / "bundles", None)[0]
    assert edition.definitions == "versión 1 de I02, I04, I05"
    cut = dataclasses.replace(edition.cut, definition_version='{"I05": 1, "I02": 2, "I04": 1}')
    assert dataclasses.replace(edition, cut=cut).definitions == "versión 1 de I04, I05; versión 2 de I02"
    early = dataclasses.replace(edition, cut=dataclasses.replace(edition.cut, definition_version="2025-03"))
    assert early.definitions == early.definition_of(early.cards[0]) == "2025-03"
    assert "definición I02 versión 1." in read(page(home, "indicadores/casos-registrados")).text


def test_every_kind_of_file_of_a_site_has_its_type(home: Path) -> None:
    """What a browser is not told it only saves; a signature is only saved."""
    root = site_root(home / "site")
    assert root is not None
    kinds = {path.suffix for path in root.rglob("*") if path.is_file() and path.suffix != ".gz"}
    assert kinds - set(TYPES) <= {""}
    assert TYPES[".pdf"] == "application/pdf"
    assert find(root, "/metodologia/proteccion/witness.py") is not None
