"""The closed vocabulary of the definitions: where rows are, and what may be asked of them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ._building import build

VOCABULARY = Path(__file__).parent / "vocabulary.toml"


@dataclass(frozen=True)
class Column:
    """A coded column of a source. NULL is *not specified*.

    `code` holds one code, `codes` several, `place` the key of a municipality; `by_then` holds a month and says SI when
    it is not after the period that is counted, else NO. `catalog` names the catalogue of its codes, `codes` those of
    its own with their labels. `sql` is how it is read, when that is not its own name. `public`: its name in what is
    published.
    """

    label: str
    kind: Literal["code", "codes", "place", "by_then"]
    catalog: str = ""
    codes: Mapping[str, str] | None = None
    sql: str = ""
    public: str = ""

    @property
    def fixed(self) -> tuple[str, ...]:
        """The codes of its own."""
        return tuple(self.codes or ())


@dataclass(frozen=True)
class Source:
    """A de-identified relation: one row for each of its first unit, with `number`, `woman`, `month`, `late`."""

    relation: str
    units: tuple[str, ...]
    rules: tuple[str, ...]
    columns: Mapping[str, Column]


@cache
def load_vocabulary(path: Path = VOCABULARY) -> Mapping[str, Source]:
    """Every source by name. Raises DefinitionError."""
    raw = tomllib.loads(path.read_text("utf-8"))
    return {
        name: build(
            Source,
            {
                **told,
                "columns": {key: build(Column, each, f"{path.name}: {key}") for key, each in columns.items()},
            },
            f"{path.name}: {name}",
        )
        for name, told in raw.items()
        if (columns := told["columns"])
    }
