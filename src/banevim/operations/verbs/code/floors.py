"""The picture of the floors: from the import contracts of pyproject.toml and from what each room imports today."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ...bank.home import CHECKOUT

SOURCE = CHECKOUT / "src"
HEAD = """# Floors

Generated from the code by `./banevim docs`; a house test keeps it true. A room imports only from lower floors: never
beside, never above. The contracts are in `pyproject.toml` and `./banevim check` holds the code to them.
"""


def _contracts() -> list[dict[str, Any]]:
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        found: list[dict[str, Any]] = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return found


def _names(layer: str) -> list[str]:
    """The rooms of one line of a contract, those that are not built yet left out."""
    names = [name.strip("() ") for name in layer.split("|")]
    return [
        n for n in names if (SOURCE / "banevim" / n).is_dir() or (SOURCE / "banevim" / f"{n}.py").exists()
    ]


def _files(name: str) -> list[Path]:
    folder = SOURCE / "banevim" / name
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def _says(name: str) -> str:
    """First sentence of the docstring of a room."""
    text = ast.get_docstring(ast.parse(_files(name)[0].read_text())) or ""
    return re.split(r"(?<=[.:]) ?\n\n", text)[0].replace("\n", " ")


def _imported(path: Path) -> Iterator[str]:
    """Full names of the modules of ours that a file imports; relative ones stay in their room."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _uses(name: str, rooms: Iterable[str]) -> list[str]:
    """The other rooms that a room imports, and the public site's program."""
    seen = {each for path in _files(name) for each in _imported(path)}
    ours = [r for r in rooms if r != name and any(f"{s}.".startswith(f"banevim.{r}.") for s in seen)]
    return [*ours, *(["datavim"] if any(s.split(".")[0] == "datavim" for s in seen) else [])]


def _table(layers: list[list[str]]) -> Iterator[str]:
    rooms = [name for layer in layers for name in layer]
    yield "| Floor | Room | What lives there | Imports today |"
    yield "|---|---|---|---|"
    for height, layer in zip(range(len(layers) - 1, -1, -1), layers, strict=True):
        for name in layer:
            used = ", ".join(f"`{each}`" for each in _uses(name, rooms)) or "nothing of the bank"
            yield f"| {height} | `{name}` | {_says(name)} | {used} |"


def _rules(contracts: list[dict[str, Any]]) -> Iterator[str]:
    for contract in contracts:
        if contract["type"] == "protected":
            what, who = ([f"`{m.removeprefix('banevim.')}`" for m in contract[k]] for k in _DOOR)
            yield f"- **{contract['name']}**: {', '.join(what)} only from {', '.join(who)}."
        else:
            yield f"- **{contract['name']}** ({contract['type']})."


_DOOR = ("protected_modules", "allowed_importers")


def floors() -> str:
    """The text of docs/floors.md."""
    contracts = _contracts()
    outer, inner = (c["layers"] for c in contracts[:2])
    layers = [names for layer in outer if (names := _names(layer))]
    order = " → ".join(f"`{layer.strip('()')}`" for layer in inner)
    parts = [
        HEAD,
        *_table(layers),
        "",
        "## Inside a room",
        "",
        f"{order}, each may import those to its right.",
        "",
    ]
    return "\n".join([*parts, "## Every contract", "", *_rules(contracts), ""])
