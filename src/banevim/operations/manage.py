"""Django commands as subprocesses: the launcher itself never loads Django."""

import contextlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from .console import step
from .errors import Stop

MARK = "== "  # `in_order` says with it which command begins
_SHOWN = 12


def run(
    environment: Mapping[str, str], *arguments: str, pass_fds: Sequence[int] = (), log: Path | None = None
) -> str:
    """Runs it quietly and answers what it printed; if it fails, shows the end of what it said."""
    begun = start(environment, *arguments, pass_fds=pass_fds)
    return finish(begun, arguments[0], log)


def start(
    environment: Mapping[str, str], *arguments: str, pass_fds: Sequence[int] = ()
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "banevim.manage", *arguments],
        env=dict(environment),
        pass_fds=tuple(pass_fds),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(begun: subprocess.Popen[str], name: str, log: Path | None = None) -> str:
    try:
        output, errors = begun.communicate()
    except BaseException:
        begun.kill()
        begun.wait()
        raise
    if log is not None:
        with log.open("a") as file:
            file.write(output + errors)
    if begun.returncode:
        tail = "\n".join((errors or output).strip().splitlines()[-_SHOWN:])
        raise Stop(f"Falló la orden interna «{name}»:\n{tail}")
    return output


def run_in_order(
    environment: Mapping[str, str], orders: Mapping[str, str], *, pass_fds: Sequence[int], log: Path
) -> None:
    """Several commands in one process. `orders` maps each command line to the step that a person reads, or ''."""
    begun = start(environment, "in_order", *orders, pass_fds=pass_fds)
    labels = {order.split()[0]: label for order, label in orders.items()}
    assert begun.stdout is not None
    with contextlib.ExitStack() as steps, log.open("a") as file:
        for line in begun.stdout:
            file.write(line)
            if line.startswith(MARK) and (label := labels.get(line[len(MARK) :].strip())):
                steps.close()
                steps.enter_context(step(label))
        finish(begun, "in_order", log)


def hand_over(environment: Mapping[str, str], *arguments: str, pass_fds: Sequence[int] = ()) -> int:
    """Runs it on the person's own terminal: its questions, progress and answers are theirs."""
    command = [sys.executable, "-m", "banevim.manage", *arguments]
    return subprocess.run(command, env=dict(environment), pass_fds=tuple(pass_fds), check=False).returncode
