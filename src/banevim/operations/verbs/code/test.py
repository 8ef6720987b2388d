"""`test`, `check` and `fix`: the same stages whether a person or the continuous integration runs them."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

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
_COLLECT = ("-m", "pytest", "--collect-only", "-qq", "--ignore=tests/browser")
# Beside the slowest check, which needs one processor: what every worker would otherwise compile for itself.
COLLECTED = Stage("tests are found", _COLLECT)
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
    at_once, then = {"fix": ((), REPAIRS), "check": (STATIC, ())}.get(verb, ((*STATIC, COLLECTED), TESTS))
    if verb == "test" and rest:
        at_once, then = (), (Stage("pytest", ("-m", "pytest", *rest)),)
    return _all(at_once, then, as_json=chosen.json)


def _all(at_once: Sequence[Stage], then: Sequence[Stage], *, as_json: bool) -> int:
    """Every stage runs even if an earlier one failed; the last line printed is the last one's closing line."""
    aside = sys.stderr if as_json else sys.stdout
    done = [*_together(at_once, aside), *_in_turn(then, aside)]
    closing = str(done[-1]["closing"]) if done else ""
    lines = [f"{'bien ' if s['ok'] else 'FALLA'}  {s['seconds']:6.1f} s  {s['stage']}" for s in done]
    console.report(done, as_json=as_json, lines=["", *lines, closing])
    return 0 if all(stage["ok"] for stage in done) else 1


def _told(stage: Stage, begun: float, code: int, closing: str) -> dict[str, object]:
    seconds = round(time.monotonic() - begun, 1)
    return {"stage": stage.name, "ok": code == 0, "seconds": seconds, "closing": closing}


def _together(stages: Sequence[Stage], aside: TextIO) -> Iterator[dict[str, object]]:
    """All at once; what each one said, in their order. Only a failure of what finds the tests is worth reading."""
    begun = time.monotonic()
    with contextlib.ExitStack() as files:
        said = [files.enter_context(tempfile.TemporaryFile()) for _ in stages]
        running = [_start(stage, output) for stage, output in zip(stages, said, strict=True)]
        for stage, output, process in zip(stages, said, running, strict=True):
            code = process.wait()
            told = _told(stage, begun, code, "")
            output.seek(0)
            print(f"\n== {stage.name}", file=aside, flush=True)
            aside.buffer.write(output.read() if code or stage is not COLLECTED else b"")
            aside.flush()
            yield told


def _in_turn(stages: Sequence[Stage], aside: TextIO) -> Iterator[dict[str, object]]:
    for stage in stages:
        print(f"\n== {stage.name}", file=aside, flush=True)
        begun = time.monotonic()
        yield _told(stage, begun, *_one(stage, aside))


def _start(stage: Stage, output: Any) -> "subprocess.Popen[bytes]":
    words = [sys.executable, *stage.arguments]
    return subprocess.Popen(words, cwd=CHECKOUT, env=_environment(), stdout=output, stderr=subprocess.STDOUT)


def _one(stage: Stage, aside: TextIO) -> tuple[int, str]:
    """Relays the output as it comes and remembers its last line."""
    process, tail = _start(stage, subprocess.PIPE), b""
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
