"""`docs`: the papers that are generated from the code. A house test fails while they differ from it."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from banevim.casefiles.sheet import table

from ...bank.home import CHECKOUT
from .floors import floors
from .states import states

PAPERS: Mapping[str, Callable[[], str]] = {
    "floors.md": floors,
    "states.md": states,
    "manual/campos.md": table.render,
}


def path_of(name: str) -> Path:
    """Where a generated paper lies."""
    return CHECKOUT / "docs" / name


def run(_verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    parser.parse_args(words)
    for name, write in PAPERS.items():
        path_of(name).write_text(write())
        print(f"docs/{name}")
    return 0
