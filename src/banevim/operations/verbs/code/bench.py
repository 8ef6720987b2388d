"""`bench`: the long measurements, one module each under tests/bench."""

import argparse
import ast
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ...bank.home import CHECKOUT
from ...errors import Stop
from ...processes import clean_environment

_FOLDER = CHECKOUT / "tests" / "bench"


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    parser.usage = "./banevim bench NOMBRE [--json] [opciones]"
    benches = _benches()
    if not words or words[0] not in benches:
        raise Stop(
            "\n".join(["Mediciones:", *(f"  {name:<14} {_line(path)}" for name, path in benches.items())]), 2
        )
    command = [sys.executable, "-m", f"tests.bench.{words[0]}", *words[1:]]
    told = clean_environment({"PYTHONPATH": f"{CHECKOUT / 'src'}:{CHECKOUT}"})
    return subprocess.run(command, env=told, check=False).returncode


def _benches() -> dict[str, Path]:
    """By name: a module of the folder, or a folder of its own with `__main__`."""
    alone = {path.stem: path for path in _FOLDER.glob("[a-z]*.py") if _measures(path)}
    return dict(
        sorted((alone | {path.parent.name: path for path in _FOLDER.glob("[a-z]*/__main__.py")}).items())
    )


def _measures(path: Path) -> bool:
    """Its own program; the rest of the folder only helps."""
    return any(
        isinstance(part, ast.FunctionDef) and part.name == "main" for part in ast.parse(path.read_text()).body
    )


def _line(path: Path) -> str:
    text = ast.get_docstring(ast.parse(path.read_text())) or ""
    return text.partition("\n")[0]
