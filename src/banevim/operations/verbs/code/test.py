"""`test`, `check` and `fix`: the same stages whether a person or the continuous integration runs them."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from ...bank.home import CHECKOUT
from ...processes import clean_environment

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
TESTS = (  # the browser's event loop and Django's own do not live in one process
    Stage("browser", ("-m", "pytest", "tests/browser")),
    Stage("pytest", ("-m", "pytest", "--ignore=tests/browser")),
)
REPAIRS = (
    Stage("ruff check --fix", ("-m", "ruff", "check", "--fix", "src", "tests")),
    Stage("ruff format", ("-m", "ruff", "format", "src", "tests")),
)


def run(verb: str, words: Sequence[str], parser: argparse.ArgumentParser) -> int:
    if verb == "test":
        parser.usage = "./banevim test [opciones de pytest]; con opciones, solo corre pytest"
    _, rest = parser.parse_known_args(words)
    if verb == "fix":
        return _all(REPAIRS)
    if verb == "check":
        return _all(STATIC)
    return _all((Stage("pytest", ("-m", "pytest", *rest)),) if rest else (*STATIC, *TESTS))


def _all(stages: Sequence[Stage]) -> int:
    """Every stage runs even if an earlier one failed; the last line printed is the last one's closing line."""
    summary, failed, closing = [], False, ""
    for stage in stages:
        print(f"\n== {stage.name}", flush=True)
        begun = time.monotonic()
        code, closing = _one(stage)
        failed = failed or code != 0
        summary.append(
            f"{'bien ' if code == 0 else 'FALLA'}  {time.monotonic() - begun:6.1f} s  {stage.name}"
        )
    print("\n" + "\n".join(summary) + f"\n{closing}", flush=True)
    return 1 if failed else 0


def _one(stage: Stage) -> tuple[int, str]:
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
        sys.stdout.buffer.write(piece)
        sys.stdout.flush()
        tail = (tail + piece)[-4096:]
    lines = tail.decode(errors="replace").strip().splitlines()
    return process.wait(), lines[-1] if lines else ""


def _environment() -> dict[str, str]:
    """Nothing of a bank that may be open in this terminal reaches the tests."""
    kept = {
        k: v for k, v in clean_environment().items() if not k.startswith("BANEVIM_") and k != "DATABASE_URL"
    }
    return kept | {"PYTHONPATH": str(CHECKOUT / "src"), "PYTHONUNBUFFERED": "1"}
