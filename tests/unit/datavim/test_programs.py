"""What programs read: robots.txt, the map of the site, the index, the cut in force, the image of a shared link."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import vl_convert
from tests.unit.datavim import sample
from tests.unit.datavim.reading import read

from datavim.charts.share import HEIGHT, WIDTH, share
from datavim.site import build_site

ADDRESS = "https://datavim.example"
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PNG_SIZE = slice(16, 24)


def built(folder: Path, address: str) -> Path:
    bundles, help_file = sample.write_all(folder)
    build_site(bundles, folder / "site", help_file=help_file, trusted_key=sample.PUBLIC, address=address)
    return folder / "site" / "current"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("programs"), f"{ADDRESS}/")


def canonical(page: bytes) -> str | None:
    return next((href for href, known in read(page).links if known.get("rel") == "canonical"), None)


def test_each_page_has_one_address_and_the_map_lists_it_once(root: Path) -> None:
    made = ET.fromstring((root / "sitemap.xml").read_bytes())  # noqa: S314 (our own)
    listed = [each.text for each in made.iter(LOC)]
    assert len(listed) == len(set(listed))
    told = {}
    for path in root.rglob("*.html"):
        told[path.relative_to(root).as_posix()] = canonical(path.read_bytes())
    assert told.pop("404.html") is None
    assert set(told.values()) == set(listed)
    assert told["index.html"] == told["v/2026-10-r1/index.html"] == f"{ADDRESS}/"
    assert told["v/2026-09-r1/municipios/index.html"] == f"{ADDRESS}/v/2026-09-r1/municipios/"
    assert (root / "robots.txt").read_text().splitlines() == [
        "User-agent: *",
        "Allow: /",
        f"Sitemap: {ADDRESS}/sitemap.xml",
    ]


def test_without_a_public_address_nothing_claims_one(tmp_path: Path) -> None:
    root = built(tmp_path, "")
    assert not (root / "sitemap.xml").exists()
    assert "Sitemap" not in (root / "robots.txt").read_text()
    page = (root / "indicadores/casos-registrados/index.html").read_bytes()
    assert canonical(page) is None
    assert b"og:" not in page


def test_the_index_leads_to_every_file_and_says_which_cut_is_in_force(root: Path) -> None:
    index = json.loads((root / "datos-abiertos/indice.json").read_bytes())
    assert (index["sitio"], index["actual"]) == (ADDRESS, "2026-10-r1")
    assert [each["version"] for each in index["versiones"]] == ["2026-10-r1", "2026-09-r1"]
    for version in index["versiones"]:
        files = [version["paquete"], version["zip"], version["parquet"]]
        for item in version["indicadores"]:
            assert (root / item["direccion"][1:] / "index.html").is_file()
            files += [item["csv"], item["metadatos"], item["imagen"]]
        assert [path for path in files if not (root / path[1:]).is_file()] == []


def test_under_actual_lies_the_last_cut_byte_for_byte(root: Path) -> None:
    stays = {
        path.relative_to(root / "actual"): path for path in (root / "actual").rglob("*") if path.is_file()
    }
    assert {Path("datavim-03.zip"), Path("datos.parquet")} <= stays.keys()
    for name, path in stays.items():
        if path.suffix == ".gz":
            continue
        of_version = "datavim-03-2026-10-r1.zip" if name == Path("datavim-03.zip") else name
        assert path.read_bytes() == (root / "v/2026-10-r1" / of_version).read_bytes(), name


def test_the_shared_image_has_its_size_and_the_page_says_what_it_shows(root: Path) -> None:
    for card in sample.bundle().cards:
        raw = (root / f"v/2026-10-r1/indicadores/{card.slug}/compartir.png").read_bytes()
        assert [int.from_bytes(raw[PNG_SIZE][n : n + 4]) for n in (0, 4)] == [WIDTH, HEIGHT]
        folder = root / f"indicadores/{card.slug}"
        whole = (folder / "index.html").read_text()
        for each in folder.rglob("index.html"):
            page = each.read_text()
            said = dict(re.findall(r'<meta property="(og:[a-z:]+)" content="([^"]*)">', page))
            assert said["og:image"] == f"{ADDRESS}/v/2026-10-r1/indicadores/{card.slug}/compartir.png"
            assert said["og:image:alt"] in whole.split("<h1>")[1]
            assert said["og:title"] in page.split("<h1>")[1]
            assert "Datos ficticios de práctica" in said["og:description"]


LONG = "En el municipio de La Paz se registraron doscientos treinta y cuatro casos de violencia contra las mujeres "
FRAME = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
OUTSIDE = {
    "right": f"{WIDTH - 20} -200 400 1000",
    "below": f"-200 {HEIGHT - 20} 1600 300",
    "above": "-200 -300 1600 320",
}


@pytest.mark.parametrize("side", OUTSIDE)
@pytest.mark.parametrize(("times", "letters"), [(1, ""), (3, "ÑÁ"), (12, ""), (1, " Comondú, Mulegé" * 9)])
def test_nothing_leaves_the_frame_of_the_shared_image(side: str, times: int, letters: str) -> None:
    """Around the frame, and on its margin, there is no ink: that part of the picture is the empty one."""
    words = f"{LONG * times}{letters}"
    made = re.sub("<rect[^>]*/>", "", share(None, words, words, words))
    box = f'width="400" height="400" preserveAspectRatio="none" viewBox="{OUTSIDE[side]}"'
    empty = f'<svg xmlns="http://www.w3.org/2000/svg" {box}></svg>'
    assert FRAME in made
    assert vl_convert.svg_to_png(made.replace(FRAME, box)) == vl_convert.svg_to_png(empty)
    assert vl_convert.svg_to_png(made) != vl_convert.svg_to_png(empty)
