"""The crawl of the whole site finds nothing, and finds each thing that is planted."""

import json
import shutil
from pathlib import Path

import pytest
from tests.bench.site.crawl import Crawl
from tests.unit.datavim import sample

from datavim.site import build_site

ADDRESS = "https://datavim.example"
AWAY = sample.help_data().exit_url


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("crawl")
    bundles, help_file = sample.write_all(home)
    return build_site(bundles, home / "site", help_file=help_file, trusted_key=sample.PUBLIC, address=ADDRESS)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("planted")
    bundles, help_file = sample.write_all(home, sample.lean("2026-09-r1"), sample.lean())
    return build_site(bundles, home / "site", help_file=help_file, address=ADDRESS)


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(small, tmp_path / "site"))


def test_every_link_leads_somewhere_nothing_is_asked_of_others_and_every_page_has_the_policy(
    built: Path,
) -> None:
    crawl = Crawl(built, AWAY, ADDRESS).run()
    assert crawl.problems == []
    assert crawl.pages == len(list(built.rglob("*.html")))
    assert crawl.links > 10 * crawl.pages


PLANTED = {
    '<a href="/nada/">x</a>': "leads to nothing",
    '<a href="/ayuda/#nada">x</a>': "no place nada",
    '<a href="ayuda/">x</a>': "not of the root",
    '<a href="https://otro.example/">x</a>': "leads outside",
    '<img src="https://otro.example/x.png">': "<img> asks for",
    '<link rel="stylesheet" href="//otro.example/x.css">': "<link> asks for",
    '<script src="/assets/nada.js"></script>': "leads to nothing",
    '<p style="color:red">x</p>': "of its own",
    '<p onclick="x()">x</p>': "of its own",
}


@pytest.mark.parametrize("planted", PLANTED)
def test_what_is_planted_in_a_page_is_found(root: Path, planted: str) -> None:
    page = root / "v/2026-09-r1/metodologia/index.html"
    page.write_text(page.read_text().replace("</main>", f"{planted}</main>"))
    (problem,) = Crawl(root, AWAY, ADDRESS).run().problems
    assert PLANTED[planted] in problem


def test_a_policy_that_lets_something_in_and_a_map_to_nowhere_are_found(root: Path) -> None:
    headers = json.loads((root / "_headers.json").read_bytes())
    headers["always"]["Content-Security-Policy"] += "; script-src 'unsafe-inline'"
    (root / "_headers.json").write_text(json.dumps(headers))
    sitemap = root / "sitemap.xml"
    sitemap.write_text(sitemap.read_text().replace("/ayuda/<", "/nada/<"))
    problems = Crawl(root, AWAY, ADDRESS).run().problems
    assert sum("no strict policy" in each for each in problems) == len(list(root.rglob("*.html")))
    assert "sitemap.xml: leads to nothing: /nada/" in problems
