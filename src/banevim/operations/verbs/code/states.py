"""The pictures of the states: from every table `TRANSITIONS` of the `terms` of the rooms."""

import importlib
import inspect
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import ModuleType

from ...bank.home import CHECKOUT

Transitions = Mapping[StrEnum, tuple[frozenset[StrEnum | None], frozenset[str]]]
HEAD = """# States

Generated from the code by `./banevim docs`; a house test keeps it true. Each picture is a table `TRANSITIONS` in the
`terms.py` of its room, the same that the rules read: what may follow what, and who may bring it there.
"""


def _machines() -> Iterator[tuple[ModuleType, Transitions]]:
    for path in sorted((CHECKOUT / "src" / "banevim").glob("*/terms.py")):
        module = importlib.import_module(f"banevim.{path.parent.name}.terms")
        if table := getattr(module, "TRANSITIONS", None):
            yield module, table


def _steps(table: Transitions) -> Iterator[tuple[str, str, str]]:
    """(from, to, who), a beginning being `[*]`."""
    for after, (before, who) in table.items():
        for each in sorted(before, key=str):
            yield each.value if each else "[*]", after.value, ", ".join(sorted(str(w) for w in who))


def _picture(table: Transitions) -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    yield from (f"    {before} --> {after}: {who}" for before, after, who in _steps(table))
    left = {state for before, _ in table.values() for state in before}
    yield from (f"    {state.value} --> [*]" for state in table if state not in left)
    yield "```"


def states() -> str:
    """The text of docs/states.md."""
    parts = [HEAD]
    for module, table in _machines():
        kind, room = type(next(iter(table))), module.__name__.split(".")[1]
        parts += [f"## `{room}.{kind.__name__}`", "", inspect.getdoc(kind) or "", "", *_picture(table), ""]
    return "\n".join(parts)
