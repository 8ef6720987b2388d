"""The two small tables of the CURP, read from the data folder."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

_DATA = Path(__file__).parents[1] / "data"


@cache
def states() -> Mapping[str, tuple[str, str]]:
    """CURP letters -> (INEGI key or '', name)."""
    lines = (_DATA / "curp_states.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return MappingProxyType({row["curp"]: (row["inegi"], row["name"]) for row in rows})


@cache
def letters_of_state() -> Mapping[str, str]:
    """INEGI key -> CURP letters."""
    return MappingProxyType({key: letters for letters, (key, _name) in states().items() if key})


@cache
def inconvenient_words() -> frozenset[str]:
    lines = (_DATA / "curp_words.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
