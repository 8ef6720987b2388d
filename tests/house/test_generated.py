"""Papers generated from the code say what the code says today."""

import re

import pytest
from tests.house.test_budgets import TOP, tracked

from banevim.operations.verbs.code.docs import PAPERS, path_of


@pytest.mark.parametrize("name", PAPERS)
def test_a_generated_paper_is_up_to_date(name):
    assert path_of(name).read_text() == PAPERS[name](), "run ./banevim docs"


def test_the_floors_name_every_room_and_what_lives_there():
    text = path_of("floors.md").read_text()
    for folder in (TOP / "src" / "banevim").iterdir():
        if (folder / "__init__.py").exists():
            assert re.search(rf"^\| \d+ \| `{folder.name}` \| \S.{{20,}} \| ", text, re.MULTILINE), (
                folder.name
            )


def test_every_state_table_of_the_code_is_drawn():
    text = path_of("states.md").read_text()
    tables = [p for p in tracked(".py") if p.name == "terms.py" and "\nTRANSITIONS" in p.read_text()]
    assert len(tables) >= 4
    for path in tables:
        assert f"## `{path.parent.name}." in text


def test_links_between_papers_lead_somewhere():
    for path in tracked(".md"):
        for target in re.findall(r"\]\(([^)#]+)", path.read_text()):
            assert "://" in target or (path.parent / target).exists(), f"{path.name}: {target}"
