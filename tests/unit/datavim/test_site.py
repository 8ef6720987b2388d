"""The built site: one truth in page, chart and file; help everywhere; nothing that calls outside."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from tests.unit.datavim import sample
from tests.unit.datavim.reading import Page, read

from datavim.__main__ import main
from datavim.bundle import BundleError, verify_bundle, write_bundle
from datavim.helplines import HelpError
from datavim.present import present
from datavim.site import build_site

EXIT = sample.help_data().exit_url


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("datavim")
    bundles, help_file = sample.write_all(folder)
    build_site(
        bundles,
        folder / "site",
        help_file=help_file,
        trusted_key=sample.PUBLIC,
        address="https://datavim.example/",
    )
    return folder


@pytest.fixture(scope="module")
def root(home: Path) -> Path:
    return home / "site" / "current"


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, Page]:
    return {path.relative_to(root).as_posix(): read(path.read_bytes()) for path in root.rglob("*.html")}


def sheet(root: Path, slug: str) -> list[dict[str, str]]:
    raw = (root / f"v/2026-10-r1/indicadores/{slug}/{slug}.csv").read_bytes()
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))


def numbers(texts: list[str]) -> list[str]:
    return [text.replace("\u00a0%", "") for text in texts if re.fullmatch(r"[\d,.]+(\u00a0%)?", text)]


def test_every_page_of_the_plan_is_there(pages: dict[str, Page]) -> None:
    versioned = ["", "indicadores/", "municipios/", "datos-abiertos/", "metodologia/"]
    versioned += ["metodologia/proteccion/"]
    made = sample.bundle()
    shown = [present(made, card) for card in made.cards]
    versioned += [f"indicadores/{item.card.slug}/{view.path}" for item in shown for view in item.views]
    versioned += [f"municipios/{code}/" for code, *_ in sample.PLACES]
    expected = {
        f"{start}{path}index.html" for start in ("", "v/2026-09-r1/", "v/2026-10-r1/") for path in versioned
    }
    expected |= {
        f"{path}/index.html"
        for path in ("ayuda", "acerca-de", "accesibilidad", "privacidad", "publicaciones")
    }
    assert set(pages) == expected | {"404.html"}


def test_every_page_shows_the_current_lines_their_date_and_the_exit(pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        leaving = [known for tag, known in page.tags if tag == "a" and "data-exit" in known]
        assert [known["href"] for known in leaving] == [EXIT, EXIT], name
        assert all(known["rel"] == "nofollow noreferrer" for known in leaving), name
        assert next(known for tag, known in page.tags if tag == "a") == leaving[0], name
        hrefs = [href for href, _ in page.links]
        assert {"tel:911", "tel:079"} <= set(hrefs), name
        assert "Números verificados el 3 de noviembre de 2026" in page.text, name
        assert "Datos ficticios de práctica" in page.text, name


def test_nothing_calls_outside_and_nothing_is_inline(root: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        for href, known in page.links:
            if known.get("rel") == "canonical":
                continue  # said, never asked for: `test_programs.py`
            local = href.startswith(("/", "#", "tel:")) and not href.startswith("//")
            assert local or href == EXIT, (name, href)
        for tag, known in page.tags:
            assert "style" not in known, (name, tag)
            assert not any(key.startswith("on") for key in known), (name, tag)
            assert tag != "style", name
            assert tag != "script" or (known.get("src") or "").startswith("/assets/"), name
            assert tag not in ("form", "iframe", "object", "embed"), name
    for path in root.rglob("*"):
        if path.suffix in (".css", ".js"):
            assert "http" not in path.read_text(), path
            assert not re.search(
                r"cookie|localStorage|sessionStorage|indexedDB|serviceWorker", path.read_text()
            )


def test_no_broken_link_or_anchor_and_no_repeated_id(root: Path, pages: dict[str, Page]) -> None:
    for name, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), name
        for href, _ in page.links:
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = parts.path or f"/{name}"
            target = target + "index.html" if target.endswith("/") else target
            assert (root / target[1:]).is_file(), (name, href)
            if parts.fragment:
                assert parts.fragment in pages[target[1:]].ids, (name, href)


def test_titles_are_neutral(pages: dict[str, Page], root: Path) -> None:
    for name in pages:
        title = re.search(r"<title>(.*?)</title>", (root / name).read_text())
        assert title, name
        assert title[1].startswith("DATAVIM"), name
        assert not re.search("violencia|mujer|ayuda", title[1], re.I), name


def bold(svg: str) -> list[str]:
    return numbers(re.findall(r'<text[^>]*font-weight="(?:700|bold)"[^>]*>([^<]*)</text>', svg))


def drawings(raw: str) -> Iterator[str]:
    yield from re.findall(r'<svg [^>]*class="only-(?:wide|narrow)".*?</svg>', raw, re.S)


@pytest.mark.parametrize(
    ("slug", "column"),
    [
        ("casos-registrados", "casos"),
        ("casos-por-tipo", "por_cada_100"),
        ("mujeres-por-municipio", "por_100_mil"),
    ],
)
def test_chart_table_and_file_hold_the_same_numbers(root: Path, slug: str, column: str) -> None:
    raw = (root / f"indicadores/{slug}/index.html").read_text()
    page = read(raw)
    first = page.tables[0][1:]
    rows = sheet(root, slug)
    last = max(row.get("trimestre") or row.get("anio") or "" for row in rows)
    shown = [row for row in rows if (row.get("trimestre") or row.get("anio") or "") == last]
    published = sorted(
        f"{float(row[column]):,.{1 if '.' in row[column] else 0}f}" for row in shown if row[column]
    )
    for svg in drawings(raw):
        drawn = [text for text in bold(svg) if text not in ("2024", "2025", "2026")]
        assert sorted(drawn) == published
    cells = [cell for row in first for cell in row[1:]]
    assert set(published) <= set(cells)
    withheld = [row for row in shown if row["estado"] == "protegido"]
    assert len(withheld) == len([row for row in first if "Protegido" in row])
    assert all(row[column] == "" for row in withheld)


def test_every_row_of_the_file_is_on_the_page(root: Path) -> None:
    page = read((root / "indicadores/casos-por-tipo/index.html").read_bytes())
    on_page = [tuple(row[:3]) for table in page.tables for row in table[1:]]
    for row in sheet(root, "casos-por-tipo"):
        value = (row["casos"], row["por_cada_100"]) if row["estado"] != "protegido" else ("Protegido",)
        assert (row["tipo_etiqueta"], *value) in on_page
    places = read((root / "indicadores/mujeres-por-municipio/index.html").read_bytes())
    cells = [row for table in places.tables for row in table[1:]]
    for row in sheet(root, "mujeres-por-municipio"):
        expected = f"{int(row['mujeres']):,}" if row["mujeres"] else "Protegido"
        assert any(line[0] == row["municipio_etiqueta"] and line[2] == expected for line in cells)


def test_withheld_places_have_no_colour_no_bar_and_no_rank(root: Path) -> None:
    raw = (root / "municipios/index.html").read_text()
    page = read(raw)
    assert [row[0] for row in page.tables[0][1:]] == [
        "Los Cabos",
        "La Paz",
        "Comondú",
        "Mulegé",
        "Loreto",
        "Baja California Sur",
    ]
    for row in page.tables[0][1:]:
        assert (row[2] == "Protegido") == (row[0] in ("Mulegé", "Loreto"))
    figure = re.search(r'<svg viewBox="[^"]*" role="img" aria-labelledby="mapa-t.*?</svg>', raw, re.S)
    assert figure
    assert len(re.findall(r'class="cr"', figure[0])) == 2
    assert re.findall(r'class="c(\d)"', figure[0]) == ["1", "3", "4"]
    assert len(re.findall(r'<rect class="bar"', raw)) == 4


def test_images_files_and_metadata_say_practice(root: Path) -> None:
    base = root / "v/2026-10-r1/indicadores/casos-por-tipo"
    assert (base / "casos-por-tipo.png").read_bytes().startswith(b"\x89PNG")
    assert "Datos ficticios de práctica" in (base / "casos-por-tipo.svg").read_text()
    metadata = json.loads((base / "casos-por-tipo.metadata.json").read_text())
    assert metadata["nota"] == "Datos ficticios de práctica"
    assert metadata["cita"].endswith(
        "Datos ficticios de práctica. https://datavim.example/v/2026-10-r1/indicadores/casos-por-tipo/"
    )
    assert all(row["nota"] == "Datos ficticios de práctica" for row in sheet(root, "casos-por-tipo"))
    for name in ("index.html", "indicadores/casos-por-tipo/index.html"):
        assert "Datos ficticios de práctica" in " ".join(
            text for drawing in read((root / name).read_bytes()).drawings for text in drawing
        )


def test_the_bundle_on_the_site_is_the_signed_one(root: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(root / "v/2026-10-r1/datavim-03-2026-10-r1.zip") as box:
        box.extractall(tmp_path)
    assert verify_bundle(tmp_path / "2026-10-r1", sample.PUBLIC) == []
    served = root / "v/2026-10-r1/paquete"
    for path in (tmp_path / "2026-10-r1").rglob("*.csv"):
        assert (served / path.relative_to(tmp_path / "2026-10-r1")).read_bytes() == path.read_bytes()


def test_archived_pages_say_so_and_stay(root: Path, pages: dict[str, Page]) -> None:
    old = pages["v/2026-09-r1/index.html"]
    assert "Versión anterior" in old.text
    assert "Corte de septiembre de 2026" in old.text
    assert "Versión anterior" not in pages["v/2026-10-r1/index.html"].text
    assert "Versión anterior" not in pages["index.html"].text


def test_a_new_help_file_reaches_old_pages_and_no_data_changes(home: Path, tmp_path: Path) -> None:
    from datavim.helplines import write_help

    newer = tmp_path / "help.json"
    lines = tuple(sample.help_data().lines)
    write_help(
        sample.help_data(exit_url="https://clima.example/", lines=lines),
        newer,
        sample.KEY.sign,
        sample.PUBLIC,
    )
    build_site(
        home / "bundles",
        tmp_path / "site",
        help_file=newer,
        trusted_key=sample.PUBLIC,
        address="https://datavim.example",
    )
    before, after = home / "site/current", tmp_path / "site/current"
    assert "https://clima.example/" in (after / "v/2026-09-r1/index.html").read_text()
    for path in before.rglob("*"):
        if path.suffix in (".csv", ".json", ".zip", ".svg", ".png", ".parquet"):
            assert (after / path.relative_to(before)).read_bytes() == path.read_bytes(), path


def test_the_same_input_gives_the_same_build_and_old_builds_are_pruned(home: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    bundles = tmp_path / "bundles"
    names = []
    for version in ("2026-06-r1", "2026-07-r1", "2026-08-r1", "2026-08-r2"):
        made = sample.bundle(version, replaces="2026-08-r1" if version == "2026-08-r2" else None)
        write_bundle(made, bundles / version, sample.KEY.sign, sample.PUBLIC)
        names.append(build_site(bundles, site, trusted_key=sample.PUBLIC).name)
    assert len(set(names)) == 4
    assert build_site(bundles, site, trusted_key=sample.PUBLIC).name == names[-1]
    assert len(list((site / "builds").iterdir())) == 3
    assert (site / "current").resolve().name == names[-1]
    replaced = read((site / "current/v/2026-08-r1/index.html").read_bytes())
    assert "lo reemplaza la versión 2026-08-r2" in replaced.text
    assert "agosto de 2026" in read((site / "current/index.html").read_bytes()).text


def test_what_cannot_be_trusted_is_not_built(tmp_path: Path) -> None:
    bundles, help_file = sample.write_all(tmp_path, sample.bundle())
    site = tmp_path / "site"
    with pytest.raises(BundleError, match="otra llave"):
        build_site(bundles, site, trusted_key=b"\x01" * 32)
    help_file.write_text(help_file.read_text().replace("911", "912"))
    with pytest.raises(HelpError, match="firma"):
        build_site(bundles, site, help_file=help_file, trusted_key=sample.PUBLIC)
    write_bundle(
        sample.bundle("2026-09-r1", practice=False), bundles / "2026-09-r1", sample.KEY.sign, sample.PUBLIC
    )
    with pytest.raises(BundleError, match="práctica"):
        build_site(bundles, site)
    assert not site.exists()


def test_real_figures_without_a_proof_are_not_built(tmp_path: Path) -> None:
    bundles, _ = sample.write_all(tmp_path, replace(sample.bundle(practice=False), proof=None))
    with pytest.raises(BundleError, match="no lleva la prueba"):
        build_site(bundles, tmp_path / "site")
    assert main(["verify", str(bundles / "2026-10-r1")]) == 1


def test_versions_that_could_be_subtracted_are_not_built_together(tmp_path: Path) -> None:
    """One prints what the other withholds: each has its own proof, and both together have none."""
    last = sample.bundle()
    table = last.tables[0]
    rows = tuple(replace(row, value=row.value + 1) if row.keys == ("2026-09",) else row for row in table.rows)
    tables = (replace(table, rows=rows), *last.tables[1:])
    other = replace(last, tables=tables, proof=sample.proof_of(tables[:3]))
    bundles, _ = sample.write_all(tmp_path, sample.bundle("2026-09-r1"), other)
    with pytest.raises(
        BundleError, match=r"no dicen lo mismo de casos-por-mes · 2026-09.*No se publican juntas"
    ):
        build_site(bundles, tmp_path / "site")


def test_practice_lines_never_stand_on_real_figures(tmp_path: Path) -> None:
    bundles, help_file = sample.write_all(tmp_path, sample.real())
    with pytest.raises(BundleError, match="práctica"):
        build_site(bundles, tmp_path / "site", help_file=help_file)
    build_site(bundles, tmp_path / "site")
    home = read((tmp_path / "site/current/index.html").read_bytes())
    assert "práctica" not in home.text.replace("(práctica)", "").replace("Datos (práctica)", "")


def test_a_state_without_a_map_shows_bars_and_says_so(tmp_path: Path) -> None:
    bundles, _ = sample.write_all(tmp_path, sample.bundle(state_code="30", state_name="Veracruz"))
    build_site(bundles, tmp_path / "site")
    page = read((tmp_path / "site/current/municipios/index.html").read_bytes())
    assert "No hay un mapa cargado para este estado" in page.text
    assert page.tables[0][1][0] == "Los Cabos"


def test_before_the_first_cut_the_help_is_there(tmp_path: Path) -> None:
    build_site(tmp_path / "none", tmp_path / "site")
    page = read((tmp_path / "site/current/index.html").read_bytes())
    assert "Todavía no hay un corte publicado" in page.text
    assert "tel:911" in [href for href, _ in page.links]
    assert "aún no los ha verificado" in page.text


def test_text_from_the_bundle_is_escaped(tmp_path: Path) -> None:
    bundles, _ = sample.write_all(
        tmp_path, sample.bundle(office='<script>alert("1")</script>', published_on=date(2026, 11, 1))
    )
    build_site(bundles, tmp_path / "site")
    raw = (tmp_path / "site/current/indicadores/casos-registrados/index.html").read_text()
    assert "<script>alert" not in raw
    assert "&lt;script&gt;" in raw


def test_styles_fit_the_classes(root: Path, pages: dict[str, Page]) -> None:
    """Every class a page uses exists in the style sheet."""
    css = next((root / "assets").glob("site.*.css")).read_text()
    known = set(re.findall(r"\.([a-zA-Z][\w-]*)", css))
    for name, page in pages.items():
        for tag, attributes in page.tags:
            for used in (attributes.get("class") or "").split():
                assert used in known, (name, tag, used)
