"""What the papers, the locks, the templates and the settings promise."""

import re
from pathlib import Path

import pytest
from tests.house.test_budgets import TOP, tracked, tracked_all
from tests.methods.indicators.known import KNOWN

from banevim.methods.indicators import load_definitions
from datavim.wording import Text, problems_of

INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|\sstyle=\"|\son[a-z]+=\"")
MARKUP = re.compile(r"\{[%#].*?[%#]\}|\{\{.*?\}\}|<[^>]+>", re.DOTALL)
VARIABLE = re.compile(r"(?<![A-Z_])(BANEVIM_[A-Z_]*[A-Z]|DATABASE_URL|PG_BIN)(?![A-Z_])")
READ = re.compile(rf"[\"']{VARIABLE.pattern}[\"']")
LOCKS = ["prod.txt", "dev.txt"]


@pytest.mark.parametrize("name", LOCKS)
def test_locks_hold_hashes_and_no_address(name):
    text = (TOP / "requirements" / name).read_text()
    for wrong in ("://", "--index-url", "--extra-index", "--find-links", "--trusted-host", " @ ", "file:"):
        assert wrong not in text
    assert not re.search(r"(?<![\w.-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:org|com|net|io|dev|mx)\b", text)
    assert text.count("--hash=sha256:") > 20


def test_templates_obey_the_policy_of_the_pages():
    bad = [str(p.relative_to(TOP)) for p in tracked(".html") if INLINE.search(p.read_text())]
    assert bad == []


def test_screens_use_the_words_of_the_office():
    """Those of the bank too; what the pages of the public site say once they are drawn is read in its own tests."""
    texts = [
        Text(path.name, said)
        for path in tracked(".html")
        for said in MARKUP.sub("\0", path.read_text()).split("\0")
    ]
    assert problems_of(texts) == []


def test_every_variable_is_documented_and_nothing_more():
    documented = set(VARIABLE.findall((TOP / "env.example").read_text()))
    source = [p.read_text() for p in tracked(".py") if "src" in p.parts]
    read = {name for text in source for name in READ.findall(text)}
    assert documented == read


def test_papers_name_only_variables_that_exist():
    documented = set(VARIABLE.findall((TOP / "env.example").read_text()))
    for path in tracked(".md", ".service", ".conf"):
        assert set(VARIABLE.findall(path.read_text())) <= documented, path.name


def test_every_indicator_has_its_card_and_a_known_answer():
    """What is counted has numbers worked out by hand, which the oracle and the database must give; all have a card."""
    definitions = load_definitions()
    assert set(KNOWN) == {key for key, each in definitions.items() if each.state == "counted"}
    assert all(answer.cells for answers in KNOWN.values() for answer in answers)
    for each in definitions.values():
        wording = each.wording
        assert all((wording.title, wording.definition, wording.formula, wording.how_to_read, wording.limits))
        assert all((each.unit_es, each.numerator, each.legal.theme, each.legal.basis, each.period.text))
        assert each.missing.text


def test_the_manual_names_pictures_that_exist():
    for page in (TOP / "docs" / "manual").glob("*.md"):
        for name in re.findall(r"!\[[^\]]*\]\((img/[^)]+)\)", page.read_text()):
            assert (page.parent / name).exists(), f"{page.name}: {name}"


def test_decisions_are_numbered_in_a_row():
    names = sorted(p.name for p in (TOP / "docs" / "adr").glob("[0-9]*.md"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]
    for name in names:
        text = (TOP / "docs" / "adr" / name).read_text()
        assert all(
            f"**{part}" in text for part in ("Status:**", "Context.**", "Decision.**", "Consequences.**")
        )


def test_papers_name_only_files_of_the_code_that_exist():
    for page in (TOP / "SECURITY.md", TOP / "THREAT_MODEL.md", *(TOP / "docs" / "adr").glob("*.md")):
        for name in re.findall(r"`((?:tests|docs|src|deploy)/[^`*]+)`", page.read_text()):
            assert (TOP / name).exists(), f"{page.name}: {name}"
        for name in re.findall(r"`(test_\w+\.py)`", page.read_text()):
            assert list((TOP / "tests").rglob(name)), f"{page.name}: {name}"


def test_no_path_of_a_machine():
    here = re.compile(r"(?<![\w.])/(?:work|farm|root|tmp/w|home/[a-z]+)/|(?<![\w/])[A-Z]:\\\\Users")
    found = [
        p
        for p in tracked_all()
        if p != Path(__file__) and "vendor" not in p.parts and here.search(p.read_text(errors="replace"))
    ]
    assert found == []
