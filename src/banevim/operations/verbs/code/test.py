"""`test`, `check` and `fix`: the same stages whether a person or the continuous integration runs them."""

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, BinaryIO, NamedTuple, TextIO

from ... import console
from ...bank.home import CHECKOUT
from ...processes import clean_environment
from .. import options

_LINTER = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


@dataclass(frozen=True)
class Stage:
    name: str
    arguments: tuple[str, ...]


class Running(NamedTuple):
    """A stage on its way: what it says so far; its exit code and how many seconds it took, when it ends."""

    stage: Stage
    output: BinaryIO
    end: "Future[tuple[int, float]]"


Stages = tuple[Stage, ...]
Plan = tuple[Stages, Stages, Stages]
"""All at once; then, one after another; and what goes on beside both."""


STATIC = (
    Stage("ruff check", ("-m", "ruff", "check", "src", "tests")),
    Stage("ruff format", ("-m", "ruff", "format", "--check", "src", "tests")),
    Stage("import contracts", ("-c", _LINTER)),
)
PURE = ("tests/methods", "tests/unit/datavim")
# What needs no bank goes on beside the first tests, which wait for theirs to start, and takes what those leave.
TYPES = Stage("mypy", ("-m", "mypy", "src"))
CORES = Stage("pytest without a bank", ("-m", "pytest", *PURE, "-n", "0"))
PATIENT = ("nice", "-n", "10")
_COLLECT = ("-m", "pytest", "--collect-only", "-qq", "--ignore=tests/browser")
# What every worker would otherwise compile for itself.
COLLECTED = Stage("tests are found", _COLLECT)
WORKERS = str(1 + max(2, min(4, os.cpu_count() or 2)))  # one more than cores: they wait much
ORDERED = ("--dist", "loadfile", "--no-loadscope-reorder")
FIRST = ("tests/house/test_models.py", "tests/unit")
APART = ("--ignore=tests/browser", *(f"--ignore={each}" for each in PURE))
TESTS = (  # the browser's event loop and Django's own do not live in one process
    # The workers share a bank; whoever is done takes what another has left.
    Stage("browser", ("-m", "pytest", "tests/browser", "-n", WORKERS, "--dist", "worksteal")),
    # Each has a database of its own; a file stays whole, so that what it prepares is prepared once.
    # One worker prepares the database; meanwhile the others begin with what needs none.
    Stage("pytest", ("-m", "pytest", *FIRST, "tests", *APART, "-n", WORKERS, *ORDERED)),
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
    every: dict[str, Plan] = {"fix": ((), REPAIRS, ()), "check": (STATIC, (), (TYPES,))}
    plan = every.get(verb, ((*STATIC, COLLECTED), TESTS, (TYPES, CORES)))
    if verb == "test" and rest:
        plan = (), (Stage("pytest", ("-m", "pytest", *rest)),), ()
    return _all(*plan, as_json=chosen.json)


def _all(at_once: Stages, then: Stages, beside: Stages, *, as_json: bool) -> int:
    """Every stage runs even if an earlier one failed; the last line printed is the closing line of the tests."""
    aside = sys.stderr if as_json else sys.stdout
    with contextlib.ExitStack() as files:
        long = _begun(beside, files, PATIENT)
        done = [*_ended(_begun(at_once, files), aside)]
        tests = [*_in_turn(then, aside)]
        done += [*_ended(long, aside), *tests]
    closing = str(tests[-1]["closing"]) if tests else ""
    lines = [f"{'bien ' if s['ok'] else 'FALLA'}  {s['seconds']:6.1f} s  {s['stage']}" for s in done]
    console.report(done, as_json=as_json, lines=["", *lines, closing])
    return 0 if all(stage["ok"] for stage in done) else 1


def _told(stage: Stage, seconds: float, code: int, closing: str) -> dict[str, object]:
    return {"stage": stage.name, "ok": code == 0, "seconds": round(seconds, 1), "closing": closing}


def _begun(stages: Stages, files: contextlib.ExitStack, before: tuple[str, ...] = ()) -> list[Running]:
    """All at once, each with a file for what it says; `before` are the words that start them."""
    watch = files.enter_context(ThreadPoolExecutor())
    said = [(stage, files.enter_context(tempfile.TemporaryFile())) for stage in stages]  # noqa: SIM115
    return [
        Running(stage, out, watch.submit(_wait, _start(stage, out, before), time.monotonic()))
        for stage, out in said
    ]


def _wait(process: "subprocess.Popen[bytes]", begun: float) -> tuple[int, float]:
    return process.wait(), time.monotonic() - begun


def _ended(running: Sequence[Running], aside: TextIO) -> Iterator[dict[str, object]]:
    """What each one said, in their order. Only a failure of what finds the tests is worth reading."""
    for stage, output, end in running:
        code, seconds = end.result()
        output.seek(0)
        print(f"\n== {stage.name}", file=aside, flush=True)
        aside.buffer.write(output.read() if code or stage is not COLLECTED else b"")
        aside.flush()
        yield _told(stage, seconds, code, "")


def _in_turn(stages: Sequence[Stage], aside: TextIO) -> Iterator[dict[str, object]]:
    for stage in stages:
        print(f"\n== {stage.name}", file=aside, flush=True)
        begun = time.monotonic()
        code, closing = _one(stage, aside)
        yield _told(stage, time.monotonic() - begun, code, closing)


def _start(stage: Stage, output: Any, before: tuple[str, ...] = ()) -> "subprocess.Popen[bytes]":
    words = [*before, sys.executable, *stage.arguments]
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
