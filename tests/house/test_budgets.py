"""The budgets of the house: nothing grows without being noticed. An exemption is one named line with its reason."""

import ast
import statistics
import subprocess
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
FOLDER_EXEMPT = {
    "src/banevim/operations/supervisor": "one file for each thing that can fail at start",
    "tests/unit/datavim": "one test file for each part of the site",
}


def tracked_all() -> list[Path]:
    """Every file of the repository that is text."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [TOP / line for line in listed.stdout.splitlines()]
    return [p for p in paths if p.is_file() and p.suffix != ".png" and "migrations" not in p.parts]


def tracked(*suffixes: str) -> list[Path]:
    return [p for p in tracked_all() if p.suffix in suffixes]


def source() -> list[Path]:
    return [p for p in tracked(".py") if "src" in p.parts]


def percentile(values: list[int], share: float) -> int:
    return sorted(values)[int(share * (len(values) - 1))]


def lines(path: Path) -> int:
    return path.read_text().count("\n")


def functions(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text())
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    return [
        (f"{path.relative_to(TOP)}:{n.name}", (n.end_lineno or 0) - n.lineno + 1)
        for n in ast.walk(tree)
        if isinstance(n, kinds)
    ]


def test_files_are_short():
    sizes = {p: lines(p) for p in tracked(".py")}
    assert [str(p.relative_to(TOP)) for p, n in sizes.items() if n > 400] == []
    written = [n for p, n in sizes.items() if "src" in p.parts and n > 3]
    assert statistics.median(written) <= 80
    assert percentile(written, 0.9) <= 250


def test_functions_are_short():
    found = [item for path in tracked(".py") for item in functions(path)]
    assert [item for item in found if item[1] > 50] == []
    assert percentile([n for name, n in found if name.startswith("src")], 0.9) <= 25


def test_templates_are_short():
    sizes = {p: lines(p) for p in tracked(".html")}
    assert [str(p) for p, n in sizes.items() if n > 200] == []
    assert percentile(list(sizes.values()), 0.9) <= 100


def test_folders_are_small():
    folders: dict[str, int] = {}
    for path in tracked(".py"):
        if "src" in path.parts and path.name != "__init__.py":
            name = str(path.parent.relative_to(TOP))
            folders[name] = folders.get(name, 0) + 1
    assert {name: n for name, n in folders.items() if n > 12 and name not in FOLDER_EXEMPT} == {}


def test_views_are_short():
    found = [
        item
        for path in source()
        if path.name == "views.py" or path.parent.name == "views"
        for item in functions(path)
    ]
    assert [item for item in found if item[1] > 25] == []
