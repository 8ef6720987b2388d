"""The pictures of the states: from every table `TRANSITIONS` or `STAGES` of the `terms` of the rooms."""

import importlib
import inspect
from collections.abc import Iterator
from enum import StrEnum
from types import ModuleType
from typing import Any

from ...bank.home import CHECKOUT

Move = tuple[frozenset[StrEnum | None], StrEnum, frozenset[str]]
"""(states it may come from, state it leads to, who brings it there); from nowhere is a beginning."""
HEAD = """# States

Generated from the code by `./banevim docs`; a house test keeps it true. Each picture is a table `TRANSITIONS` (or
`STAGES`, where a room has two) in the `terms.py` of its room, the same that the rules read: what may follow what, and
who may bring it there.
"""


def _machines() -> Iterator[tuple[ModuleType, list[Move]]]:
    for path in sorted((CHECKOUT / "src" / "banevim").glob("*/terms.py")):
        module = importlib.import_module(f"banevim.{path.parent.name}.terms")
        for name in ("TRANSITIONS", "STAGES"):
            if table := getattr(module, name, None):
                yield module, [_move(key, value) for key, value in table.items()]


def _move(key: StrEnum, value: Any) -> Move:
    """A table gives, by state, (from, who); or by step, an object that also says the state it leads to."""
    if hasattr(value, "after"):
        return value.before, value.after, value.who
    before, who = value
    return before, key, who


def _steps(moves: list[Move]) -> Iterator[tuple[str, str, str]]:
    """(from, to, who), a beginning being `[*]`."""
    for before, after, who in moves:
        for each in sorted(before, key=str) or [None]:
            yield each.value if each else "[*]", after.value, ", ".join(sorted(str(w) for w in who))


def _picture(moves: list[Move]) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from dict.fromkeys(f"    {before} --> {after}: {who}" for before, after, who in _steps(moves))
    left = {state for before, _, _ in moves for state in before}
    ends = dict.fromkeys(after for _, after, _ in moves if after not in left)
    yield from (f"    {state.value} --> [*]" for state in ends)
    yield "```"


def states() -> str:
    """The text of docs/states.md."""
    parts = [HEAD]
    for module, moves in _machines():
        kind, room = type(moves[0][1]), module.__name__.split(".")[1]
        parts += [f"## `{room}.{kind.__name__}`", "", inspect.getdoc(kind) or "", "", *_picture(moves), ""]
    return "\n".join(parts)
