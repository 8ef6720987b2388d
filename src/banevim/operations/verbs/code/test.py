"""`test`, `check` and `fix`: the same stages whether a person or the continuous integration runs them."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TextIO

from ... import console
from ...bank.home import CHECKOUT
from ...processes import clean_environment
from .. import options

_LINTER = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True)
class Stage:
    name: str
    arguments: tuple[str, ...]


STATIC = (
    Stage("ruff check", ("-m", "ruff", "check", "src", "tests")),
    Stage("ruff format", ("-m", "ruff", "format", "--check", "src", "tests")),
    Stage("mypy", ("-m", "mypy", "src")),
    Stage("import contracts", ("-c", _LINTER)),
)
WORKERS = str(1 + max(2, min(4, os.cpu_count() or 2)))  # one more than cores: they wait much
ORDERED = ("--dist", "loadfile", "--no-loadscope-reorder")
TESTS = (  # the browser's event loop and Django's own do not live in one process
    # The workers share a bank; whoever is done takes what another has left.
    Stage("browser", ("-m", "pytest", "tests/browser", "-n", WORKERS, "--dist", "worksteal")),
    # Each has a database of its own; a file stays whole, so that what it prepares is prepared once.
    Stage("pytest", ("-m", "pytest", "--ignore=tests/browser", "-n", WORKERS, *ORDERED)),
)
REPAIRS = (
    Stage("ruff check --fix", ("-m", "ruff", "check", "--fix", "src", "tests")),
    Stage("ruff format", ("-m", "ruff", "format", "src", "tests")),
)


def run(verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    options.as_json(parser)
    if verb == "test":
        parser.usage = "./banevim test [--json] [opciones de pytest]; con opciones, solo corre pytest"
    chosen, rest = parser.parse_known_args(words)
    stages = {"fix": REPAIRS, "check": STATIC}.get(verb, (*STATIC, *TESTS))
    if verb == "test" and rest:
        stages = (Stage("pytest", ("-m", "pytest", *rest)),)
    return _all(stages, as_json=chosen.json)


def _all(stages: Sequence[Stage], *, as_json: bool) -> int:
    """Every stage runs even if an earlier one failed; the last line printed is the last one's closing line."""
    done: list[dict[str, object]] = []
    closing, aside = "", sys.stderr if as_json else sys.stdout
    for stage in stages:
        print(f"\n== {stage.name}", file=aside, flush=True)
        begun = time.monotonic()
        code, closing = _one(stage, aside)
        seconds = round(time.monotonic() - begun, 1)
        done.append({"stage": stage.name, "ok": code == 0, "seconds": seconds, "closing": closing})
    lines = [f"{'bien ' if s['ok'] else 'FALLA'}  {s['seconds']:6.1f} s  {s['stage']}" for s in done]
    console.report(done, as_json=as_json, lines=["", *lines, closing])
    return 0 if all(stage["ok"] for stage in done) else 1


def _one(stage: Stage, aside: TextIO) -> tuple[int, str]:
    """Relays the output as it comes and remembers its last line."""
    process = subprocess.Popen(
        [sys.executable, *stage.arguments],
        cwd=CHECKOUT,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    tail = b""
    assert process.stdout is not None
    while piece := os.read(process.stdout.fileno(), 65_536):
        aside.buffer.write(piece)
        aside.flush()
        tail = (tail + piece)[-4096:]
    lines = tail.decode(errors="replace").strip().splitlines()
    return process.wait(), lines[-1] if lines else ""


def _environment() -> dict[str, str]:
    """Nothing of a bank that may be open in this terminal reaches the tests."""
    kept = {
        k: v for k, v in clean_environment().items() if not k.startswith("BANEVIM_") and k != "DATABASE_URL"
    }
    return kept | {"PYTHONPATH": str(CHECKOUT / "src"), "PYTHONUNBUFFERED": "1"}
