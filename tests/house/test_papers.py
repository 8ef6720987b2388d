"""What the papers, the locks, the templates and the settings promise."""

import re
from pathlib import Path

import pytest
from tests.house.test_budgets import TOP, tracked

INLINE = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)|\sstyle=\"|\son[a-z]+=\"")
BANNED = re.compile(r"féminas|hembras|crimen pasional|violencia doméstica|las víctimas\b", re.IGNORECASE)
VARIABLE = re.compile(r"[\"'](BANEVIM_[A-Z_]+|DATABASE_URL|PG_BIN)[\"']")
SET_BY_THE_LAUNCHER = {
    "BANEVIM_DB_URL",
    "BANEVIM_DB_URL_OWNER",
    "BANEVIM_DB_URL_STATS",
    "BANEVIM_KEY_FD",
    "BANEVIM_MODE",
    "BANEVIM_POOL",
    "BANEVIM_ROLE",
}


@pytest.mark.parametrize("name", ["prod.txt", "dev.txt"])
def test_locks_hold_hashes_and_no_address(name):
    text = (TOP / "requirements" / name).read_text()
    assert "://" not in text
    assert text.count("--hash=sha256:") > 20


def test_templates_obey_the_policy_of_the_pages():
    bad = [str(p.relative_to(TOP)) for p in tracked(".html") if INLINE.search(p.read_text())]
    assert bad == []


def test_screens_use_respectful_words():
    bad = [str(p.relative_to(TOP)) for p in tracked(".html") if BANNED.search(p.read_text())]
    assert bad == []


def test_every_setting_is_documented():
    known = (TOP / "env.example").read_text()
    used = {
        name for p in tracked(".py") if "src" in p.parts for name in VARIABLE.findall(p.read_text())
    } - SET_BY_THE_LAUNCHER
    assert {name for name in used if name not in known} == set()


def test_the_manual_names_pictures_that_exist():
    for page in (TOP / "docs" / "manual").glob("*.md"):
        for name in re.findall(r"!\[[^\]]*\]\((img/[^)]+)\)", page.read_text()):
            assert (page.parent / name).exists(), f"{page.name}: {name}"


def test_decisions_are_numbered_in_a_row():
    names = sorted(p.name for p in (TOP / "docs" / "adr").glob("[0-9]*.md"))
    assert [name[:4] for name in names] == [f"{n:04d}" for n in range(1, len(names) + 1)]


def test_no_path_of_a_machine():
    here = re.compile(r"(?<![\w.])/(?:work|farm|root)/")
    texts = tracked(
        ".py", ".md", ".html", ".toml", ".txt", ".csv", ".sql", ".css", ".js", ".service", ".conf"
    )
    found = [
        p for p in texts if p != Path(__file__) and "vendor" not in p.parts and here.search(p.read_text())
    ]
    assert found == []
