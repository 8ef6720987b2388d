"""Every page of every indicator: each breakdown, place and period has one, and all its numbers are the same ones."""

import csv
import io
import re
from pathlib import Path

import pytest
from tests.unit.datavim import sample, sample_parts
from tests.unit.datavim.reading import Page, read
from tests.unit.datavim.test_site import bold, drawings

from datavim.bundle import CellState
from datavim.present import Indicator, View, present, profiles
from datavim.site import build_site

VERSION = "v/2026-10-r1"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("views")
    bundles, help_file = sample_parts.write_all(home)
    build_site(bundles, home / "site", help_file=help_file, trusted_key=sample.PUBLIC)
    return home / "site" / "current"


def shown() -> list[Indicator]:
    made = sample_parts.bundle()
    return [present(made, card) for card in made.cards]


EVERY = [
    pytest.param(item, view, id=f"{item.card.id}/{view.path}") for item in shown() for view in item.views
]


def path_of(item: Indicator, view: View) -> str:
    return f"indicadores/{item.card.slug}/{view.path}"


def test_each_breakdown_place_and_period_is_a_page() -> None:
    paths = {item.card.id: {view.path for view in item.views} for item in shown()}
    places = [code for code, *_ in sample.PLACES]
    assert paths["I06"] == {
        *("", "periodo/2026-T1/", "periodo/2026-T2/", "periodo/2024/", "periodo/2025/"),
        *(f"municipio/{code}/{when}" for code in places for when in ("", "periodo/2024/")),
    }
    assert paths["I01"] == {
        *("", "por/municipio/", "por/municipio/periodo/2024/"),
        *(f"municipio/{code}/{when}" for code in places for when in ("", "periodo/2024/")),
    }
    assert paths["I08"] == {"", "periodo/2024/"}


@pytest.mark.parametrize(("item", "view"), EVERY)
def test_the_filter_bar_shows_where_one_is_and_leads_to_pages_that_are_there(
    root: Path, item: Indicator, view: View
) -> None:
    known = {each.path for each in item.views}
    for each in view.filters:
        assert sum(option.here for option in each.options) == 1
        assert {option.path for option in each.options} <= known
        assert [option.path for option in each.options if option.here] == [view.path]
    for start in ("", f"{VERSION}/", "v/2026-09-r1/"):
        assert (root / f"{start}{path_of(item, view)}index.html").is_file()


def published_numbers(view: View) -> set[str]:
    return {cell.text for table in view.tables for row in table.rows for cell in row.cells if cell.text}


@pytest.mark.parametrize(("item", "view"), EVERY)
def test_page_drawing_description_and_file_hold_the_same_numbers(
    root: Path, item: Indicator, view: View
) -> None:
    raw = (root / f"{path_of(item, view)}index.html").read_text()
    page = read(raw)
    table = [cell for row in page.tables[0][1:] for cell in row[1:] if cell]
    assert {cell for cell in table if cell != "Protegido"} == published_numbers(view)
    assert view.chart is not None
    told = set(re.findall(r"\d[\d,.]*\d|\d", view.chart.description))
    for svg in drawings(raw):
        drawn = {text for text in bold(svg) if text not in ("2024", "2025", "2026")}
        assert drawn
        assert drawn <= set(table) & told
    rows = list(csv.DictReader(io.StringIO(_file(root, page).decode("utf-8-sig"))))
    unit = next(name for name in rows[0] if name in ("casos", "mujeres", "servicios"))
    values = {f"{int(row[unit]):,}" for row in rows if row[unit]}
    assert values <= set(table)
    assert len([row for row in rows if row["estado"] == "protegido"]) == _withheld(view)


def _withheld(view: View) -> int:
    return sum(any(c.state is CellState.WITHHELD for c in row.cells) for row in view.tables[0].rows)


def _file(root: Path, page: Page) -> bytes:
    found = [href for href, known in page.links if href.endswith(".csv") and "/paquete/" not in href]
    assert len(found) == 1
    return (root / found[0][1:]).read_bytes()


def test_every_page_is_light(root: Path) -> None:
    for path in root.rglob("indicadores/**/index.html.gz"):
        assert path.stat().st_size <= 25_000, path
    for path in root.rglob("municipios/**/index.html.gz"):
        assert path.stat().st_size <= 25_000, path


def test_the_profile_stands_beside_the_state_and_marks_what_is_withheld(root: Path) -> None:
    found = {each.code: each for each in profiles(shown())}
    assert list(found) == sorted(code for code, *_ in sample.PLACES)
    loreto = {each.indicator.card.id: each.line for each in found["03009"].lines}
    assert loreto["I04"].here.state is CellState.WITHHELD
    assert loreto["I04"].state.text == "423"
    assert (loreto["I06"].here.text, loreto["I06"].measure) == ("22", "número de casos")
    page = read((root / "municipios/03009/index.html").read_bytes())
    first = {row[0].split("por cada")[0].strip(): row[1:] for row in page.tables[0][1:]}
    assert first["Mujeres con al menos un caso registrado"] == ["Protegido", "423"]
    assert "Instancia municipal de las mujeres" in page.text
    raw = (root / f"{VERSION}/municipios/03009/perfil-03009.csv").read_bytes().decode("utf-8-sig")
    row = next(each for each in csv.DictReader(io.StringIO(raw)) if each["indicador"] == "I04")
    assert (row["valor"], row["estado"], row["valor_entidad"]) == ("", "protegido", "423")
